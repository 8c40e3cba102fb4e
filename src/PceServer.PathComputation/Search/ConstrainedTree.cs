using PceServer.PathComputation.Constraints;
using PceServer.Topology;

namespace PceServer.PathComputation.Search;

/// <summary>Distances from one node to every other over the links that constraints admit, by one metric. Memory is kept from run to run; it allocates nothing then.</summary>
internal sealed class ConstrainedTree
{
    private readonly DistanceTree<uint> _narrow = new();
    private readonly DistanceTree<ulong> _wide = new();
    private uint[] _weights = [];
    private ulong[] _wideWeights = [];
    private bool _isNarrow;

    /// <summary><see cref="LinkMetrics.None"/> where the node cannot be reached.</summary>
    public ulong this[int node] => !_isNarrow ? _wide.Distance[node] : _narrow.Distance[node] == uint.MaxValue ? LinkMetrics.None : _narrow.Distance[node];

    /// <param name="until">Where the search may stop.</param>
    public void Run(TopologySnapshot topology, PathMetric metric, PathConstraints constraints, NetworkOverlay overlay, int source, int until = -1)
    {
        if (_weights.Length != topology.EdgeCount)
            (_weights, _wideWeights) = (new uint[topology.EdgeCount], []);
        var admission = new LinkAdmission(topology, constraints, overlay);
        if (NarrowWeights.CanFill(metric, constraints))
        {
            var largest = NarrowWeights.Fill(topology, metric, constraints, _weights);
            admission.PruneFew(_weights, new NodeIndex(source), new NodeIndex(until));
            ShortestPaths.Own.Run<uint>(Arcs.Out(topology), _weights, largest, [(source, 0u)], _narrow, until);
            _isNarrow = _narrow.HoldsSums(topology.NodeCount, largest);
            if (_isNarrow)
                return;
        }
        RunWide(topology, metric, admission, source, until);
    }

    private void RunWide(TopologySnapshot topology, PathMetric metric, LinkAdmission admission, int source, int until)
    {
        if (_wideWeights.Length != topology.EdgeCount)
            _wideWeights = new ulong[topology.EdgeCount];
        _isNarrow = false;
        LinkMetrics.Fill(topology, metric, _wideWeights);
        admission.Prune(_wideWeights, new NodeIndex(source), new NodeIndex(until), softIsHard: true);
        ShortestPaths.Own.Run(Arcs.Out(topology), _wideWeights, ConstrainedGraph.Largest(_wideWeights), [(source, 0ul)], _wide, until);
    }
}
