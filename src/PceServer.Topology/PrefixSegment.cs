using System.Collections.Immutable;

namespace PceServer.Topology;

public enum PrefixSegmentKind : byte
{
    /// <summary>Leads to one node (RFC 8402 §3.2).</summary>
    Node,
    /// <summary>Leads to the nearest of several nodes (RFC 8402 §3.3).</summary>
    Anycast,
    /// <summary>Any other prefix with a SID.</summary>
    Prefix,
}

/// <summary>A prefix and a SID that stands for it, with the nodes where the segment ends.</summary>
/// <param name="Owners">Those who announce the prefix as their own; those who re-announce it only where no origin is in view.</param>
/// <param name="IsMapped">The SID comes from a mapping server, not from an owner (RFC 8661 §3): owners that cannot do SR get no
/// label.</param>
public sealed record PrefixSegment(
    PrefixSegmentKind Kind, IpPrefix Prefix, PrefixSid Sid, ImmutableArray<NodeIndex> Owners, bool IsMapped = false);
