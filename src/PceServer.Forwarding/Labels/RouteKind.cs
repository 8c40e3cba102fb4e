using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>
/// What kind of route a prefix announcement makes, the smaller the more preferred, before any cost: in IS-IS level 1, level 2, level 2 from above, level 1 from
/// above (RFC 5302 §3.2, RFC 7775 §3); in OSPF intra-area, inter-area, external of type 1, external of type 2 by external metric (RFC 2328 §11, §16.4).
/// </summary>
internal readonly record struct RouteKind(byte Order, uint ExternalMetric = 0) : IComparable<RouteKind>
{
    private const byte IntraArea = 0, InterArea = 1, External1 = 2, External2 = 3;

    /// <summary>Administrative distance between protocols, as implementations commonly set it (RFC 8660 §2.5.1 leaves it to them).</summary>
    public static byte AdministrativeDistance(LinkStateProtocol protocol) => protocol switch
    {
        LinkStateProtocol.Direct => 1,
        LinkStateProtocol.Static => 2,
        LinkStateProtocol.Ospfv2 or LinkStateProtocol.Ospfv3 => 110,
        LinkStateProtocol.IsisLevel1 or LinkStateProtocol.IsisLevel2 => 115,
        _ => 200,
    };

    public static RouteKind Of(Prefix prefix)
    {
        var said = prefix.Attributes;
        return prefix.Key.Node.Protocol switch
        {
            // In level 1 what was passed on and is not from outside came from level 2, whether the bit was told or not.
            LinkStateProtocol.IsisLevel1 => new(said.IsDown || (said.IsReadvertised && !said.IsExternal) ? (byte)3 : (byte)0),
            LinkStateProtocol.IsisLevel2 => new(said.IsDown ? (byte)2 : (byte)1),
            LinkStateProtocol.Ospfv2 or LinkStateProtocol.Ospfv3 => OfOspf(prefix.Key.OspfRouteType, said),
            _ => default,
        };
    }

    public static bool IsInterArea(RoutingDomain domain, RouteKind kind) =>
        domain.Protocol is LinkStateProtocol.Ospfv2 or LinkStateProtocol.Ospfv3 && kind.Order == InterArea;

    public static bool IsOspfExternal(Prefix prefix) =>
        prefix.Key.Node.Protocol is LinkStateProtocol.Ospfv2 or LinkStateProtocol.Ospfv3 && Of(prefix).Order >= External1;

    /// <summary>Measured by its own metric first, and then by the way to who announces it (RFC 2328 §16.4).</summary>
    public static bool IsOspfExternal2(Prefix prefix) => IsOspfExternal(prefix) && Of(prefix).Order == External2;

    public int CompareTo(RouteKind other) =>
        Order.CompareTo(other.Order) is not 0 and var order ? order : ExternalMetric.CompareTo(other.ExternalMetric);

    /// <summary>Route types of RFC 9552 §5.2.3.1: 1 intra-area, 2 inter-area, 3 and 5 external 1, 4 and 6 external 2.</summary>
    private static RouteKind OfOspf(byte routeType, PrefixAttributes said) => routeType switch
    {
        1 => new(IntraArea),
        2 => new(InterArea),
        3 or 5 => new(External1),
        4 or 6 => new(External2, said.Metric),
        _ => new(said.IsExternal ? External1 : said.IsReadvertised ? InterArea : IntraArea),
    };
}
