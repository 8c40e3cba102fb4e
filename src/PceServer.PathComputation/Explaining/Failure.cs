using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Segments;
using PceServer.Topology;

namespace PceServer.PathComputation;

/// <summary>Finds out why a request has no path.</summary>
internal static class Failure
{
    public static Explanation Explain(TopologySnapshot topology, PathRequest request, NetworkOverlay overlay)
    {
        if ((uint)request.Source.Value >= topology.NodeCount)
            return new Explanation(NoPathReason.UnknownSource, "the source is not in the topology");
        if ((uint)request.Destination.Value >= topology.NodeCount)
            return new Explanation(NoPathReason.UnknownDestination, "the destination is not in the topology");
        var (source, destination) = (topology[request.Source].DisplayName, topology[request.Destination].DisplayName);
        if (request.Source == request.Destination)
            return new Explanation(NoPathReason.NoSegmentList, $"{source} is both source and destination: there is nothing to cross");
        var bare = PathComputer.Problem(topology, request with { Constraints = PathConstraints.None, Objective = PathMetric.Hops, TieBreakers = [] }, overlay);
        if (SegmentSearch.Own.Measure(bare) == LinkMetrics.None)
            return new Explanation(NoPathReason.Unreachable, $"{destination} cannot be reached from {source} over any usable link");
        var problem = PathComputer.Problem(topology, request, overlay);
        if (SegmentSearch.Own.Measure(problem) == LinkMetrics.None)
            return new Explanation(NoPathReason.ConstraintsCut, $"the constraints leave no link path from {source} to {destination}");
        var unlimited = problem with { MaximumSids = int.MaxValue, AllowsBranches = request.Branches != BranchMode.SinglePath };
        if (SegmentSearch.Own.Run(unlimited, out var chain) == SearchEnd.Found)
        {
            return new Explanation(
                NoPathReason.TooManySegments,
                $"the best path from {source} to {destination} needs {chain.Count} SIDs, and no path within the constraints fits in {problem.MaximumSids}");
        }
        var unbounded = request.Constraints with { Bounds = [.. request.Constraints.Bounds.Where(b => b.Metric == PathMetric.SidDepth)] };
        var free = PathComputer.Problem(topology, request with { Constraints = unbounded }, overlay) with { MaximumSids = int.MaxValue, AllowsBranches = unlimited.AllowsBranches };
        return SegmentSearch.Own.Run(free, out _) == SearchEnd.Found
            ? new Explanation(NoPathReason.ConstraintsCut, $"no path from {source} to {destination} keeps to all bounds")
            : new Explanation(NoPathReason.NoSegmentList, $"there are paths from {source} to {destination}, but no list of known SIDs forces one");
    }
}
