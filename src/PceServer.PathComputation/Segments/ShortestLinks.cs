using PceServer.PathComputation.Search;

namespace PceServer.PathComputation.Segments;

/// <summary>The links that a node segment crosses: those on any shortest path of the routers between its ends. One reverse tree that stops at the near end finds them.</summary>
internal sealed class ShortestLinks
{
    [ThreadStatic]
    private static ShortestLinks? t_own;

    private readonly DistanceTree<uint> _tree = new();
    private readonly HashSet<int> _met = [];
    private readonly Stack<int> _open = [];

    public static ShortestLinks Own => t_own ??= new ShortestLinks();

    /// <param name="all">Takes every link, each after those that lead to it.</param>
    /// <param name="branch">Takes the links of one path.</param>
    public void Collect(SegmentRouting routing, int start, int end, List<int> all, List<int> branch)
    {
        var topology = routing.Topology;
        ShortestPaths.Own.Run<uint>(Arcs.In(topology), routing.IncomingWeights, routing.LargestWeight, [(end, 0u)], _tree, start);
        var first = all.Count;
        Spread(routing, start, end, all);
        // By distance from the start: what is left to the end falls.
        var (left, links) = (_tree.Distance, all);
        links.Sort(first, links.Count - first, Comparer<int>.Create((x, y) =>
            (left[topology.EdgeTo[y]], left[topology.EdgeFrom[y]], x).CompareTo((left[topology.EdgeTo[x]], left[topology.EdgeFrom[x]], y))));
        TakeBranch(routing, start, end, branch);
    }

    private void Spread(SegmentRouting routing, int start, int end, List<int> all)
    {
        var topology = routing.Topology;
        _met.Clear();
        _met.Add(start);
        _open.Push(start);
        while (_open.TryPop(out var node))
        {
            for (var edge = topology.OutStart[node]; node != end && edge < topology.OutStart[node + 1]; edge++)
            {
                if (!IsTight(routing, edge, end))
                    continue;
                all.Add(edge);
                if (_met.Add(topology.EdgeTo[edge]))
                    _open.Push(topology.EdgeTo[edge]);
            }
        }
    }

    private void TakeBranch(SegmentRouting routing, int start, int end, List<int> branch)
    {
        var topology = routing.Topology;
        var at = branch.Count;
        for (var node = end; node != start;)
        {
            var i = topology.InStart[node];
            while (!_met.Contains(topology.EdgeFrom[topology.InEdges[i]]) || !IsTight(routing, topology.InEdges[i], end))
                i++;
            branch.Insert(at, topology.InEdges[i]);
            node = topology.EdgeFrom[topology.InEdges[i]];
        }
    }

    private bool IsTight(SegmentRouting routing, int edge, int end)
    {
        var topology = routing.Topology;
        var (left, to) = (_tree.Distance, topology.EdgeTo[edge]);
        return left[to] != uint.MaxValue && (ulong)left[to] + routing.Weights[edge] == left[topology.EdgeFrom[edge]] && (to == end || !topology.NoTransit[to]);
    }
}
