namespace PceServer.Bgp.Session;

/// <summary>Two connections with one peer: which of them has to go (RFC 4271 §6.8, RFC 6286 §2.3).</summary>
public static class CollisionDetection
{
    /// <summary>
    /// The connection opened by the side with the lower BGP identifier, the lower AS number deciding between equal ones;
    /// an established session stays whoever opened it.
    /// </summary>
    public static ConnectionSide Loser(BgpPeerConfiguration local, BgpIdentifier peer, AutonomousSystem peerAs, ConnectionSide? established)
    {
        if (established is { } side)
            return side == ConnectionSide.Outgoing ? ConnectionSide.Incoming : ConnectionSide.Outgoing;
        var order = local.LocalIdentifier.CompareTo(peer);
        if (order == 0)
            order = local.LocalAs.Number.CompareTo(peerAs.Number);
        return order < 0 ? ConnectionSide.Outgoing : ConnectionSide.Incoming;
    }
}
