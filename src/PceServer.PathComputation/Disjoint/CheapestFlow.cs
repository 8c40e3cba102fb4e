using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Search;
using PceServer.Topology;

namespace PceServer.PathComputation.Disjoint;

/// <summary>
/// The cheapest set of link- or node-disjoint paths between two nodes, after Suurballe and Bhandari: each further path is a shortest one in what the others leave,
/// where it may also undo links of theirs; potentials keep all lengths from being negative. A LAN, and in node mode every node between the ends, is a pair of
/// states (come in, go out) that lets one path through.
/// </summary>
internal sealed class CheapestFlow(ConstrainedGraph graph, int source, int target, bool nodes)
{
    private readonly TopologySnapshot _topology = graph.Topology;
    private readonly bool[] _flow = new bool[graph.Topology.EdgeCount];
    private readonly int[] _through = new int[graph.Topology.NodeCount];
    private readonly ulong[] _potential = new ulong[graph.Topology.NodeCount * 2];
    private readonly ulong[] _distance = new ulong[graph.Topology.NodeCount * 2];
    private readonly int[] _via = new int[graph.Topology.NodeCount * 2];
    private readonly int[] _previous = new int[graph.Topology.NodeCount * 2];
    private readonly RadixHeap _heap = new();

    private int Start => (source * 2) + 1;

    private int End => target * 2;

    /// <summary>The paths, each as its edges in order; null when there are not so many.</summary>
    public List<List<int>>? Find(int count)
    {
        for (var found = 0; found < count; found++)
        {
            if (!TryAugment(isFirst: found == 0))
                return null;
        }
        return [.. Enumerable.Range(0, count).Select(_ => TakePath())];
    }

    private bool TryAugment(bool isFirst)
    {
        if (!(isFirst ? TryFirst() : TrySearch()))
            return false;
        for (var state = End; state != Start; state = _previous[state])
        {
            var (node, via) = (state >> 1, _via[state]);
            if (via >= 0)
                _flow[via] = !_flow[via];
            else if (node != source && node != target)
                // Between the two states of a node: outwards it passes through, inwards it takes a passage back.
                _through[node] += (state & 1) == 1 ? 1 : -1;
        }
        return true;
    }

    // Nothing is taken yet: an ordinary shortest path, whose tree gives the potentials of both states of a node.
    private bool TryFirst()
    {
        var tree = new CostTree();
        tree.RunFrom(_topology, graph.Weights, graph.LargestWeight, source, target);
        var reach = tree[target];
        if (reach == LinkMetrics.None)
            return false;
        for (var node = 0; node < _through.Length; node++)
            _potential[node * 2] = _potential[(node * 2) + 1] = Math.Min(tree[node], reach);
        for (var node = target; node != source;)
        {
            var edge = tree.Via(node);
            (_via[node * 2], _previous[node * 2]) = (edge, (_topology.EdgeFrom[edge] * 2) + 1);
            node = _topology.EdgeFrom[edge];
            if (node != source)
                (_via[(node * 2) + 1], _previous[(node * 2) + 1]) = (-1, node * 2);
        }
        return true;
    }

    private bool TrySearch()
    {
        _distance.AsSpan().Fill(LinkMetrics.None);
        _heap.Clear();
        _distance[Start] = 0;
        _heap.Push(0, Start);
        while (_heap.TryPop(out var at, out var state))
        {
            if (at != _distance[state])
                continue;
            if (state == End)
            {
                for (var s = 0; s < _potential.Length; s++)
                    _potential[s] += Math.Min(_distance[s], at);
                return true;
            }
            if ((state & 1) == 1)
                Leave(at, state);
            else
                Enter(at, state);
        }
        return false;
    }

    private void Leave(ulong at, int state)
    {
        var node = state >> 1;
        for (var edge = _topology.OutStart[node]; edge < _topology.OutStart[node + 1]; edge++)
        {
            if (!_flow[edge] && graph.Weights[edge] != LinkMetrics.None)
                Reach(at, state, _topology.EdgeTo[edge] * 2, edge, graph.Weights[edge]);
        }
        if (_through[node] > 0)
            Reach(at, state, node * 2, -1, 0);
    }

    private void Enter(ulong at, int state)
    {
        var node = state >> 1;
        var isNarrow = nodes || _topology.IsPseudonode[node];
        if (node != source && node != target && !_topology.NoTransit[node] && (!isNarrow || _through[node] == 0))
            Reach(at, state, state + 1, -1, 0);
        for (var i = _topology.InStart[node]; i < _topology.InStart[node + 1]; i++)
        {
            var edge = _topology.InEdges[i];
            if (_flow[edge])
                Reach(at, state, (_topology.EdgeFrom[edge] * 2) + 1, edge, 0 - graph.Weights[edge]);
        }
    }

    // Unsigned sums run over and back: with its potentials every length is at least zero.
    private void Reach(ulong at, int from, int to, int edge, ulong weight)
    {
        var next = at + weight + _potential[from] - _potential[to];
        if (next >= _distance[to])
            return;
        (_distance[to], _via[to], _previous[to]) = (next, edge, from);
        _heap.Push(next, to);
    }

    private List<int> TakePath()
    {
        var path = new List<int>();
        for (var node = source; node != target;)
        {
            var edge = _topology.OutStart[node];
            while (!_flow[edge])
                edge++;
            _flow[edge] = false;
            path.Add(edge);
            node = _topology.EdgeTo[edge];
        }
        return path;
    }
}
