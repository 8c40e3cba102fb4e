using PceServer.Topology;

namespace PceServer.PathComputation.Segments;

/// <summary>Picks the adjacency SID for a link, as the request's protection wish says (RFC 9488 §5).</summary>
internal static class AdjacencyChoice
{
    /// <param name="edge">The link, or the way onto a LAN.</param>
    /// <param name="neighbor">On a LAN the router at its far end; null on any other link.</param>
    public static bool TryChoose(TopologySnapshot topology, int edge, NodeIndex? neighbor, ProtectionWish wish, out Label label)
    {
        var at = new NodeIndex(topology.EdgeFrom[edge]);
        var attributes = topology.AttributesOf(new EdgeIndex(edge));
        var best = int.MaxValue;
        label = default;
        foreach (var sid in attributes.AdjacencySids)
        {
            var rank = Rank(sid.Flags, wish);
            if (rank >= best || (neighbor is { } far && !LeadsTo(sid, topology[far])) || !topology.TryGetLabel(at, sid, out var found))
                continue;
            (best, label) = (rank, found);
        }
        // A peering link (RFC 8402 §4): the SID of the interface is better than that of the peer, which may take any of several.
        foreach (var sid in attributes.PeerSids)
        {
            var rank = sid.Kind == PeerSidKind.Set ? int.MaxValue : sid.Kind == PeerSidKind.Adjacency ? 0 : 1;
            if (rank >= best || !topology.TryGetLabel(at, sid, out var found))
                continue;
            (best, label) = (rank, found);
        }
        return best != int.MaxValue;
    }

    private static bool LeadsTo(AdjacencySid sid, Node neighbor)
    {
        foreach (var key in neighbor.Keys)
        {
            if (key.RouterId == sid.Neighbor)
                return true;
        }
        return false;
    }

    /// <summary>Least is best; a SID of a set may take any of several links and thus forces none.</summary>
    private static int Rank(AdjacencySidFlags flags, ProtectionWish wish)
    {
        if ((flags & AdjacencySidFlags.Set) != 0)
            return int.MaxValue;
        var isProtected = (flags & AdjacencySidFlags.Backup) != 0;
        var isWished = isProtected == (wish is ProtectionWish.ProtectedMandatory or ProtectionWish.ProtectedPreferred);
        if (!isWished && wish is (ProtectionWish.ProtectedMandatory or ProtectionWish.UnprotectedMandatory))
            return int.MaxValue;
        return (isWished ? 0 : 2) + ((flags & AdjacencySidFlags.Ipv6) != 0 ? 1 : 0);
    }
}
