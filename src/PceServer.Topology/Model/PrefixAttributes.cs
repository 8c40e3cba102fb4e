using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>What a node says of a prefix (RFC 9552 §5.3.3, RFC 9085 §2.3, RFC 9351 §4). Equal when every value is.</summary>
public sealed record PrefixAttributes
{
    public static readonly PrefixAttributes None = new();

    public uint Metric { get; init; }

    /// <summary>Null when the prefix attribute flags (TLV 1170) were not announced.</summary>
    public bool? IsNodePrefix { get; init; }

    /// <summary>The prefix came from another area or level (R flag of IS-IS, A of OSPF inter-area).</summary>
    public bool IsReadvertised { get; init; }

    /// <summary>The prefix came from outside of the IGP (X flag of IS-IS).</summary>
    public bool IsExternal { get; init; }
    public bool IsAnycast { get; init; }

    /// <summary>IS-IS up/down bit (TLV 1152 D): the prefix came down from level 2, and must not go up again (RFC 5305 §4.1).</summary>
    public bool IsDown { get; init; }

    /// <summary>OSPF A flag: though announced as inter-area, the prefix is attached to the border router itself (RFC 7684 §2.1).</summary>
    public bool IsAttached { get; init; }

    public ImmutableArray<PrefixSid> PrefixSids { get; init; } = [];

    /// <summary>Mapping server ranges that begin at this prefix (TLV 1159).</summary>
    public ImmutableArray<SidRange> SidRanges { get; init; } = [];
    public ImmutableArray<FlexAlgoPrefixMetric> FlexAlgoMetrics { get; init; } = [];

    /// <summary>Router that first announced it (TLV 1171).</summary>
    public IpAddress? SourceRouterId { get; init; }

    /// <summary>That the prefix is an SRv6 locator, one entry for each algorithm (TLV 1162).</summary>
    public ImmutableArray<Srv6Locator> Srv6Locators { get; init; } = [];

    /// <summary>
    /// Announced without reachability, as a mapping server does for prefixes of others: packets do not go there (RFC 9552 §5.3.3.4).
    /// </summary>
    public bool IsUnreachable { get; init; }

    public bool Equals(PrefixAttributes? other) => other is not null && this.DifferencesFrom(other) == PrefixAspects.None;

    public override int GetHashCode() => HashCode.Combine(Metric, IsNodePrefix, IsReadvertised, IsAnycast, PrefixSids.Length);
}

/// <summary>Prefix SID flags, the same meaning for IS-IS and OSPF (RFC 8667 §2.1.1, RFC 8665 §5).</summary>
[Flags]
public enum PrefixSidFlags : byte
{
    None = 0, Readvertised = 1, Node = 2, NoPenultimateHopPopping = 4, ExplicitNull = 8,
}

/// <summary>
/// A SID of a prefix. <see cref="Value"/> is a label when <see cref="IsLabel"/>, else an index into the SRGB of whoever processes it.
/// </summary>
public readonly record struct PrefixSid(uint Value, bool IsLabel, byte Algorithm, PrefixSidFlags Flags);
