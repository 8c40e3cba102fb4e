using PceServer.Bgp.LinkState;
using PceServer.Bgp.Rib;
using PceServer.Engine.Mapping.LinkState;
using PceServer.Topology;

namespace PceServer.Engine.Feeds;

/// <summary>Announcements of a peer that stand although its session is gone (RFC 4724 §4.2), as a finding about the topology.</summary>
internal static class StaleRoutes
{
    private const int MostNamed = 100;

    /// <summary>Null where there are none that no live peer announces.</summary>
    public static HealthFinding? Of(LinkStateRib rib, BgpPeer peer)
    {
        if (peer.Routes.StaleCount == 0 || rib.StaleInUse(peer.Routes, MostNamed) is not { Count: > 0 } stale)
            return null;
        var keys = new KeyMapping();
        var named = stale.First.Where(nlri => nlri is { SemanticFault: null, RouteDistinguisher: null }).ToList();
        return new HealthFinding(
            HealthSeverity.Warning, HealthKind.StaleOriginator,
            $"{stale.Count} announcements stand although the session to {peer.Name} is gone")
        {
            Nodes = [.. named.OfType<NodeNlri>().Select(node => keys.Node(node, node.Local!))],
            Links = [.. named.OfType<LinkNlri>().Select(keys.Link)],
            Prefixes = [.. named.OfType<PrefixNlri>().Select(keys.Prefix)],
        };
    }
}
