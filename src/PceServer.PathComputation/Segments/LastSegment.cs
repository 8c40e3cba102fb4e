using PceServer.PathComputation.Search;
using PceServer.Topology;

namespace PceServer.PathComputation.Segments;

/// <summary>From which nodes the target's node SID alone may complete the path: one reverse tree, up to the source, answers for all of them.</summary>
internal sealed class LastSegment
{
    private const byte Unknown = 0, Yes = 1, No = 2;

    private readonly DistanceTree<uint> _tree = new();
    private byte[] _leads = [];
    private ulong[] _cost = [];
    private SearchProblem _problem = null!;

    /// <summary>Lets go of the snapshot.</summary>
    public void Release() => _problem = null!;

    public void Start(SearchProblem problem)
    {
        _problem = problem;
        if (_leads.Length < problem.Topology.NodeCount)
            (_leads, _cost) = (new byte[problem.Topology.NodeCount], new ulong[problem.Topology.NodeCount]);
        _leads.AsSpan(0, problem.Topology.NodeCount).Clear();
        _tree.SettledCount = 0;
        if (!problem.Routing.HasSid[problem.Target])
            return;
        ShortestPaths.Own.Run(
            Arcs.In(problem.Topology), problem.Routing.IncomingWeights, problem.Routing.LargestWeight, [(problem.Target, 0u)], _tree, problem.Source);
        for (var i = 0; i < _tree.SettledCount; i++)
        {
            if (_leads[_tree.Settled[i]] == Unknown)
                _leads[_tree.Settled[i]] = Judge(_tree.Settled[i]);
        }
    }

    /// <summary>False only where the target's SID surely does not lead there within the constraints.</summary>
    public bool MayLead(int node) => _problem.Routing.HasSid[_problem.Target] && _leads[node] != No;

    /// <summary>What the target's SID costs from a node, where it is known to lead there.</summary>
    public bool TryCost(int node, out ulong cost)
    {
        cost = _cost[node];
        return _problem.Routing.HasSid[_problem.Target] && _leads[node] == Yes;
    }

    private byte Judge(int node)
    {
        _cost[node] = 0;
        if (node == _problem.Target)
            return Yes;
        if (_problem.Routing.SrgbSize[node] <= _problem.Routing.SidIndex[_problem.Target])
            return No;
        _leads[node] = No;
        var topology = _problem.Topology;
        var ways = 0;
        for (var edge = topology.OutStart[node]; edge < topology.OutStart[node + 1]; edge++)
        {
            if (!IsTight(topology, node, edge))
                continue;
            var to = topology.EdgeTo[edge];
            if (_leads[to] == Unknown)
                _leads[to] = Judge(to);
            if (!_problem.IsAllowed(edge) || (ways > 0 && !_problem.AllowsBranches) || _leads[to] == No)
                return No;
            _cost[node] = Math.Max(_cost[node], _problem.Graph.Weights[edge] + _cost[to]);
            ways++;
        }
        return ways > 0 ? Yes : No;
    }

    private bool IsTight(TopologySnapshot topology, int node, int edge)
    {
        var to = topology.EdgeTo[edge];
        return _tree.Distance[to] != uint.MaxValue && (ulong)_tree.Distance[to] + _problem.Routing.Weights[edge] == _tree.Distance[node]
            && (to == _problem.Target || !topology.NoTransit[to]);
    }
}
