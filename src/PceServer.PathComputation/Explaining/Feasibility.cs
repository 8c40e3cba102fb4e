using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Segments;
using PceServer.Topology;

namespace PceServer.PathComputation.Explaining;

/// <summary>Answers 'would there be a path if', within a budget of searches and until it is cancelled.</summary>
internal sealed class Feasibility(TopologySnapshot topology, NetworkOverlay overlay, int searches, CancellationToken deadline)
{
    private readonly SearchNotes _notes = new() { Deadline = deadline };
    private int _left = searches;

    public bool IsExhausted => _left <= 0 || deadline.IsCancellationRequested;

    public TopologySnapshot Topology => topology;

    public NetworkOverlay Overlay => overlay;

    /// <summary>The best path, or null; null as well once the budget is spent, which <see cref="IsExhausted"/> then says.</summary>
    public ComputedPath? Find(PathRequest request)
    {
        if (IsExhausted)
            return null;
        _left--;
        // A question of many must not take as long as the one that it explains.
        foreach (var path in PathComputer.Candidates(topology, request with { WorkLimit = Math.Min(request.WorkLimit, 1_000) }, overlay, _notes))
            return path;
        return null;
    }

    /// <summary>The fewest SIDs with which anything fits the constraints, cost aside.</summary>
    public int? FewestSids(PathRequest request)
    {
        if (IsExhausted)
            return null;
        _left--;
        var problem = PathComputer.Problem(topology, request, overlay) with { Notes = _notes, MaximumSids = int.MaxValue, SidsByFirstLink = null };
        if (!Waypoints.MayAllBePassed(problem))
            return null;
        var free = (ulong[])problem.Graph.Weights.Clone();
        for (var edge = 0; edge < free.Length; edge++)
            free[edge] = free[edge] == LinkMetrics.None ? LinkMetrics.None : 0;
        problem = problem with { Graph = problem.Graph with { Weights = free, LargestWeight = 0 } };
        int? fewest = null;
        foreach (var branches in new[] { false, true })
        {
            if (branches ? request.Branches == BranchMode.SinglePath : request.Branches == BranchMode.AllowBranches)
                continue;
            if (SegmentSearch.Own.Run(problem with { AllowsBranches = branches }, out var chain, loopless: true) == SearchEnd.Found)
                fewest = Math.Min(fewest ?? int.MaxValue, chain.Count);
        }
        return fewest;
    }
}
