using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Explaining;
using PceServer.PathComputation.Ranking;
using PceServer.PathComputation.Segments;
using PceServer.Topology;

namespace PceServer.PathComputation;

/// <summary>The core's door. Stateless and thread-safe: everything is in the arguments.</summary>
public static class PathComputer
{
    /// <summary>The best path, or the explanation of why there is none.</summary>
    /// <param name="explanationDeadline">Ends the explanation, not the search, early; what that left out is said.</param>
    public static PathResult Compute(
        TopologySnapshot topology, PathRequest request, NetworkOverlay? overlay = null, CancellationToken explanationDeadline = default)
    {
        var notes = new SearchNotes();
        foreach (var path in Candidates(topology, request, overlay, notes))
            return new PathResult.Found(path);
        return new PathResult.NotFound(ExplainNone(topology, request, notes, overlay, explanationDeadline));
    }

    /// <summary>Why a request whose candidates were looked for, and of which there was none, has none.</summary>
    /// <param name="notes">What that search left.</param>
    public static Explanation ExplainNone(
        TopologySnapshot topology, PathRequest request, SearchNotes notes, NetworkOverlay? overlay = null, CancellationToken deadline = default)
    {
        var explanation = Failure.Explain(topology, request, overlay ?? NetworkOverlay.Empty, deadline);
        return !notes.WasCutShort ? explanation : explanation with
        {
            CutShort = $"the search itself gave up, after {request.WorkLimit} partial lists or out of time: a path may exist; {explanation.CutShort}".TrimEnd(' ', ';'),
        };
    }

    /// <summary>Paths that satisfy the request, best first, found as they are asked for: whoever refuses one takes the next.</summary>
    /// <remarks>Soft exclusions are kept as long as anything does without them; only then come the paths that tread on the fewest.</remarks>
    /// <param name="notes">Where the search leaves word about how it ended.</param>
    public static IEnumerable<ComputedPath> Candidates(
        TopologySnapshot topology, PathRequest request, NetworkOverlay? overlay = null, SearchNotes? notes = null)
    {
        if (!request.FurtherDestinations.IsEmpty)
        {
            foreach (var path in Destinations.Merge(topology, request, overlay, notes))
                yield return path;
            yield break;
        }
        if (!AreNodes(topology, request) || request.Source == request.Destination)
            yield break;
        var hasSoft = request.Constraints.Exclusions.Any(e => e.IsSoft);
        foreach (var softIsHard in hasSoft ? [true, false] : new[] { true })
        {
            var found = false;
            foreach (var path in Candidates(topology, request, overlay ?? NetworkOverlay.Empty, softIsHard, notes))
            {
                found = true;
                yield return path;
            }
            if (found)
                yield break;
        }
    }

    /// <summary>Why a path that was found is the answer: its sums, what limits it, and the runner-up. Looks for the runner-up, which costs more than the path did.</summary>
    public static FoundExplanation Explain(TopologySnapshot topology, PathRequest request, ComputedPath path, NetworkOverlay? overlay = null) =>
        Success.Explain(topology, request, path, overlay ?? NetworkOverlay.Empty);

    internal static bool AreNodes(TopologySnapshot topology, PathRequest request) =>
        (uint)request.Source.Value < topology.NodeCount && (uint)request.Destination.Value < topology.NodeCount;

    internal static SearchProblem Problem(TopologySnapshot topology, PathRequest request, NetworkOverlay overlay, bool softIsHard = true)
    {
        var constraints = request.Constraints;
        var routing = SegmentRouting.Of(topology, constraints.Algorithm);
        return new SearchProblem(
            ConstrainedGraph.Build(topology, request, overlay, softIsHard),
            routing,
            new InclusionRoute(topology, constraints),
            request.Source.Value,
            request.Destination.Value)
        {
            MaximumSids = HeadEndDepth.Loosest(topology, request),
            SidsByFirstLink = HeadEndDepth.ByFirstLink(topology, request),
            Covered = request.UsesBindingSids && constraints.Algorithm == 0 ? CoveredPath.Resolve(topology, overlay) : [],
            Prefix = request.Prefix,
            AnycastEnds = routing.AnycastEnds,
            Widths = request.PrefersResidualBandwidth || constraints.BandwidthBytesPerSecond > 0
                ? LinkAdmission.ResidualColumn(topology, constraints.SetupPriority, overlay) : null,
            WorkLimit = request.WorkLimit,
            Protection = constraints.Protection,
        };
    }

    private static IEnumerable<ComputedPath> Candidates(TopologySnapshot topology, PathRequest request, NetworkOverlay overlay, bool softIsHard, SearchNotes? notes)
    {
        var problem = Problem(topology, request, overlay, softIsHard) with { Notes = notes };
        if (!Waypoints.MayAllBePassed(problem))
            return [];
        return request.Bottleneck == PathBottleneck.None
            ? Ranked(problem, request.Branches) : BottleneckPaths.Enumerate(problem, request, overlay);
    }

    /// <summary>In the order of cost; of equal ones those that force one path first.</summary>
    internal static IEnumerable<ComputedPath> Ranked(SearchProblem problem, BranchMode branches) => branches switch
    {
        BranchMode.SinglePath => new RankedPaths(problem).Enumerate(),
        BranchMode.AllowBranches => new RankedPaths(problem with { AllowsBranches = true }).Enumerate(),
        _ => MergedPaths.Enumerate(problem),
    };

    /// <summary>The path that crosses the fewest of some links; of those the best.</summary>
    internal static ComputedPath? LeastOver(TopologySnapshot topology, PathRequest request, NetworkOverlay overlay, HashSet<int> avoided)
    {
        var problem = Problem(topology, request, overlay);
        var penalties = new ulong[topology.EdgeCount];
        foreach (var edge in avoided)
            penalties[edge] = 1;
        return Ranked(problem with { Graph = problem.Graph.After(penalties) }, request.Branches).FirstOrDefault();
    }
}
