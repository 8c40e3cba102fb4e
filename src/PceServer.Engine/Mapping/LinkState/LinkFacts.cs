using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PceServer.Topology;
using PceServer.Wire;
using Ls = PceServer.Bgp.LinkState;

namespace PceServer.Engine.Mapping.LinkState;

/// <summary>Collects what the TLVs of one link say, so that the immutable attributes are made once.</summary>
internal struct LinkFacts()
{
    private uint _igp = Metric.Missing;
    private uint _te = Metric.Missing;
    private uint _delay = Metric.Missing;
    private bool _isMinimumDelay;
    private uint _variation = Metric.Missing;
    private uint _loss = Metric.Missing;
    private AdminGroup _standardColors;
    private AdminGroup _extendedColors;
    private ulong? _maximum;
    private ulong? _reservable;
    private ulong? _residual;
    private ulong? _available;
    private ulong? _utilized;
    private ImmutableArray<ulong> _unreserved = [];
    private ImmutableArray<uint> _srlgs = [];
    private string? _name;
    private byte? _depth;
    private ImmutableArray<SidDepth> _otherDepths = [];

    /// <summary>Takes in a TLV that may also stand inside an application-specific one.</summary>
    public void Take(ITlv tlv)
    {
        switch (tlv)
        {
            case Ls.IgpMetric metric: _igp = metric.Value; break;
            case Ls.TeDefaultMetric metric: _te = metric.Value; break;
            case Ls.AdministrativeGroup colors: _standardColors = new AdminGroup(colors.Value); break;
            case Ls.ExtendedAdministrativeGroup colors: _extendedColors = FlexAlgoMapping.Colors(colors.Words); break;
            case Ls.SharedRiskLinkGroups groups: _srlgs = [.. groups.Values.Span]; break;
            case Ls.MaximumLinkBandwidth bandwidth: _maximum = BytesPerSecond(bandwidth.BytesPerSecond); break;
            case Ls.MaximumReservableLinkBandwidth bandwidth: _reservable = BytesPerSecond(bandwidth.BytesPerSecond); break;
            case Ls.UnreservedBandwidth bandwidth: _unreserved = AllBytesPerSecond(bandwidth.BytesPerSecond); break;
            case Ls.LinkName name: _name = name.Text; break;
            case Ls.LinkMsd msd: (_depth, _otherDepths) = (msd.BaseMplsImposition, SidMapping.OtherDepths(msd.Values)); break;
            default: TakePerformance(tlv); break;
        }
    }

    public readonly LinkAttributes ToAttributes(
        ImmutableArray<AdjacencySid> sids, ImmutableArray<PeerSid> peers, LinkAttributes? flexAlgo, SharedLinkArrays shared)
    {
        var link = new LinkAttributes
        {
            IgpMetric = _igp,
            TeMetric = _te,
            DelayMicroseconds = _delay,
            DelayVariationMicroseconds = _variation,
            LossUnits = _loss,
            // Where both are there the extended group's first word repeats the standard one (RFC 7308 §2.3.1).
            AdminGroup = _extendedColors.IsEmpty ? _standardColors : _extendedColors with { Bits0To63 = _extendedColors.Bits0To63 | _standardColors.Bits0To63 },
            MaximumBandwidth = _maximum,
            MaximumReservableBandwidth = _reservable,
            UnreservedBandwidth = _unreserved,
            Srlgs = shared.Srlgs.Of(_srlgs),
            AdjacencySids = shared.AdjacencySids.Of(sids),
            MaximumSidDepth = _depth,
        };
        var isPlain = _otherDepths.IsEmpty && peers.IsEmpty && _residual is null && _available is null && _utilized is null && _name is null && flexAlgo is null;
        return isPlain ? link : link with
        {
            OtherSidDepths = _otherDepths,
            PeerSids = peers,
            ResidualBandwidth = _residual,
            AvailableBandwidth = _available,
            UtilizedBandwidth = _utilized,
            Name = _name,
            FlexAlgo = flexAlgo,
        };
    }

    private void TakePerformance(ITlv tlv)
    {
        switch (tlv)
        {
            // The minimum says more of a path than an average, whichever comes first.
            case Ls.MinMaxUnidirectionalLinkDelay delay: (_delay, _isMinimumDelay) = (delay.MinimumMicroseconds, true); break;
            case Ls.UnidirectionalLinkDelay delay when !_isMinimumDelay: _delay = delay.Microseconds; break;
            case Ls.UnidirectionalDelayVariation variation: _variation = variation.Microseconds; break;
            case Ls.UnidirectionalLinkLoss loss: _loss = loss.LossUnits; break;
            case Ls.UnidirectionalResidualBandwidth bandwidth: _residual = BytesPerSecond(bandwidth.BytesPerSecond); break;
            case Ls.UnidirectionalAvailableBandwidth bandwidth: _available = BytesPerSecond(bandwidth.BytesPerSecond); break;
            case Ls.UnidirectionalUtilizedBandwidth bandwidth: _utilized = BytesPerSecond(bandwidth.BytesPerSecond); break;
        }
    }

    private static ImmutableArray<ulong> AllBytesPerSecond(ValueList<float> values)
    {
        var all = new ulong[values.Count];
        for (var i = 0; i < all.Length; i++)
            all[i] = BytesPerSecond(values[i]);
        return ImmutableCollectionsMarshal.AsImmutableArray(all);
    }

    /// <summary>A number that is none counts as nothing there.</summary>
    private static ulong BytesPerSecond(float value) => float.IsNaN(value) || value <= 0 ? 0 : value >= ulong.MaxValue ? ulong.MaxValue - 1 : (ulong)value;
}
