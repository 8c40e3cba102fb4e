using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

public enum LabelConflictKind : byte
{
    /// <summary>Two prefixes claim one SID index (RFC 8660 §2.5).</summary>
    DuplicatePrefixSid,

    /// <summary>One prefix is announced with several SIDs of one algorithm.</summary>
    SeveralSidsForPrefix,

    /// <summary>A node's own label blocks overlap each other: its SRGB is not used (RFC 8660 §2.3).</summary>
    OverlappingBlocks,

    /// <summary>A block holds special-purpose labels or goes past 20 bits: its SRGB is not used (RFC 8660 §2.3).</summary>
    BlockOutsideLabelSpace,

    /// <summary>Two things at one node claim one incoming label (RFC 8660 §2.5).</summary>
    DuplicateLabel,
}

/// <summary>Something announced twice, and which of the two the tables hold.</summary>
/// <param name="Nodes">Who announces it.</param>
/// <param name="Sentence">What is in conflict and which one counts.</param>
public sealed record LabelConflict(LabelConflictKind Kind, ImmutableArray<NodeIndex> Nodes, string Sentence);
