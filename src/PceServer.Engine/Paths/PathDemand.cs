using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Engine.Paths;

/// <summary>What an LSP or a request asks for, in addresses: it holds for every snapshot, where a <see cref="PathComputation.PathRequest"/> holds for one.</summary>
public sealed record PathDemand
{
    public static readonly PathDemand Default = new();

    /// <summary>END-POINTS source; null where the message had none.</summary>
    public IpAddress? Source { get; init; }

    public IpAddress? Destination { get; init; }

    public PathMetric Objective { get; init; } = PathMetric.Igp;

    /// <summary>The OF object's function; null where there was none, which means the least cost. A reply states it where the request wants that (RFC 5541 §3.3.1).</summary>
    public PathFunction? Function { get; init; }

    /// <summary>True where a router chose the objective, by OF or by a METRIC to be minimised.</summary>
    public bool IsObjectiveStated { get; init; }

    public ImmutableArray<PathMetric> TieBreakers { get; init; } = [];

    /// <summary>Limits and wishes; its <see cref="PathConstraints.MaximumSids"/> is the router's own wish (METRIC type 11), not yet its MSD (RFC 8664 §4.5).</summary>
    public PathConstraints Constraints { get; init; } = PathConstraints.None;

    /// <summary>Metrics whose value the answer should state (C flag of METRIC, RFC 5440 §7.8).</summary>
    public ImmutableArray<PathMetric> AskedMetrics { get; init; } = [];

    /// <summary>Equal in everything: records that hold arrays do not compare by value on their own.</summary>
    public bool SameAs(PathDemand other) =>
        Source == other.Source && Destination == other.Destination && Objective == other.Objective && Function == other.Function
        && TieBreakers.AsSpan().SequenceEqual(other.TieBreakers.AsSpan()) && SameConstraints(Constraints, other.Constraints);

    private static bool SameConstraints(PathConstraints one, PathConstraints other) =>
        one.Bounds.AsSpan().SequenceEqual(other.Bounds.AsSpan())
        && one.Exclusions.SequenceEqual(other.Exclusions) && one.Inclusions.SequenceEqual(other.Inclusions)
        && one with { Bounds = [], Exclusions = [], Inclusions = [] } == other with { Bounds = [], Exclusions = [], Inclusions = [] };
}
