namespace PceServer.Bgp.Rib;

/// <summary>
/// Which of several routes to one NLRI is used: the elimination of RFC 4271 §9.1.2.2, with RFC 4456 §9 for reflected routes. In front of it stands
/// one rule of ours: a route of a live session goes before a stale one. The IGP cost to the next hop does not count, since nothing is forwarded here.
/// </summary>
internal static class BestPath
{
    public static Route? Choose(Route? head)
    {
        if (head?.Next is null)
            return head;
        Route best = head;
        for (var route = head.Next; route is not null; route = route.Next)
        {
            if (Better(route, best, head))
                best = route;
        }
        return best;
    }

    private static bool Better(Route left, Route right, Route head)
    {
        if (left.IsStale != right.IsStale)
            return right.IsStale;
        var (l, r) = (left.Selection, right.Selection);
        if (l.LocalPreference != r.LocalPreference)
            return l.LocalPreference > r.LocalPreference;
        if (l.AsPathLength != r.AsPathLength)
            return l.AsPathLength < r.AsPathLength;
        if (l.Origin != r.Origin)
            return l.Origin < r.Origin;
        // MED compares routes of one neighbouring AS only, which makes plain comparison intransitive: so ask of each route whether another beats it.
        var (leftBeaten, rightBeaten) = (IsBeatenByMed(left, head), IsBeatenByMed(right, head));
        return leftBeaten != rightBeaten ? rightBeaten : TieBreak(left, right);
    }

    private static bool IsBeatenByMed(Route route, Route head)
    {
        for (var other = head; other is not null; other = other.Next)
        {
            if (other.IsStale == route.IsStale
                && other.Selection.NeighborAs == route.Selection.NeighborAs
                && other.Selection.LocalPreference == route.Selection.LocalPreference
                && other.Selection.AsPathLength == route.Selection.AsPathLength
                && other.Selection.Origin == route.Selection.Origin
                && other.Selection.MultiExitDiscriminator < route.Selection.MultiExitDiscriminator)
                return true;
        }
        return false;
    }

    private static bool TieBreak(Route left, Route right)
    {
        if (left.Peer.IsInternal != right.Peer.IsInternal)
            return right.Peer.IsInternal;
        var leftId = left.Selection.OriginatorId ?? left.Peer.Identifier;
        var rightId = right.Selection.OriginatorId ?? right.Peer.Identifier;
        if (leftId != rightId)
            return leftId < rightId;
        if (left.Selection.ClusterListLength != right.Selection.ClusterListLength)
            return left.Selection.ClusterListLength < right.Selection.ClusterListLength;
        return left.Peer.Address < right.Peer.Address;
    }
}
