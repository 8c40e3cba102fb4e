using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>PCEP metric types (RFC 5440 §7.8, RFC 8233 §3, RFC 8664 §4.5): the unit is that of the type.</summary>
public enum PathMetric : byte
{
    Igp = 1, Te = 2, Hops = 3, SidDepth = 11,
    /// <summary>Microseconds.</summary>
    Delay = 12,
    /// <summary>Microseconds.</summary>
    DelayVariation = 13,
    /// <summary>Units of 0.000003 %.</summary>
    Loss = 14,
}

/// <summary>The path's metric may not exceed <see cref="Maximum"/>.</summary>
public readonly record struct MetricBound(PathMetric Metric, ulong Maximum);

/// <summary>What to keep away from, or to pass. One of the members is set.</summary>
public sealed record NetworkElement
{
    /// <summary>Any address of a node: router id or loopback.</summary>
    public IpAddress? Node { get; init; }

    /// <summary>A link by the address of either of its interfaces.</summary>
    public IpAddress? Link { get; init; }

    /// <summary>A link by node and interface identifier (unnumbered).</summary>
    public (IpAddress Node, uint Interface)? UnnumberedLink { get; init; }
    public uint? Srlg { get; init; }
    public uint? AutonomousSystem { get; init; }

    public override string ToString() =>
        Node is { } n ? $"node {n}" : Link is { } l ? $"link {l}" : UnnumberedLink is { } u ? $"link {u.Node}#{u.Interface}"
        : Srlg is { } s ? $"SRLG {s}" : $"AS {AutonomousSystem}";
}

/// <summary>XRO entry (RFC 5521 §2.1): <see cref="IsSoft"/> is its X bit, keep away if you can.</summary>
public sealed record Exclusion(NetworkElement Element, bool IsSoft = false);

/// <summary>IRO entry, in order (RFC 7896): loose = other hops may come before it.</summary>
public sealed record Inclusion(NetworkElement Element, bool IsLoose = true);

/// <summary>RFC 9488 §5: what the L and E bits of LSPA say of adjacency SIDs.</summary>
public enum ProtectionWish : byte
{
    UnprotectedPreferred, UnprotectedMandatory, ProtectedPreferred, ProtectedMandatory,
}

/// <summary>What a path must keep to, whoever computes or judges it.</summary>
public sealed record PathConstraints
{
    public static readonly PathConstraints None = new();

    public ImmutableArray<MetricBound> Bounds { get; init; } = [];
    public ulong BandwidthBytesPerSecond { get; init; }

    /// <summary>Setup priority, 0 highest to 7: unreserved bandwidth is read at it.</summary>
    public byte SetupPriority { get; init; } = 7;
    public AdminGroup ExcludeAny { get; init; }
    public AdminGroup IncludeAny { get; init; }
    public AdminGroup IncludeAll { get; init; }
    public ImmutableArray<Exclusion> Exclusions { get; init; } = [];
    public ImmutableArray<Inclusion> Inclusions { get; init; } = [];

    /// <summary>Most labels that the head-end can push; null = unknown, taken as unlimited.</summary>
    public int? MaximumSids { get; init; }
    public ProtectionWish Protection { get; init; } = ProtectionWish.UnprotectedPreferred;

    /// <summary>SR algorithm of the node SIDs: 0 shortest path, 1 strict shortest path, 128 to 255 flexible.</summary>
    public byte Algorithm { get; init; }
}
