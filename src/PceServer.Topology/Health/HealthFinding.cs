using System.Collections.Immutable;

namespace PceServer.Topology;

public enum HealthSeverity : byte
{
    /// <summary>Worth knowing; paths are computed as if it were intended.</summary>
    Notice,
    /// <summary>Something that was announced cannot be used, or limits what paths can be had.</summary>
    Warning,
    /// <summary>Packets may go elsewhere than a label stack says.</summary>
    Error,
}

/// <summary>What a finding is about; each kind has one severity, except where it says otherwise.</summary>
public enum HealthKind : byte
{
    /// <summary>A half-link without its other half.</summary>
    OneWayLink,
    /// <summary>A link to or from a node that nobody announces.</summary>
    UnknownRemoteNode,
    /// <summary>Half-links that fit by nothing but their pair of nodes; a warning where there are several between the two.</summary>
    JoinedByNodePair,
    /// <summary>One half-link under two identities of its node.</summary>
    DuplicateLink,
    /// <summary>Two nodes claim one router id; a warning where they are of different ASes.</summary>
    DuplicateRouterId,
    /// <summary>One SID for two prefixes or algorithms, or two SIDs for one prefix (RFC 8660 §2.5).</summary>
    DuplicatePrefixSid,
    /// <summary>A label that stands for two things at its node: SRGB ranges overlap, or SRGB and SRLB.</summary>
    SrgbOverlap,
    /// <summary>A node has no label for indices that others announce.</summary>
    SrgbTooSmall,
    /// <summary>A router among SR routers has no SRGB: node SIDs cannot lead through it.</summary>
    MissingSrgb,
    /// <summary>A link without adjacency SID that no node SID leads over: no stack can ask for it.</summary>
    MissingAdjacencySid,
    /// <summary>How many labels the node can push is not known.</summary>
    UnknownSidDepth,
    ZeroBandwidth,
    AsymmetricMetric,
    /// <summary>Announced only by sources whose session is gone.</summary>
    StaleOriginator,
    /// <summary>Sources announce different values.</summary>
    ConflictingSources,
}

/// <summary>
/// Something in the topology that an operator would want to know, with the keys behind it. Equal when kind and message are.
/// </summary>
public sealed record HealthFinding(HealthSeverity Severity, HealthKind Kind, string Message)
{
    public ImmutableArray<NodeKey> Nodes { get; init; } = [];
    public ImmutableArray<LinkKey> Links { get; init; } = [];
    public ImmutableArray<PrefixKey> Prefixes { get; init; } = [];

    public bool Equals(HealthFinding? other) =>
        other is not null && Kind == other.Kind && Severity == other.Severity && Message == other.Message;

    public override int GetHashCode() => HashCode.Combine(Kind, Severity, Message);

    public override string ToString() => $"{Severity} {Kind}: {Message}";
}
