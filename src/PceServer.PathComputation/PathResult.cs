using System.Collections.Immutable;
using PceServer.PathComputation.Constraints;
using PceServer.Topology;

namespace PceServer.PathComputation;

/// <summary>The answer to a <see cref="PathRequest"/>: <see cref="Found"/> or <see cref="NotFound"/>.</summary>
public abstract record PathResult
{
    public sealed record Found(ComputedPath Path) : PathResult;

    public sealed record NotFound(Explanation Explanation) : PathResult;
}

/// <summary>A path and the segment list that forces it. Indices are those of the snapshot it was computed on.</summary>
/// <param name="Edges">The links in order; with ECMP, those of one branch.</param>
/// <param name="Cost">Value of the objective.</param>
public sealed record ComputedPath(ImmutableArray<EdgeIndex> Edges, ulong Cost, SegmentList Segments)
{
    /// <summary>Every link that a packet may cross; more than <see cref="Edges"/> only where a node segment spreads over equal paths.</summary>
    public ImmutableArray<EdgeIndex> AllEdges { get; init; } = Edges;

    /// <summary>True when no part of the path is left to the routers' choice.</summary>
    public bool IsSinglePath => AllEdges.Length == Edges.Length;

    /// <summary>What the path adds up to in every metric that all of its links announce; with branches, the worst of them.</summary>
    public ImmutableArray<MetricValue> Metrics { get; init; } = [];

    /// <summary>False when a search gave up at its work limit before: a better path may exist.</summary>
    public bool IsProven { get; init; } = true;

    /// <summary>Objective and tie-breakers, for comparing candidates of one request.</summary>
    internal PathWeight Weight { get; init; }

    /// <summary>Bytes per second left on the narrowest link, where that decides between equal candidates; else zero.</summary>
    internal ulong Width { get; init; }
}

/// <summary>A path's sum in one metric, in the metric's own unit.</summary>
public readonly record struct MetricValue(PathMetric Metric, ulong Value);
