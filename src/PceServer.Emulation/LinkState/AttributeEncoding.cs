using PceServer.Bgp.LinkState;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Emulation;

/// <summary>Makes attribute 29 of what is said of a node, a link or a prefix (RFC 9552 §5.3); TLVs in ascending order, absent values left out.</summary>
internal static class AttributeEncoding
{
    /// <summary>Null when nothing is said: the NLRI then goes without the attribute.</summary>
    public static LinkStateAttribute? Of(TopologyChange change)
    {
        List<ITlv> tlvs = change switch
        {
            NodeChange { Attributes: { } node } => [.. Node(node)],
            LinkChange { Attributes: { } link } said => [.. Link(link, said.Key.Local.Protocol)],
            PrefixChange { Attributes: { } prefix } said => [.. Prefix(prefix, said.Key.Node.Protocol)],
            Srv6SidChange { Attributes: { } sid } => [.. Srv6Encoding.Of(sid)],
            _ => [],
        };
        return tlvs.Count == 0 ? null : new LinkStateAttribute(tlvs.OrderBy(tlv => tlv.Type).ToValueList());
    }

    private static IEnumerable<ITlv> Node(NodeAttributes node)
    {
        if (Depths(node.MaximumSidDepth, node.OtherSidDepths) is { Count: > 0 } depths)
            yield return new NodeMsd(depths);
        var flags = Flag(node.Overloaded, NodeFlags.Overload) | Flag(node.IsAttached, NodeFlags.Attached)
            | Flag(node.IsExternal, NodeFlags.External) | Flag(node.IsAreaBorderRouter, NodeFlags.AreaBorder);
        if (flags != NodeFlags.None)
            yield return new NodeFlagBits(flags);
        if (node.Name is { } name)
            yield return NodeName.Of(name);
        foreach (var area in node.IsisAreas)
            yield return new IsisAreaIdentifier(ValueList.Own(Convert.FromHexString(area.Replace(".", "", StringComparison.Ordinal))));
        foreach (var id in node.RouterIds)
            yield return id.IsIpv6 ? new LocalIpv6RouterId(new(id.Bits)) : new LocalIpv4RouterId(new((uint)id.Low));
        if (!node.Srgb.IsEmpty)
            yield return new Bgp.LinkState.SrCapabilities(0x80, SidEncoding.Of(node.Srgb));
        if (!node.Algorithms.IsEmpty)
            yield return new SrAlgorithms(node.Algorithms.ToValueList());
        if (!node.Srlb.IsEmpty)
            yield return new SrLocalBlock(0, SidEncoding.Of(node.Srlb));
        if (node.SrmsPreference is { } preference)
            yield return new SrmsPreference(preference);
        foreach (var definition in node.FlexAlgoDefinitions)
            yield return FlexAlgo(definition);
        if (node.Srv6 is { } srv6)
            yield return Srv6Encoding.Of(srv6);
    }

    private static IEnumerable<ITlv> Link(LinkAttributes link, LinkStateProtocol protocol)
    {
        if (Depths(link.MaximumSidDepth, link.OtherSidDepths) is { Count: > 0 } depths)
            yield return new LinkMsd(depths);
        foreach (var tlv in Traffic(link))
            yield return tlv;
        if (link.IgpMetric != Metric.Missing)
            yield return new IgpMetric(link.IgpMetric, (byte)(link.IgpMetric >> 24 == 0 ? 3 : 4));
        if (link.Name is { } name)
            yield return LinkName.Of(name);
        foreach (var sid in link.AdjacencySids)
            yield return SidEncoding.Of(sid, protocol);
        foreach (var sid in link.PeerSids)
            yield return SidEncoding.Of(sid);
        foreach (var sid in link.Srv6EndXSids)
            yield return Srv6Encoding.Of(sid, protocol);
        if (link.FlexAlgo is { } apart)
            yield return ApplicationSpecificLinkAttributes.For(StandardApplication.FlexibleAlgorithm, [.. Traffic(apart)]);
    }

    // The values that may also be given for one application apart (RFC 9294 §3).
    private static IEnumerable<ITlv> Traffic(LinkAttributes link)
    {
        foreach (var tlv in Colors(link.AdminGroup))
            yield return tlv;
        if (link.MaximumBandwidth is { } maximum)
            yield return new MaximumLinkBandwidth(maximum);
        if (link.MaximumReservableBandwidth is { } reservable)
            yield return new MaximumReservableLinkBandwidth(reservable);
        if (link.UnreservedBandwidth.Length == 8)
            yield return new UnreservedBandwidth(link.UnreservedBandwidth.Select(bandwidth => (float)bandwidth).ToValueList());
        if (link.TeMetric != Metric.Missing)
            yield return new TeDefaultMetric(link.TeMetric);
        if (!link.Srlgs.IsEmpty)
            yield return new SharedRiskLinkGroups(link.Srlgs.ToValueList());
        if (link.DelayMicroseconds != Metric.Missing)
            yield return new MinMaxUnidirectionalLinkDelay(link.DelayMicroseconds, link.DelayMicroseconds);
        if (link.DelayVariationMicroseconds != Metric.Missing)
            yield return new UnidirectionalDelayVariation(link.DelayVariationMicroseconds);
        if (link.LossUnits != Metric.Missing)
            yield return new UnidirectionalLinkLoss(link.LossUnits);
        if (link.ResidualBandwidth is { } residual)
            yield return new UnidirectionalResidualBandwidth(residual);
        if (link.AvailableBandwidth is { } available)
            yield return new UnidirectionalAvailableBandwidth(available);
        if (link.UtilizedBandwidth is { } utilized)
            yield return new UnidirectionalUtilizedBandwidth(utilized);
    }

