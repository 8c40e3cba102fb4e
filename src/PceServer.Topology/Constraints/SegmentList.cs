using System.Collections.Immutable;

namespace PceServer.Topology;

public enum SegmentKind : byte
{
    Node, Adjacency, Anycast, Prefix, Binding, Peer,
}

/// <summary>One SID of a list, with what it stands for, so that it can be shown and be given its NAI.</summary>
/// <param name="Label">As it stands in the stack: made from the SRGB of the node that processes it.</param>
/// <param name="Node">Where the segment ends.</param>
/// <param name="Edge">The link of an adjacency or peer segment.</param>
public sealed record Segment(SegmentKind Kind, Label Label, NodeIndex Node, EdgeIndex? Edge = null)
{
    public byte Algorithm { get; init; }

    /// <summary>Why this segment is there, for people.</summary>
    public string? Reason { get; init; }

    public override string ToString() => $"{Label} ({Kind})";
}

/// <summary>
/// Segments in the order in which they act; the first one is resolved at the head-end. Belongs to the snapshot whose indices it holds.
/// </summary>
public sealed record SegmentList(ImmutableArray<Segment> Segments)
{
    public ImmutableArray<Label> Labels => [.. Segments.Select(s => s.Label)];

    public int Count => Segments.Length;

    public override string ToString() => $"[{string.Join(", ", Segments)}]";
}
