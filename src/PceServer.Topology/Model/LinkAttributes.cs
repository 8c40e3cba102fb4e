using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>Values that were not announced are <see cref="Missing"/>; what each objective does then is stated where it is used.</summary>
public static class Metric
{
    public const uint Missing = uint.MaxValue;
}

/// <summary>What one end of a link says of it (RFC 9552 §5.3.2, RFC 9085 §2.2, RFC 8571).</summary>
public sealed record LinkAttributes
{
    public static readonly LinkAttributes None = new();

    public uint IgpMetric { get; init; } = Metric.Missing;
    public uint TeMetric { get; init; } = Metric.Missing;

    /// <summary>Unidirectional delay, microseconds (TLV 1115 minimum preferred to 1114 average).</summary>
    public uint DelayMicroseconds { get; init; } = Metric.Missing;
    public uint DelayVariationMicroseconds { get; init; } = Metric.Missing;

    /// <summary>Unidirectional loss, units of 0.000003 % (TLV 1117).</summary>
    public uint LossUnits { get; init; } = Metric.Missing;
    public AdminGroup AdminGroup { get; init; }

    /// <summary>Bytes per second; null = not announced, which no bandwidth demand accepts.</summary>
    public ulong? MaximumBandwidth { get; init; }
    public ulong? MaximumReservableBandwidth { get; init; }

    /// <summary>Bytes per second at priorities 0 to 7; empty = not announced.</summary>
    public ImmutableArray<ulong> UnreservedBandwidth { get; init; } = [];
    public ImmutableArray<uint> Srlgs { get; init; } = [];
    public ImmutableArray<AdjacencySid> AdjacencySids { get; init; } = [];

    /// <summary>Base MPLS imposition MSD of the link (type 1 of TLV 267): labels; null = not said.</summary>
    public byte? MaximumSidDepth { get; init; }
    public string? Name { get; init; }
}

/// <summary>Adjacency SID flags, the same meaning for IS-IS and OSPF (RFC 8667 §2.2.1, RFC 8665 §6.1).</summary>
[Flags]
public enum AdjacencySidFlags : byte
{
    None = 0, Backup = 1, Set = 2, Persistent = 4, Ipv6 = 8,
}

/// <summary>A SID that takes a packet over one link. <see cref="Value"/> is a label when <see cref="IsLabel"/>, else an index into the SRLB of the announcing node.</summary>
/// <param name="Neighbor">On a LAN (TLV 1100) the neighbour that this SID leads to; otherwise default.</param>
public readonly record struct AdjacencySid(uint Value, bool IsLabel, AdjacencySidFlags Flags, byte Weight, IgpRouterId Neighbor = default);
