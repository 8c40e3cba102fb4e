using System.Runtime.InteropServices;
using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp.Rib;

/// <summary>
/// The link-state routes of all peers, keyed by the octets of the NLRI, and the best of each (RFC 4271 §3.2, §9.1). Single writer, no clock.
/// Kept per NLRI: its octets once, and per peer the octets of attribute 29, shared where peers or NLRIs of one UPDATE say the same. Nothing decoded is kept.
/// </summary>
public sealed class LinkStateRib(AutonomousSystem localAs, BgpIdentifier localIdentifier)
{
    private readonly Dictionary<NlriKey, Route> _linkState = [];
    private readonly Dictionary<NlriKey, Route> _linkStateVpn = [];
    private readonly SelectionReading _selections = new();

    /// <summary>NLRIs known, of both families.</summary>
    public int Count => _linkState.Count + _linkStateVpn.Count;

    /// <summary>Applies an UPDATE of a peer; best-route changes go to <paramref name="changes"/> in order.</summary>
    /// <returns>The family in which the peer passed its limit, and then the rest of the UPDATE was not applied; else null.</returns>
    public AddressFamily? Apply(RibPeer peer, BgpUpdate update, bool treatAsWithdraw, List<RibChange> changes)
    {
        if (update.Unreach is { } unreach && Table(unreach.Family) is { } withdrawnFrom)
            Withdraw(withdrawnFrom, peer, unreach.Family, unreach.Nlri, changes);
        if (update.Reach is not { } reach || Table(reach.Family) is not { } table)
            return null;
        if (treatAsWithdraw || IsLooped(peer, update, reach.Nlri.Count))
        {
            Withdraw(table, peer, reach.Family, reach.Nlri, changes);
            return null;
        }
        var selection = _selections.Read(update, peer);
        var attribute = update.LinkState;
        foreach (var nlri in reach.Nlri)
        {
            if (peer.IsFullOfOctets || (peer.IsFullOfRoutes && !IsKnown(table, peer, nlri.Key)))
                return reach.Family;
            Announce(table, peer, reach.Family, nlri, selection, attribute, changes);
        }
        return null;
    }

    /// <summary>The session is lost but its routes stay in use for a while, unless a live peer knows better; null is all families.</summary>
    public void MarkStale(RibPeer peer, AddressFamily? family, List<RibChange> changes)
    {
        foreach (var (of, table) in Tables(family))
        {
            foreach (var (key, head) in table)
            {
                if (Find(head, peer) is not { IsStale: false } route)
                    continue;
                route.IsStale = true;
                peer.StaleCount++;
                if (head.Next is not null && Best(head) is { } before && Elect(head, before) is var best
                    && !Same(before.Octets, best.Octets) && NlriReading.Reread(key, of) is { } nlri)
                    changes.Add(Change(of, nlri, best, null));
            }
        }
    }

    /// <summary>Removes what the peer has not announced again since <see cref="MarkStale"/>.</summary>
    public void RemoveStale(RibPeer peer, AddressFamily? family, List<RibChange> changes) => Remove(peer, family, onlyStale: true, changes);

    public void RemoveAll(RibPeer peer, List<RibChange> changes) => Remove(peer, null, onlyStale: false, changes);

    /// <summary>The best route of every NLRI, decoded on the way; for views and for a consumer that starts late.</summary>
    public IEnumerable<RibChange> Best()
    {
        foreach (var (family, table) in Tables(null))
        {
            foreach (var (key, head) in table)
            {
                if (NlriReading.Reread(key, family) is { } nlri && Best(head) is { } best)
                    yield return Change(family, nlri, best, null);
            }
        }
    }

    private static void Announce(
        Dictionary<NlriKey, Route> table, RibPeer peer, AddressFamily family, LinkStateNlri nlri, RouteSelection selection,
        LinkStateAttribute? attribute, List<RibChange> changes)
    {
        ref var head = ref CollectionsMarshal.GetValueRefOrAddDefault(table, nlri.Key, out _);
        var before = Best(head);
        var octetsBefore = before?.Octets;
        var octets = Share(head, attribute?.SharedOctets);
        var route = Find(head, peer);
        if (route is null)
        {
            head = new Route(peer, selection, octets) { Next = head };
            peer.RouteCount++;
            peer.Octets += nlri.Key.Length + Length(octets);
        }
        else
        {
            if (route.IsStale)
                peer.StaleCount--;
            peer.Octets += Length(octets) - Length(route.Octets);
            (route.Selection, route.Octets, route.IsStale) = (selection, octets, false);
        }
        var best = Elect(head!, before);
        if (before is null || !Same(octetsBefore, best.Octets))
            changes.Add(Change(family, nlri, best, attribute));
    }

