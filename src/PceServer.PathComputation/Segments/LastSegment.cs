using PceServer.PathComputation.Search;

namespace PceServer.PathComputation.Segments;

/// <summary>From which nodes the target's node SID alone completes the path within the constraints: one reverse tree answers for all of them.</summary>
internal sealed class LastSegment
{
    private readonly SearchProblem _problem;
    private readonly DistanceTree _tree;
    private readonly bool?[] _leads;

    public LastSegment(SearchProblem problem, MinHeap heap)
    {
        _problem = problem;
        _tree = new DistanceTree();
        _leads = new bool?[problem.Topology.NodeCount];
        if (!problem.Routing.HasSid[problem.Target])
            return;
        ShortestPaths.To(problem.Topology, problem.Routing.Weights, [(problem.Target, 0)], heap, _tree);
    }

    /// <summary>True when the node can send by the target's SID.</summary>
    public bool Leads(int node)
    {
        if (node == _problem.Target)
            return true;
        if (!_problem.Routing.HasSid[_problem.Target] || _tree.Distance[node] == DistanceTree.Unreachable)
            return false;
        return _leads[node] ??= Judge(node);
    }

    private bool Judge(int node)
    {
        if (_problem.Routing.SrgbSize[node] <= _problem.Routing.SidIndex[_problem.Target])
            return false;
        _leads[node] = false;
        var topology = _problem.Topology;
        var ways = 0;
        for (var edge = topology.OutStart[node]; edge < topology.OutStart[node + 1]; edge++)
        {
            var weight = _problem.Routing.Weights[edge];
            var to = topology.EdgeTo[edge];
            if (weight == DistanceTree.Unreachable || _tree.Distance[to] == DistanceTree.Unreachable || _tree.Distance[to] + weight != _tree.Distance[node]
                || (to != _problem.Target && topology.NoTransit[to]))
                continue;
            if (!_problem.IsAllowed(edge) || (ways > 0 && !_problem.AllowsBranches) || !Leads(to))
                return false;
            ways++;
        }
        return ways > 0;
    }
}
