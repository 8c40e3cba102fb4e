using PceServer.Forwarding.Labels;
using PceServer.Topology;

namespace PceServer.Forwarding.Walking;

/// <summary>What a delivered walk did against its constraints, with the hop where it did so.</summary>
internal readonly record struct Violation(string Sentence, int? Hop);

/// <summary>Holds every branch of a walk against the constraints.</summary>
internal static class Conformance
{
    public static Violation? Check(WalkGraph graph, ForwardingTables tables, TraceRequest request)
    {
        var constraints = request.Constraints;
        if (ReferenceEquals(constraints, PathConstraints.None))
            return null;
        return LinkConformance.Check(graph, tables, request)
            ?? ElementConformance.CheckExclusions(graph, tables.Topology, constraints)
            ?? ElementConformance.CheckInclusions(graph, tables.Topology, constraints)
            ?? MetricConformance.Check(graph, tables.Topology, request)
            ?? SegmentConformance.Check(graph, tables, request);
    }
}
