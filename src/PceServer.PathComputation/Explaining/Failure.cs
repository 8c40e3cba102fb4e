using System.Collections.Immutable;
using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Segments;
using PceServer.Topology;

namespace PceServer.PathComputation.Explaining;

/// <summary>Finds out why a request has no path, and what would give it one.</summary>
internal static class Failure
{
    public static Explanation Explain(TopologySnapshot topology, PathRequest request, NetworkOverlay overlay, CancellationToken deadline)
    {
        if (Impossible(topology, request, overlay) is { } plain)
            return plain;
        var parts = ConstraintPart.Of(topology, request);
        var feasibility = new Feasibility(topology, overlay, request.ExplanationSearches, deadline);
        var (source, destination) = (topology[request.Source].DisplayName, topology[request.Destination].DisplayName);
        var relaxations = new Relaxations(feasibility, request, parts).Find();
        if (relaxations.IsEmpty && !feasibility.IsExhausted)
        {
            var lacking = SidFacts.Of(topology, request);
            return new Explanation(NoPathReason.NoSegmentList, $"there are paths from {source} to {destination}, but no list of known SIDs forces one{Because(lacking)}")
            {
                Facts = lacking,
            };
        }
        var (cutting, isMinimal) = new CuttingSet(feasibility, request, parts).Find();
        // A set that there was no time to reduce holds every constraint, the depth among them: that does not make the depth the reason.
        var reason = !feasibility.IsExhausted && cutting.Any(c => c.Kind == ConstraintKind.SidDepth) ? NoPathReason.TooManySegments : NoPathReason.ConstraintsCut;
        var facts = cutting.Any(c => c.Kind is ConstraintKind.SidDepth or ConstraintKind.Algorithm) ? SidFacts.Of(topology, request) : [];
        var unfinished = feasibility.IsExhausted ? "; the budget for explaining ended before everything was tried" : "";
        return new Explanation(reason, Sentence(source, destination, cutting, relaxations) + Because(facts) + unfinished)
        {
            Cutting = cutting,
            IsCutMinimal = isMinimal && !feasibility.IsExhausted,
            Relaxations = relaxations,
            Facts = facts,
            CutShort = feasibility.IsExhausted ? $"the budget of {request.ExplanationSearches} searches or its deadline ended before every combination of {parts.Count} constraints was tried" : null,
        };
    }

    private static Explanation? Impossible(TopologySnapshot topology, PathRequest request, NetworkOverlay overlay)
    {
        if ((uint)request.Source.Value >= topology.NodeCount)
            return new Explanation(NoPathReason.UnknownSource, "the source is not in the topology");
        if ((uint)request.Destination.Value >= topology.NodeCount)
            return new Explanation(NoPathReason.UnknownDestination, "the destination is not in the topology");
        var (source, destination) = (topology[request.Source].DisplayName, topology[request.Destination].DisplayName);
        if (request.Source == request.Destination)
            return new Explanation(NoPathReason.NoSegmentList, $"{source} is both source and destination: there is nothing to cross");
        var bare = request with { Constraints = PathConstraints.None, Objective = PathMetric.Hops, ObjectiveOfAlgorithm = false, TieBreakers = [] };
        var isReached = request.FurtherDestinations.Append(request.Destination)
            .Any(d => d != request.Source && SegmentSearch.Own.Measure(PathComputer.Problem(topology, bare with { Destination = d }, overlay)) != LinkMetrics.None);
        return !isReached
            ? new Explanation(NoPathReason.Unreachable, $"{destination} cannot be reached from {source} over any usable link") : null;
    }

    private static string Sentence(string source, string destination, ImmutableArray<ConstraintFinding> cutting, ImmutableArray<Relaxation> relaxations)
    {
        var why = Words.List([.. cutting.Select(c => c.RemovedLinks.IsEmpty ? c.Text : $"{c.Text} ({Links(c.RemovedLinks.Length)} removed)")]);
        var cure = relaxations.IsEmpty ? "" : $"; there would be one {string.Join(", or ", relaxations.Take(3).Select(r => WithOrWithout(r.Text)))}";
        return $"no path from {source} to {destination} under {why}{cure}";
    }

    private static string Because(ImmutableArray<string> facts) => facts.IsEmpty ? "" : $": {Words.List(facts)}";

    private static string Links(int count) => count == 1 ? "1 link" : $"{count} links";

    // A constraint that goes is told as "without exclude-any 0x4".
    private static string WithOrWithout(string text) => text.StartsWith("without ", StringComparison.Ordinal) ? text : $"with {text}";
}
