using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp.Rib;

/// <summary>
/// The link-state routes of all peers, keyed by the octets of the NLRI, and the best of each (RFC 4271 §3.2, §9.1). Single writer, no clock.
/// Kept per NLRI: its octets once, and per peer the octets of attribute 29, shared where peers or NLRIs of one UPDATE say the same. Nothing decoded is kept.
/// </summary>
public sealed class LinkStateRib(AutonomousSystem localAs, BgpIdentifier localIdentifier)
{
    private readonly RouteTable _linkState = new(AddressFamily.LinkState);
    private readonly RouteTable _linkStateVpn = new(AddressFamily.LinkStateVpn);
    private readonly SelectionReading _selections = new();

    /// <summary>NLRIs known, of both families.</summary>
    public int Count => _linkState.Count + _linkStateVpn.Count;

    /// <summary>Applies an UPDATE of a peer; best-route changes go to <paramref name="changes"/> in order.</summary>
    /// <returns>The family in which the peer passed its limit, and then the rest of the UPDATE was not applied; else null.</returns>
    public AddressFamily? Apply(RibPeer peer, BgpUpdate update, bool treatAsWithdraw, List<RibChange> changes)
    {
        if (update.Unreach is { } unreach && Table(unreach.Family) is { } withdrawnFrom)
            Withdraw(withdrawnFrom, peer, unreach.Nlri, changes);
        if (update.Reach is not { } reach || Table(reach.Family) is not { } table)
            return null;
        if (treatAsWithdraw || IsLooped(peer, update, reach.Nlri.Count))
        {
            Withdraw(table, peer, reach.Nlri, changes);
            return null;
        }
        var announcement = new Announcement(table, peer, _selections.Read(update, peer), update.LinkState, changes);
        foreach (var nlri in reach.Nlri)
        {
            if (peer.IsFullOfOctets || (peer.IsFullOfRoutes && !IsKnown(table, peer, nlri.Key)))
                return reach.Family;
            announcement.Apply(nlri);
        }
        table.Tidy();
        return null;
    }

    /// <summary>The session is lost but its routes stay in use for a while, unless a live peer knows better; null is all families.</summary>
    public void MarkStale(RibPeer peer, AddressFamily? family, List<RibChange> changes)
    {
        foreach (var table in Tables(family))
        {
            foreach (var number in table.Numbers())
            {
                var head = table.Head(number)!;
                if (Route.Find(head, peer) is not { IsStale: false } route)
                    continue;
                route.IsStale = true;
                peer.StaleCount++;
                if (head.Next is not null && Route.Best(head) is { } before && Route.Elect(head, before) is var best
                    && !Same(table, before.Octets, best.Octets) && table.Nlri(number) is { } nlri)
                    changes.Add(Change(table, nlri, best, null));
            }
        }
    }

    /// <summary>Removes what the peer has not announced again since <see cref="MarkStale"/>.</summary>
    public void RemoveStale(RibPeer peer, AddressFamily? family, List<RibChange> changes) => Remove(peer, family, onlyStale: true, changes);

    public void RemoveAll(RibPeer peer, List<RibChange> changes) => Remove(peer, null, onlyStale: false, changes);

    /// <summary>The best route of every NLRI, decoded on the way; for views and for a consumer that starts late.</summary>
    public IEnumerable<RibChange> Best()
    {
        foreach (var table in Tables(null))
        {
            foreach (var number in table.Numbers())
            {
                if (table.Nlri(number) is { } nlri && Route.Best(table.Head(number)) is { } best)
                    yield return Change(table, nlri, best, null);
            }
        }
    }

    /// <summary>
    /// The routes in use of one family, or both, and one NLRI type, or all: the first of them, decoded, and how many there are. Types beyond
    /// those known are asked for by zero.
    /// </summary>
    public (int Count, IReadOnlyList<RibChange> First) InUse(AddressFamily? family, NlriType? type, int most)
    {
        var (count, first) = (0, new List<RibChange>());
        foreach (var table in Tables(family))
        {
            foreach (var number in table.Numbers())
            {
                var key = table.Key(number);
                var stated = (key[0] << 8) | key[1];
                if (type is { } wanted && (stated is >= 1 and <= 6 ? stated : 0) != (int)wanted)
                    continue;
                count++;
                if (first.Count < most && table.Nlri(number) is { } nlri && Route.Best(table.Head(number)) is { } best)
                    first.Add(Change(table, nlri, best, null));
            }
        }
        return (count, first);
    }

    /// <summary>Routes of the peer in use though its session is gone: how many, and the first of them. Looks through everything.</summary>
    public (int Count, IReadOnlyList<LinkStateNlri> First) StaleInUse(RibPeer peer, int most)
    {
        var (count, first) = (0, new List<LinkStateNlri>());
        foreach (var table in Tables(null))
        {
            foreach (var number in table.Numbers())
            {
                if (Route.Best(table.Head(number)) is not { IsStale: true } best || best.Peer != peer)
                    continue;
                count++;
                if (first.Count < most && table.Nlri(number) is { } nlri)
                    first.Add(nlri);
            }
        }
        return (count, first);
    }

