using PceServer.Topology;

namespace PceServer.Admin.Replies;

/// <summary>SRv6 facts as the API shows them.</summary>
internal static class Srv6Replies
{
    public static V1.Srv6Capabilities? Of(Srv6Capabilities? node) => node is { } said ? new V1.Srv6Capabilities { Oam = said.SupportsOam } : null;

    public static V1.Srv6Sid Of(Srv6Sid sid)
    {
        var shown = new V1.Srv6Sid
        {
            Sid = sid.Key.Sid.ToString(),
            Algorithm = sid.Attributes.Algorithm,
            Structure = Of(sid.Attributes.Structure),
            Peers = { sid.Attributes.Peers.Select(PeerOf) },
            MultiTopologyId = sid.Key.MultiTopologyId,
        };
        if (sid.Attributes.Behavior is { } behavior)
            shown.Behavior = behavior;
        return shown;
    }

    public static V1.Srv6EndXSid Of(Srv6EndXSid sid) => new()
    {
        Sid = sid.Sid.ToString(),
        Behavior = sid.Behavior,
        Algorithm = sid.Algorithm,
        Weight = sid.Weight,
        Backup = (sid.Flags & Srv6SidFlags.Backup) != 0,
        Set = (sid.Flags & Srv6SidFlags.Set) != 0,
        Persistent = (sid.Flags & Srv6SidFlags.Persistent) != 0,
        Neighbor = sid.Neighbor == default ? "" : sid.Neighbor.ToString(),
        Structure = Of(sid.Structure),
    };

    public static V1.Srv6Locator Of(Srv6Locator locator) => new()
    {
        Algorithm = locator.Algorithm,
        Metric = locator.Metric,
        Down = locator.IsDown,
        Structure = Of(locator.Structure),
    };

    private static V1.Srv6Peer PeerOf(Srv6PeerNode peer) => new()
    {
        AutonomousSystem = peer.AutonomousSystem,
        BgpRouterId = IpAddress.V4(peer.BgpRouterId).ToString(),
        Backup = (peer.Flags & Srv6SidFlags.Backup) != 0,
        Set = (peer.Flags & Srv6SidFlags.Set) != 0,
        Persistent = (peer.Flags & Srv6SidFlags.Persistent) != 0,
        Weight = peer.Weight,
    };

    private static string Of(Srv6SidStructure? structure) => structure?.ToString() ?? "";
}
