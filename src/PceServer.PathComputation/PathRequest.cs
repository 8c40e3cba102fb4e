using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.PathComputation;

/// <summary>Whether a segment list may leave the choice between equal shortest paths to the routers.</summary>
public enum BranchMode : byte
{
    /// <summary>One path where a segment list can force one; else every branch must keep to the constraints.</summary>
    PreferSinglePath,

    /// <summary>One path or nothing.</summary>
    SinglePath,

    /// <summary>Node segments may spread as long as every branch keeps to the constraints; the worst branch counts.</summary>
    AllowBranches,
}

/// <summary>A question to the core: the best path from a node to a node under constraints, as a segment list.</summary>
public sealed record PathRequest(NodeIndex Source, NodeIndex Destination)
{
    /// <summary>What to minimise.</summary>
    public PathMetric Objective { get; init; } = PathMetric.Igp;

    /// <summary>Minimise what the algorithm of <see cref="PathConstraints.Algorithm"/> itself minimises (RFC 9350 §5.1), whatever <see cref="Objective"/> says.</summary>
    public bool ObjectiveOfAlgorithm { get; init; }

    /// <summary>Further metrics, in order, that decide between paths of the same objective value.</summary>
    public ImmutableArray<PathMetric> TieBreakers { get; init; } = [];

    public PathConstraints Constraints { get; init; } = PathConstraints.None;

    public BranchMode Branches { get; init; }

    /// <summary>Most searches that the explanation of a failure may spend; what it left out then is said.</summary>
    public int ExplanationSearches { get; init; } = 300;
}
