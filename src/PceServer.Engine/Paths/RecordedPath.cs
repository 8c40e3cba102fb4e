using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Engine.Paths;

/// <summary>A link of a path by keys and names, which outlive the snapshot it was computed on.</summary>
/// <param name="Node">Name of the node reached.</param>
/// <param name="RouterId">Its router id, null when unknown.</param>
public sealed record RecordedHop(string Node, NodeKey NodeKey, IpAddress? RouterId, LinkKey Link)
{
    /// <summary>Name of the node that the link leaves.</summary>
    public required string From { get; init; }
}

/// <summary>A segment by keys and names.</summary>
public sealed record RecordedSegment(SegmentKind Kind, Label Label, string Node, NodeKey NodeKey, LinkKey? Link, byte Algorithm, string? Reason)
{
    /// <summary>Address for a node NAI: where the node is reached (RFC 8664 §4.3.2).</summary>
    public IpAddress? NodeAddress { get; init; }
}

/// <summary>A path that passed the gate, as it is kept and shown.</summary>
/// <param name="Objective">The metric of which <see cref="Cost"/> is the sum.</param>
/// <param name="Why">One sentence: what was weighed.</param>
public sealed record RecordedPath(
    ImmutableArray<RecordedHop> Hops, ImmutableArray<RecordedSegment> Segments, PathMetric Objective, ulong Cost, ulong TopologyVersion, string Why)
{
    public ImmutableArray<Label> Labels { get; } = [.. Segments.Select(s => s.Label)];

    /// <summary>Sum along the path of each metric that every link states.</summary>
    public ImmutableArray<(PathMetric Metric, ulong Value)> Totals { get; init; } = [];
}
