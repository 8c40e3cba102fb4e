using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.PathComputation;

/// <summary>A question to the core: the best path from a node to a node under constraints, as a segment list.</summary>
public sealed record PathRequest(NodeIndex Source, NodeIndex Destination)
{
    /// <summary>What to minimise.</summary>
    public PathMetric Objective { get; init; } = PathMetric.Igp;

    /// <summary>Further metrics, in order, that decide between paths of the same objective value.</summary>
    public ImmutableArray<PathMetric> TieBreakers { get; init; } = [];

    public PathConstraints Constraints { get; init; } = PathConstraints.None;
}
