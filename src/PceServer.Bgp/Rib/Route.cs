namespace PceServer.Bgp.Rib;

/// <summary>One peer's route to one NLRI, the next peer's behind it.</summary>
internal sealed class Route(RibPeer peer, RouteSelection selection, StoredOctets octets)
{
    public RibPeer Peer { get; } = peer;

    public RouteSelection Selection { get; set; } = selection;

    /// <summary>Value of attribute 29 in the table's store; none when it was missing or discarded.</summary>
    public StoredOctets Octets { get; set; } = octets;

    public Route? Next { get; set; }

    public bool IsStale { get; set; }

    /// <summary>The one in use; kept on the route to save an object per NLRI.</summary>
    public bool IsBest { get; set; }

    /// <summary>Marks and returns the best route.</summary>
    public static Route Elect(Route head, Route? before)
    {
        var best = BestPath.Choose(head)!;
        if (before is not null)
            before.IsBest = false;
        best.IsBest = true;
        return best;
    }

    public static Route? Best(Route? head)
    {
        var route = head;
        while (route is { IsBest: false })
            route = route.Next;
        return route;
    }

    public static Route? Find(Route? head, RibPeer peer)
    {
        var route = head;
        while (route is not null && route.Peer != peer)
            route = route.Next;
        return route;
    }

    /// <summary>The routes that are left.</summary>
    public static Route? Unlink(Route head, Route route)
    {
        if (head == route)
            return head.Next;
        var before = head;
        while (before.Next != route)
            before = before.Next!;
        before.Next = route.Next;
        return head;
    }
}
