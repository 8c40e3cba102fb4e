using PceServer.Topology;
using PceServer.Wire;
using Ls = PceServer.Bgp.LinkState;

namespace PceServer.Engine.Mapping.LinkState;

/// <summary>Attribute 29 of a node (RFC 9552 §5.3.1, RFC 9085 §2.1, RFC 8814 §3, RFC 9351 §3).</summary>
internal static class NodeMapping
{
    public static NodeAttributes Map(Ls.LinkStateAttribute? attribute)
    {
        var node = NodeAttributes.None;
        if (attribute is null)
            return node;
        foreach (var tlv in attribute.Tlvs)
            node = Take(node, tlv);
        return node;
    }

    private static NodeAttributes Take(NodeAttributes node, ITlv tlv) => tlv switch
    {
        Ls.NodeName name => node with { Name = name.Text.Length == 0 ? null : name.Text },
        Ls.LocalIpv4RouterId id => node with { RouterIds = node.RouterIds.Add(IpAddress.V4(id.Address.Value)) },
        Ls.LocalIpv6RouterId id => node with { RouterIds = node.RouterIds.Add(IpAddress.V6(id.Address.Value)) },
        Ls.NodeFlagBits bits => node with
        {
            Overloaded = (bits.Flags & Ls.NodeFlags.Overload) != 0,
            IsAttached = (bits.Flags & Ls.NodeFlags.Attached) != 0,
            IsExternal = (bits.Flags & Ls.NodeFlags.External) != 0,
            IsAreaBorderRouter = (bits.Flags & Ls.NodeFlags.AreaBorder) != 0,
        },
        Ls.SrCapabilities srgb => node with { Srgb = SidMapping.Block(srgb.Ranges) },
        Ls.SrLocalBlock srlb => node with { Srlb = SidMapping.Block(srlb.Ranges) },
        Ls.SrAlgorithms algorithms => node with { Algorithms = [.. algorithms.Algorithms.Span] },
        Ls.NodeMsd msd => node with { MaximumSidDepth = msd.BaseMplsImposition, OtherSidDepths = SidMapping.OtherDepths(msd.Values) },
        Ls.SrmsPreference preference => node with { SrmsPreference = preference.Value },
        Ls.FlexAlgorithmDefinition definition => node with { FlexAlgoDefinitions = node.FlexAlgoDefinitions.Add(FlexAlgoMapping.Map(definition)) },
        Ls.Srv6Capabilities srv6 => node with { Srv6 = Srv6Mapping.Map(srv6) },
        Ls.IsisAreaIdentifier area => node with { IsisAreas = node.IsisAreas.Add(Area(area.Octets.Span)) },
        _ => node,
    };

    /// <summary>As operators write it: the authority octet, then groups of two octets.</summary>
    private static string Area(ReadOnlySpan<byte> octets)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < octets.Length; i++)
            text.Append(i % 2 == 1 ? "." : "").Append(octets[i].ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
