using PceServer.Topology;

namespace PceServer.PathComputation.Segments;

/// <summary>Picks the adjacency SID for a link, as the request's protection wish says (RFC 9488 §3).</summary>
internal static class AdjacencyChoice
{
    /// <param name="edge">The link, or the way onto a LAN.</param>
    /// <param name="neighbor">On a LAN the router at its far end; null on any other link.</param>
    public static bool TryChoose(TopologySnapshot topology, int edge, Node? neighbor, ProtectionWish wish, out Label label)
    {
        var link = topology[new EdgeIndex(edge)];
        var best = int.MaxValue;
        label = default;
        foreach (var sid in link.Attributes.AdjacencySids)
        {
            var rank = Rank(sid, wish);
            if (rank >= best || !LeadsTo(sid, neighbor) || !topology.TryGetLabel(link.From, sid, out var found))
                continue;
            (best, label) = (rank, found);
        }
        return best != int.MaxValue;
    }

    private static bool LeadsTo(AdjacencySid sid, Node? neighbor)
    {
        if (neighbor is null)
            return true;
        foreach (var key in neighbor.Keys)
        {
            if (key.RouterId == sid.Neighbor)
                return true;
        }
        return false;
    }

    /// <summary>Least is best; a SID of a set may take any of several links and thus forces none.</summary>
    private static int Rank(AdjacencySid sid, ProtectionWish wish)
    {
        if (sid.Flags.HasFlag(AdjacencySidFlags.Set))
            return int.MaxValue;
        var isProtected = sid.Flags.HasFlag(AdjacencySidFlags.Backup);
        var isWished = isProtected == (wish is ProtectionWish.ProtectedMandatory or ProtectionWish.ProtectedPreferred);
        if (!isWished && wish is (ProtectionWish.ProtectedMandatory or ProtectionWish.UnprotectedMandatory))
            return int.MaxValue;
        return (isWished ? 0 : 2) + (sid.Flags.HasFlag(AdjacencySidFlags.Ipv6) ? 1 : 0);
    }
}
