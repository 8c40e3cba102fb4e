using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>Values that were not announced are <see cref="Missing"/>; what each objective does then is stated where it is used.</summary>
public static class Metric
{
    public const uint Missing = uint.MaxValue;
}

/// <summary>What one end of a link says of it (RFC 9552 §5.3.2, RFC 9085 §2.2, RFC 8571, RFC 9104). Equal when every value is.</summary>
public sealed record LinkAttributes
{
    public static readonly LinkAttributes None = new();

    // There are as many of these as half-links: values that few links carry share one reference, and absent bandwidths are a value of their own.
    private const ulong NotAnnounced = ulong.MaxValue;
    private readonly ulong _colorsLow;
    private readonly ulong _maximumBandwidth = NotAnnounced;
    private readonly ulong _maximumReservableBandwidth = NotAnnounced;
    private readonly ulong _uniformUnreserved = NotAnnounced;
    private readonly ImmutableArray<ulong> _unreserved = [];
    private readonly RareLinkFacts _rare = RareLinkFacts.None;

    public uint IgpMetric { get; init; } = Metric.Missing;
    public uint TeMetric { get; init; } = Metric.Missing;

    /// <summary>Unidirectional delay, microseconds (TLV 1115 minimum preferred to 1114 average).</summary>
    public uint DelayMicroseconds { get; init; } = Metric.Missing;
    public uint DelayVariationMicroseconds { get; init; } = Metric.Missing;

    /// <summary>Unidirectional loss, units of 0.000003 % (TLV 1117).</summary>
    public uint LossUnits { get; init; } = Metric.Missing;

    /// <summary>Standard and extended colours together (TLVs 1088 and 1173).</summary>
    public AdminGroup AdminGroup
    {
        get => new(_colorsLow, _rare.Colors64To127, _rare.Colors128To191, _rare.Colors192To255);
        init
        {
            _colorsLow = value.Bits0To63;
            if (_rare.Colors64To127 != value.Bits64To127 || _rare.Colors128To191 != value.Bits128To191
                || _rare.Colors192To255 != value.Bits192To255)
            {
                _rare = _rare with
                {
                    Colors64To127 = value.Bits64To127,
                    Colors128To191 = value.Bits128To191,
                    Colors192To255 = value.Bits192To255,
                };
            }
        }
    }

    /// <summary>Bytes per second; null = not announced, which no bandwidth demand accepts.</summary>
    public ulong? MaximumBandwidth
    {
        get => _maximumBandwidth == NotAnnounced ? null : _maximumBandwidth;
        init => _maximumBandwidth = value ?? NotAnnounced;
    }

    /// <summary>Bytes per second; may exceed <see cref="MaximumBandwidth"/> where the operator oversubscribes.</summary>
    public ulong? MaximumReservableBandwidth
    {
        get => _maximumReservableBandwidth == NotAnnounced ? null : _maximumReservableBandwidth;
        init => _maximumReservableBandwidth = value ?? NotAnnounced;
    }

    /// <summary>
    /// Bytes per second at priorities 0 to 7; empty = not announced. For one of them <see cref="UnreservedAt"/> is quicker.
    /// </summary>
    public ImmutableArray<ulong> UnreservedBandwidth
    {
        get => _uniformUnreserved == NotAnnounced ? _unreserved : [.. Enumerable.Repeat(_uniformUnreserved, 8)];
        init
        {
            // Where nothing is reserved the eight values are one.
            var isUniform = value.Length == 8 && value[0] != NotAnnounced && !value.AsSpan().ContainsAnyExcept(value[0]);
            (_uniformUnreserved, _unreserved) = isUniform ? (value[0], []) : (NotAnnounced, value);
        }
    }

    public ImmutableArray<uint> Srlgs { get; init; } = [];
    public ImmutableArray<AdjacencySid> AdjacencySids { get; init; } = [];

    /// <summary>Base MPLS imposition MSD of the link (type 1 of TLV 267): labels; null = not said.</summary>
    public byte? MaximumSidDepth { get; init; }

    /// <summary>MSDs of types other than 1.</summary>
    public ImmutableArray<SidDepth> OtherSidDepths { get => _rare.OtherSidDepths; init => _rare = _rare with { OtherSidDepths = value }; }

    /// <summary>BGP peering SIDs of an EPE link (TLVs 1101 to 1103).</summary>
    public ImmutableArray<PeerSid> PeerSids { get => _rare.PeerSids; init => _rare = _rare with { PeerSids = value }; }

    /// <summary>SRv6 End.X SIDs, of LANs as well (TLVs 1106 to 1108).</summary>
    public ImmutableArray<Srv6EndXSid> Srv6EndXSids { get => _rare.Srv6EndXSids; init => _rare = _rare with { Srv6EndXSids = value }; }

    /// <summary>Residual, available and used bandwidth (TLVs 1118 to 1120), bytes per second.</summary>
    public ulong? ResidualBandwidth { get => _rare.ResidualBandwidth; init => _rare = _rare with { ResidualBandwidth = value }; }
    public ulong? AvailableBandwidth { get => _rare.AvailableBandwidth; init => _rare = _rare with { AvailableBandwidth = value }; }
    public ulong? UtilizedBandwidth { get => _rare.UtilizedBandwidth; init => _rare = _rare with { UtilizedBandwidth = value }; }

    public string? Name { get => _rare.Name; init => _rare = _rare with { Name = value }; }

    /// <summary>
    /// What flexible algorithms must read instead, when the link announces values for that application apart (RFC 9294; RFC 9350 §12); null
    /// = the same values.
    /// </summary>
    public LinkAttributes? FlexAlgo { get => _rare.FlexAlgo; init => _rare = _rare with { FlexAlgo = value }; }

    /// <summary>Bytes per second at a priority, 0 to 7; null when not announced.</summary>
    public ulong? UnreservedAt(int priority) =>
        _uniformUnreserved != NotAnnounced ? _uniformUnreserved : priority < _unreserved.Length ? _unreserved[priority] : null;

    internal bool HasUnreservedOf(LinkAttributes other) =>
        _uniformUnreserved == other._uniformUnreserved && _unreserved.AsSpan().SequenceEqual(other._unreserved.AsSpan());

    public bool Equals(LinkAttributes? other) => other is not null && this.DifferencesFrom(other) == LinkAspects.None;

    public override int GetHashCode() => HashCode.Combine(IgpMetric, TeMetric, DelayMicroseconds, _colorsLow, _maximumBandwidth);
}

/// <summary>The facts of <see cref="LinkAttributes"/> that most links do not carry.</summary>
internal sealed record RareLinkFacts
{
    public static readonly RareLinkFacts None = new();

    public ulong Colors64To127 { get; init; }
    public ulong Colors128To191 { get; init; }
    public ulong Colors192To255 { get; init; }
    public ImmutableArray<SidDepth> OtherSidDepths { get; init; } = [];
    public ImmutableArray<PeerSid> PeerSids { get; init; } = [];
    public ImmutableArray<Srv6EndXSid> Srv6EndXSids { get; init; } = [];
    public ulong? ResidualBandwidth { get; init; }
    public ulong? AvailableBandwidth { get; init; }
    public ulong? UtilizedBandwidth { get; init; }
    public string? Name { get; init; }
    public LinkAttributes? FlexAlgo { get; init; }
}