    private static void Withdraw(RouteTable table, RibPeer peer, ValueList<LinkStateNlri> nlris, List<RibChange> changes)
    {
        foreach (var nlri in nlris)
        {
            if (table.Find(nlri.Key.Octets) is >= 0 and var number)
                RemoveRoute(table, peer, number, nlri, changes);
        }
        table.Tidy();
    }

    private void Remove(RibPeer peer, AddressFamily? family, bool onlyStale, List<RibChange> changes)
    {
        foreach (var table in Tables(family))
        {
            var numbers = table.Numbers().Where(n => Route.Find(table.Head(n), peer) is { } route && (route.IsStale || !onlyStale)).ToList();
            foreach (var number in numbers)
                RemoveRoute(table, peer, number, null, changes);
            table.Tidy();
        }
    }

    private static void RemoveRoute(RouteTable table, RibPeer peer, int number, LinkStateNlri? known, List<RibChange> changes)
    {
        ref var head = ref table.Head(number);
        if (Route.Find(head, peer) is not { } route)
            return;
        peer.RouteCount--;
        peer.Octets -= table.Key(number).Length + Math.Max(0, route.Octets.Length);
        if (route.IsStale)
            peer.StaleCount--;
        var before = Route.Best(head)!;
        head = Route.Unlink(head!, route);
        if (head is null)
        {
            if ((known ?? table.Nlri(number)) is { } gone)
                changes.Add(new RibChange(table.Family, gone, null, null));
            table.Remove(number);
        }
        else if (before == route && Route.Elect(head, null) is var best
            && !Same(table, before.Octets, best.Octets) && (known ?? table.Nlri(number)) is { } nlri)
        {
            changes.Add(Change(table, nlri, best, null));
        }
        table.Octets.Release(route.Octets);
    }

    private bool IsLooped(RibPeer peer, BgpUpdate update, int routes)
    {
        if (!SelectionReading.IsLooped(update, localAs, localIdentifier, peer))
            return false;
        peer.LoopedRoutes += routes;
        return true;
    }

    private static RibChange Change(RouteTable table, LinkStateNlri nlri, Route best, LinkStateAttribute? attribute)
    {
        var octets = table.Octets.Read(best.Octets);
        var current = best.Octets.IsNone ? null
            : attribute is not null && attribute.Octets.SequenceEqual(octets) ? attribute
            : LinkStateAttribute.Reread(octets.ToArray());
        return new RibChange(table.Family, nlri, current, best.Peer);
    }

    private static bool Same(RouteTable table, StoredOctets left, StoredOctets right) =>
        left == right || (left.IsNone == right.IsNone && table.Octets.Read(left).SequenceEqual(table.Octets.Read(right)));

    private static bool IsKnown(RouteTable table, RibPeer peer, NlriKey key) =>
        table.Find(key.Octets) is >= 0 and var number && Route.Find(table.Head(number), peer) is not null;

    private RouteTable? Table(AddressFamily family) =>
        family == AddressFamily.LinkState ? _linkState : family == AddressFamily.LinkStateVpn ? _linkStateVpn : null;

    private IEnumerable<RouteTable> Tables(AddressFamily? family) =>
        family is not { } one ? [_linkState, _linkStateVpn] : Table(one) is { } table ? [table] : [];

    /// <summary>What one UPDATE says of the NLRIs that it announces.</summary>
    private ref struct Announcement(RouteTable table, RibPeer peer, RouteSelection selection, LinkStateAttribute? attribute, List<RibChange> changes)
    {
        private StoredOctets _stored = StoredOctets.None;

        public void Apply(LinkStateNlri nlri)
        {
            ref var head = ref table.Head(table.FindOrAdd(nlri.Key.Octets));
            var before = Route.Best(head);
            var octetsBefore = before?.Octets ?? StoredOctets.None;
            var octets = Store(head);
            var route = Route.Find(head, peer);
            var replaced = route?.Octets ?? StoredOctets.None;
            if (route is null)
            {
                head = new Route(peer, selection, octets) { Next = head };
                peer.RouteCount++;
                peer.Octets += nlri.Key.Length + Math.Max(0, octets.Length);
            }
            else
            {
                if (route.IsStale)
                    peer.StaleCount--;
                peer.Octets += Math.Max(0, octets.Length) - Math.Max(0, replaced.Length);
                (route.Selection, route.Octets, route.IsStale) = (selection, octets, false);
            }
            var best = Route.Elect(head!, before);
            if (before is null || !Same(table, octetsBefore, best.Octets))
                changes.Add(Change(table, nlri, best, attribute));
            table.Octets.Release(replaced);
        }

        /// <summary>What another route to the same NLRI, or the NLRI before, holds already if it is the same; else a new copy.</summary>
        private StoredOctets Store(Route? head)
        {
            if (attribute is null)
                return StoredOctets.None;
            for (var route = head; route is not null; route = route.Next)
            {
                if (!route.Octets.IsNone && table.Octets.Read(route.Octets).SequenceEqual(attribute.Octets))
                    return table.Octets.Share(route.Octets);
            }
            return _stored.IsNone ? _stored = table.Octets.Add(attribute.Octets) : table.Octets.Share(_stored);
        }
    }
}