    private static void Withdraw(
        Dictionary<NlriKey, Route> table, RibPeer peer, AddressFamily family, ValueList<LinkStateNlri> nlris, List<RibChange> changes)
    {
        foreach (var nlri in nlris)
            RemoveRoute(table, peer, family, nlri.Key, nlri, changes);
    }

    private void Remove(RibPeer peer, AddressFamily? family, bool onlyStale, List<RibChange> changes)
    {
        foreach (var (of, table) in Tables(family))
        {
            var keys = new List<NlriKey>();
            foreach (var (key, head) in table)
            {
                if (Find(head, peer) is { } route && (route.IsStale || !onlyStale))
                    keys.Add(key);
            }
            foreach (var key in keys)
                RemoveRoute(table, peer, of, key, null, changes);
        }
    }

    private static void RemoveRoute(
        Dictionary<NlriKey, Route> table, RibPeer peer, AddressFamily family, NlriKey key, LinkStateNlri? known, List<RibChange> changes)
    {
        if (!table.TryGetValue(key, out var head) || Find(head, peer) is not { } route)
            return;
        peer.RouteCount--;
        peer.Octets -= key.Length + Length(route.Octets);
        if (route.IsStale)
            peer.StaleCount--;
        var before = Best(head)!;
        head = Unlink(head, route);
        if (head is null)
        {
            table.Remove(key);
            if ((known ?? NlriReading.Reread(key, family)) is { } gone)
                changes.Add(new RibChange(family, gone, null, null));
            return;
        }
        table[key] = head;
        if (before != route)
            return;
        var best = Elect(head, null);
        if (!Same(before.Octets, best.Octets) && (known ?? NlriReading.Reread(key, family)) is { } nlri)
            changes.Add(Change(family, nlri, best, null));
    }

    private bool IsLooped(RibPeer peer, BgpUpdate update, int routes)
    {
        if (!SelectionReading.IsLooped(update, localAs, localIdentifier, peer))
            return false;
        peer.LoopedRoutes += routes;
        return true;
    }

    private static RibChange Change(AddressFamily family, LinkStateNlri nlri, Route best, LinkStateAttribute? attribute)
    {
        var current = attribute is not null && Same(attribute.SharedOctets, best.Octets)
            ? attribute
            : best.Octets is null ? null : LinkStateAttribute.Reread(best.Octets);
        return new RibChange(family, nlri, current, best.Peer);
    }

    /// <summary>Marks and returns the best route.</summary>
    private static Route Elect(Route head, Route? before)
    {
        var best = BestPath.Choose(head)!;
        if (before is not null)
            before.IsBest = false;
        best.IsBest = true;
        return best;
    }

    private static Route? Best(Route? head)
    {
        for (var route = head; route is not null; route = route.Next)
        {
            if (route.IsBest)
                return route;
        }
        return null;
    }

    private static Route? Find(Route? head, RibPeer peer)
    {
        for (var route = head; route is not null; route = route.Next)
        {
            if (route.Peer == peer)
                return route;
        }
        return null;
    }

    private static Route? Unlink(Route head, Route route)
    {
        if (head == route)
            return head.Next;
        var before = head;
        while (before.Next != route)
            before = before.Next!;
        before.Next = route.Next;
        return head;
    }

    /// <summary>The array that another route to the same NLRI holds already, if the octets are the same.</summary>
    private static byte[]? Share(Route? head, byte[]? octets)
    {
        for (var route = head; route is not null; route = route.Next)
        {
            if (route.Octets is not null && Same(route.Octets, octets))
                return route.Octets;
        }
        return octets;
    }

    private static int Length(byte[]? octets) => octets?.Length ?? 0;

    private static bool Same(byte[]? left, byte[]? right) =>
        ReferenceEquals(left, right) || (left is not null && right is not null && left.AsSpan().SequenceEqual(right));

    private static bool IsKnown(Dictionary<NlriKey, Route> table, RibPeer peer, NlriKey key) =>
        table.TryGetValue(key, out var head) && Find(head, peer) is not null;

    private Dictionary<NlriKey, Route>? Table(AddressFamily family) =>
        family == AddressFamily.LinkState ? _linkState : family == AddressFamily.LinkStateVpn ? _linkStateVpn : null;

    private IEnumerable<(AddressFamily Family, Dictionary<NlriKey, Route> Table)> Tables(AddressFamily? family)
    {
        if (family is null || family == AddressFamily.LinkState)
            yield return (AddressFamily.LinkState, _linkState);
        if (family is null || family == AddressFamily.LinkStateVpn)
            yield return (AddressFamily.LinkStateVpn, _linkStateVpn);
    }
}
