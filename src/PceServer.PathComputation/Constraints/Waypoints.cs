using PceServer.PathComputation.Segments;

namespace PceServer.PathComputation.Constraints;

/// <summary>
/// Tells inclusions that no path can hold from those that may be possible, in one pass over the links each: a path meets no node twice, so a node that can be left
/// only by the way that leads to it is on none. A search would find that out by trying everything.
/// </summary>
internal static class Waypoints
{
    /// <summary>False when some inclusion is on no loopless path between source and target, whatever it costs.</summary>
    public static bool MayAllBePassed(SearchProblem problem)
    {
        for (var inclusion = 0; inclusion < problem.Inclusions.Count; inclusion++)
        {
            var element = problem.Inclusions.Element(inclusion);
            if (!ElementMatch.SpeaksOfNodes(element))
                continue;
            if (!ElementMatch.Nodes(problem.Topology, element).Any(node => new Fan(problem, node).ReachesBothEnds()))
                return false;
        }
        return true;
    }

    /// <summary>Looks, without regard to direction, for a way to the source and one to the target that have nothing but their beginning in common.</summary>
    private sealed class Fan(SearchProblem problem, int middle)
    {
        // One way to one end, by node: its place on it, or none. The other end lies behind it as if the ends were joined.
        private readonly int[] _place = Filled(problem.Topology.NodeCount);
        private readonly bool[] _seen = new bool[problem.Topology.NodeCount];
        private readonly Queue<int> _open = new();
        private int _joined;
        private int _farthest;

        public bool ReachesBothEnds()
        {
            if (middle == problem.Source || middle == problem.Target)
                return true;
            var way = OneWay();
            if (way.Count == 0)
                return false;
            _joined = way.Count;
            for (var i = 0; i < way.Count; i++)
            {
                // Nothing that lies before it leads past this node but the node itself. A LAN may be crossed more than once.
                if (i > 0 && _farthest <= i && !problem.Topology.IsPseudonode[way[i]])
                    return false;
                Explore(way[i]);
            }
            return _farthest == _joined;
        }

        private List<int> OneWay()
        {
            var before = Filled(problem.Topology.NodeCount);
            before[middle] = middle;
            _open.Enqueue(middle);
            while (_open.TryDequeue(out var node))
            {
                if (IsEnd(node))
                {
                    _open.Clear();
                    return Back(before, node);
                }
                foreach (var next in Neighbours(node).Where(n => before[n] < 0))
                {
                    before[next] = node;
                    _open.Enqueue(next);
                }
            }
            return [];
        }

        private List<int> Back(int[] before, int end)
        {
            List<int> way = [end];
            while (way[^1] != middle)
                way.Add(before[way[^1]]);
            way.Reverse();
            for (var i = 0; i < way.Count; i++)
                _place[way[i]] = i;
            return way;
        }

        /// <summary>How far along the way one gets from a node of it over nodes that are not on it.</summary>
        private void Explore(int from)
        {
            Touch(from);
            while (_open.TryDequeue(out var node))
            {
                if (IsEnd(node))
                    _farthest = _joined;
                foreach (var next in Neighbours(node))
                    Touch(next);
            }

            void Touch(int node)
            {
                if (_place[node] >= 0)
                    _farthest = Math.Max(_farthest, _place[node]);
                if (_seen[node] || (_place[node] >= 0 && node != from))
                    return;
                _seen[node] = true;
                _open.Enqueue(node);
            }
        }

        private bool IsEnd(int node) => node == problem.Source || node == problem.Target;

        private IEnumerable<int> Neighbours(int node)
        {
            var topology = problem.Topology;
            for (var edge = topology.OutStart[node]; edge < topology.OutStart[node + 1]; edge++)
            {
                if (problem.IsAllowed(edge))
                    yield return topology.EdgeTo[edge];
            }
            for (var i = topology.InStart[node]; i < topology.InStart[node + 1]; i++)
            {
                if (problem.IsAllowed(topology.InEdges[i]))
                    yield return topology.EdgeFrom[topology.InEdges[i]];
            }
        }

        private static int[] Filled(int count)
        {
            var filled = new int[count];
            Array.Fill(filled, -1);
            return filled;
        }
    }
}