    private static IEnumerable<ITlv> Prefix(PrefixAttributes prefix, LinkStateProtocol protocol)
    {
        if (prefix.IsDown)
            yield return new IgpFlags(IgpPrefixFlags.IsisDown);
        if (!prefix.IsUnreachable)
            yield return new PrefixMetric(prefix.Metric);
        foreach (var sid in prefix.PrefixSids)
            yield return SidEncoding.Of(sid, protocol);
        foreach (var range in prefix.SidRanges)
            yield return new SidMappingRange((byte)(range.IsAttached ? 0x08 : 0), range.Size, [SidEncoding.Of(range.First, protocol)]);
        if (PrefixFlags(prefix, protocol) is { } flags)
            yield return new PrefixAttributeFlags([flags]);
        if (prefix.SourceRouterId is { } source)
            yield return new SourceRouterIdentifier(source.Bits, source.IsIpv6);
        foreach (var locator in prefix.Srv6Locators)
            yield return Srv6Encoding.Of(locator);
        foreach (var metric in prefix.FlexAlgoMetrics)
            yield return new FlexAlgorithmPrefixMetric(metric.Algorithm, 0, metric.Metric);
    }

    // RFC 7794 §2.1, RFC 7684 §2.1, RFC 8362 §3.1. Absent when nothing is known of the prefix being that of a node, and there is no other flag.
    // What OSPF announces again, or from outside, its route type tells, in the descriptor.
    private static byte? PrefixFlags(PrefixAttributes prefix, LinkStateProtocol protocol)
    {
        var (node, anycast, readvertised, external, attached) = protocol switch
        {
            LinkStateProtocol.Ospfv2 => (0x40, 0x10, 0, 0, 0x80),
            LinkStateProtocol.Ospfv3 => (0x20, 0x80, 0, 0, 0),
            _ => (0x20, 0x08, 0x40, 0x80, 0),
        };
        var flags = (prefix.IsNodePrefix == true ? node : 0) | (prefix.IsAnycast ? anycast : 0) | (prefix.IsReadvertised ? readvertised : 0)
            | (prefix.IsExternal ? external : 0) | (prefix.IsAttached ? attached : 0);
        return prefix.IsNodePrefix is null && flags == 0 ? null : (byte)flags;
    }

    private static IEnumerable<ITlv> Colors(AdminGroup group)
    {
        if (group.IsEmpty)
            yield break;
        var words = Words(group);
        if (words.Count == 1)
            yield return new AdministrativeGroup(words[0]);
        else
            yield return new ExtendedAdministrativeGroup(words);
    }

    private static FlexAlgorithmDefinition FlexAlgo(FlexAlgoDefinition definition)
    {
        var subTlvs = new List<ITlv>();
        if (!definition.ExcludeAny.IsEmpty)
            subTlvs.Add(new FadExcludeAny(Words(definition.ExcludeAny)));
        if (!definition.IncludeAny.IsEmpty)
            subTlvs.Add(new FadIncludeAny(Words(definition.IncludeAny)));
        if (!definition.IncludeAll.IsEmpty)
            subTlvs.Add(new FadIncludeAll(Words(definition.IncludeAll)));
        if (definition.UsesPrefixMetric)
            subTlvs.Add(new FadFlags([0x80000000]));
        if (!definition.ExcludedSrlgs.IsEmpty)
            subTlvs.Add(new FadExcludeSrlg(definition.ExcludedSrlgs.ToValueList()));
        return new FlexAlgorithmDefinition(definition.Algorithm, (byte)definition.Metric, definition.CalculationType, definition.Priority, subTlvs.ToValueList());
    }

    // Words of 32 bits, colour 0 in the least significant bit of the first; trailing empty ones are left out (RFC 7308 §2.1).
    private static ValueList<uint> Words(AdminGroup group)
    {
        ReadOnlySpan<ulong> parts = [group.Bits0To63, group.Bits64To127, group.Bits128To191, group.Bits192To255];
        var words = new List<uint>(8);
        foreach (var part in parts)
            words.AddRange([(uint)part, (uint)(part >> 32)]);
        while (words.Count > 1 && words[^1] == 0)
            words.RemoveAt(words.Count - 1);
        return words.ToValueList();
    }

    private static ValueList<Msd> Depths(byte? labels, IEnumerable<SidDepth> others) =>
        (labels is { } depth ? [new Msd(Msd.BaseMplsImposition, depth)] : Enumerable.Empty<Msd>())
        .Concat(others.Select(other => new Msd(other.Type, other.Depth))).ToValueList();

    private static NodeFlags Flag(bool condition, NodeFlags flag) => condition ? flag : NodeFlags.None;
}
