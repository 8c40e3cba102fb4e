using PceServer.Topology;
using PceServer.Wire;
using Ls = PceServer.Bgp.LinkState;

namespace PceServer.Engine.Mapping.LinkState;

/// <summary>Attribute 29 of a prefix (RFC 9552 §5.3.3, RFC 9085 §2.3, RFC 9351 §4).</summary>
internal static class PrefixMapping
{
    /// <summary>IS-IS A flag of a range: the prefixes are attached to the mapping server (RFC 8667 §2.4.1); OSPF has no such flag.</summary>
    private const byte IsisAttachedRange = 0x08;

    public static PrefixAttributes Map(Ls.PrefixNlri nlri, Ls.LinkStateAttribute? attribute)
    {
        var prefix = PrefixAttributes.None;
        if (nlri.Prefix.OspfRouteType is { } type and not Ls.OspfRouteType.IntraArea)
            prefix = type == Ls.OspfRouteType.InterArea ? prefix with { IsReadvertised = true } : prefix with { IsExternal = true };
        foreach (var tlv in attribute?.Tlvs ?? default)
            prefix = Take(prefix, tlv, nlri.Protocol);
        // A prefix without metric is announced without reachability (RFC 9552 §5.3.3.4). Speakers exist that leave the metric of their own
        // loopbacks out, so this is believed of those alone that do nothing but map SIDs.
        return !prefix.SidRanges.IsEmpty && attribute?.Find<Ls.PrefixMetric>() is null ? prefix with { IsUnreachable = true } : prefix;
    }

    private static PrefixAttributes Take(PrefixAttributes prefix, ITlv tlv, Ls.ProtocolId protocol) => tlv switch
    {
        Ls.IgpFlags flags => prefix with { IsDown = Ls.ProtocolIdTraits.IsIsis(protocol) && (flags.Flags & Ls.IgpPrefixFlags.IsisDown) != 0 },
        Ls.PrefixMetric metric => prefix with { Metric = metric.Value },
        Ls.PrefixSid sid => SidMapping.Prefix(sid, protocol) is { } mapped ? prefix with { PrefixSids = prefix.PrefixSids.Add(mapped) } : prefix,
        Ls.PrefixAttributeFlags flags => prefix with
        {
            IsNodePrefix = flags.IsNode(protocol),
            IsAnycast = flags.IsAnycast(protocol),
            IsReadvertised = prefix.IsReadvertised || flags.IsReadvertised(protocol),
            IsExternal = prefix.IsExternal || flags.IsExternal(protocol),
            IsAttached = flags.IsAttached(protocol),
        },
        Ls.SidMappingRange { PrefixSid: { } first } range => SidMapping.Prefix(first, protocol) is { } mapped
            ? prefix with { SidRanges = prefix.SidRanges.Add(new SidRange(range.RangeSize, mapped, Ls.ProtocolIdTraits.IsIsis(protocol) && (range.Flags & IsisAttachedRange) != 0)) }
            : prefix,
        Ls.Srv6Locator locator => prefix with { Srv6Locators = prefix.Srv6Locators.Add(Srv6Mapping.Map(locator)) },
        Ls.FlexAlgorithmPrefixMetric metric => prefix with { FlexAlgoMetrics = prefix.FlexAlgoMetrics.Add(new FlexAlgoPrefixMetric(metric.Algorithm, metric.Metric)) },
        Ls.SourceRouterIdentifier id => prefix with { SourceRouterId = id.IsIpv6 ? IpAddress.V6(id.Address) : IpAddress.V4((uint)id.Address) },
        _ => prefix,
    };
}
