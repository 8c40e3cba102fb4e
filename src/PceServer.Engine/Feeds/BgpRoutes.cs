using System.Globalization;
using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Bgp.Rib;
using PceServer.Engine.Queries;
using PceServer.Wire;

namespace PceServer.Engine.Feeds;

/// <summary>Routes of the RIB as operators see them.</summary>
internal static class BgpRoutes
{
    public static BgpRouteListing Of(LinkStateRib rib, BgpRouteQuestion question)
    {
        AddressFamily? family = question.IsVpn switch { true => AddressFamily.LinkStateVpn, false => AddressFamily.LinkState, null => null };
        var (count, first) = rib.InUse(family, (NlriType?)question.Type, question.Limit);
        return new BgpRouteListing(count, [.. first.Select(Of)]);
    }

    private static BgpRouteView Of(RibChange route)
    {
        var nlri = route.Nlri;
        var type = nlri.Type <= (ushort)BgpRouteType.Srv6Sid ? (BgpRouteType)nlri.Type : BgpRouteType.Unknown;
        return new BgpRouteView(type, $"{nlri.Protocol}", nlri.Identifier, Text(nlri), Convert.ToHexString(nlri.Key.Octets), route.Peer?.Name ?? "")
        {
            RouteDistinguisher = nlri.RouteDistinguisher is { } distinguisher ? Distinguisher(distinguisher) : null,
            Fault = nlri.SemanticFault,
            Attributes = [.. (route.Attribute?.Tlvs ?? default).Select(Of)],
        };
    }

    private static string Text(LinkStateNlri nlri) => nlri switch
    {
        NodeNlri node => $"{node.Local}",
        LinkNlri link => $"{link.Local} to {link.Remote}, {link.Link}",
        PrefixNlri prefix => $"{prefix.Local}, {prefix.Prefix}",
        Srv6SidNlri sid => $"{sid.Local}, {sid.Sid}",
        SrPolicyNlri { Policy: { } policy } path => $"{path.HeadEnd}, color {policy.Color}, endpoint {policy.EndpointText}, "
            + $"origin {policy.ProtocolOrigin}, originator {policy.OriginatorAutonomousSystem}:{policy.OriginatorText}, discriminator {policy.Discriminator}",
        UnknownNlri unknown => string.Create(CultureInfo.InvariantCulture, $"type {unknown.Type}, {unknown.Value.Count} octets"),
        _ => "",
    };

    private static BgpTlvView Of(ITlv tlv) => tlv switch
    {
        UnknownTlv unknown => new(tlv.Type, "Unknown", Convert.ToHexString(unknown.Value.Span)),
        MalformedTlv malformed => new(tlv.Type, "Malformed", $"{malformed.Reason}: {Convert.ToHexString(malformed.Value.Span)}"),
        _ => new(tlv.Type, tlv.GetType().Name, $"{tlv}"),
    };

    /// <summary>Types 0, 1 and 2: an AS or an address, and a number (RFC 4364 §4.2).</summary>
    private static string Distinguisher(ulong value) => (value >> 48) switch
    {
        0 => FormattableString.Invariant($"{(ushort)(value >> 32)}:{(uint)value}"),
        1 => FormattableString.Invariant($"{new Ipv4Address((uint)(value >> 16))}:{(ushort)value}"),
        2 => FormattableString.Invariant($"{(uint)(value >> 16)}:{(ushort)value}"),
        _ => FormattableString.Invariant($"0x{value:x16}"),
    };
}
