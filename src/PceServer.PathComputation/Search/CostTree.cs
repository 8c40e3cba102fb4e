using PceServer.PathComputation.Constraints;
using PceServer.Topology;

namespace PceServer.PathComputation.Search;

/// <summary>What it costs at least to get from every node to some roots, in 32 bits where the sums fit. Memory is kept from run to run.</summary>
internal sealed class CostTree
{
    private readonly DistanceTree<uint> _narrow = new();
    private readonly DistanceTree<ulong> _wide = new();
    private uint[] _narrowWeights = [];
    private ulong[] _wideWeights = [];
    private bool _isNarrow;
    private ulong _floor;

    /// <param name="largest">No usable weight is above it.</param>
    /// <param name="until">Where the search may stop; nodes that lie beyond then count what this one does, which is never too much.</param>
    public void Run(TopologySnapshot topology, ulong[] weights, ulong largest, ReadOnlySpan<(int Node, ulong Start)> roots, int until = -1)
    {
        var most = 0UL;
        foreach (var (_, start) in roots)
            most = Math.Max(most, start);
        _isNarrow = Math.Max(largest, most) < uint.MaxValue && TryRunNarrow(topology, weights, (uint)largest, roots, until);
        if (!_isNarrow)
            RunWide(topology, weights, largest, roots, until);
        _floor = until < 0 ? LinkMetrics.None : Settled(until);
    }

    /// <summary><see cref="LinkMetrics.None"/> where no root can be reached.</summary>
    public ulong this[int node]
    {
        get
        {
            var cost = Settled(node);
            return cost > _floor ? _floor : cost;
        }
    }

    /// <summary>The link by which the way on begins, as its place among the incoming ones; -1 at a root.</summary>
    public int Via(int node) => _isNarrow ? _narrow.Via[node] : _wide.Via[node];

    private ulong Settled(int node) => !_isNarrow ? _wide.Distance[node] : _narrow.Distance[node] == uint.MaxValue ? LinkMetrics.None : _narrow.Distance[node];

    private bool TryRunNarrow(TopologySnapshot topology, ulong[] weights, uint largest, ReadOnlySpan<(int Node, ulong Start)> roots, int until)
    {
        var edges = topology.InEdges;
        if (_narrowWeights.Length != edges.Length)
            _narrowWeights = new uint[edges.Length];
        for (var i = 0; i < edges.Length; i++)
            _narrowWeights[i] = (uint)Math.Min(weights[edges[i]], uint.MaxValue);
        var starts = roots.Length <= 64 ? stackalloc (int, uint)[roots.Length] : new (int, uint)[roots.Length];
        for (var i = 0; i < roots.Length; i++)
            starts[i] = (roots[i].Node, (uint)roots[i].Start);
        ShortestPaths.Own.Run<uint>(Arcs.In(topology), _narrowWeights, largest, starts, _narrow, until);
        return _narrow.HoldsSums(topology.NodeCount, largest);
    }

    private void RunWide(TopologySnapshot topology, ulong[] weights, ulong largest, ReadOnlySpan<(int Node, ulong Start)> roots, int until)
    {
        var edges = topology.InEdges;
        if (_wideWeights.Length != edges.Length)
            _wideWeights = new ulong[edges.Length];
        for (var i = 0; i < edges.Length; i++)
            _wideWeights[i] = weights[edges[i]];
        ShortestPaths.Own.Run<ulong>(Arcs.In(topology), _wideWeights, largest, roots, _wide, until);
    }
}
