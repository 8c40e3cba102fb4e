using PceServer.Topology;

namespace PceServer.PathComputation.Domains;

/// <summary>Which of several announcements of a prefix a router between domains believes, before any metric counts: the smaller the better.</summary>
internal static class RoutePreference
{
    // What routers prefer between protocols unless told otherwise.
    private const byte OspfDistance = 110, IsisDistance = 115;

    private const byte IntraArea = 0, InterArea = 1, External1 = 2, External2 = 3;
    private const byte Level1Up = 0, Level2Up = 1, Level2Down = 2, Level1Down = 3;

    public static ushort Of(RoutingDomain domain, Prefix prefix) => domain.Protocol switch
    {
        LinkStateProtocol.IsisLevel1 => Rank(IsisDistance, IsDown(prefix.Attributes) ? Level1Down : Level1Up),
        LinkStateProtocol.IsisLevel2 => Rank(IsisDistance, prefix.Attributes.IsDown ? Level2Down : Level2Up),
        _ => Rank(OspfDistance, Type(prefix)),
    };

    /// <summary>A border router looks at inter-area routes of the backbone only (RFC 2328 §16.2).</summary>
    public static bool IsOnlyForInternalRouters(RoutingDomain domain, ushort preference) =>
        preference == Rank(OspfDistance, InterArea) && domain.Area != 0;

    // In level 1 what was announced again came down from level 2, also where the feed does not carry the bit (RFC 5302 §3.2, RFC 5305 §4.1).
    private static bool IsDown(PrefixAttributes prefix) => prefix.IsDown || (prefix.IsReadvertised && !prefix.IsExternal);

    private static byte Type(Prefix prefix) => prefix.Key.OspfRouteType switch
    {
        2 => InterArea,
        3 or 5 => External1,
        4 or 6 => External2,
        _ => prefix.Attributes.IsReadvertised ? InterArea : prefix.Attributes.IsExternal ? External2 : IntraArea,
    };

    private static ushort Rank(byte distance, byte kind) => (ushort)((distance << 8) | kind);
}
