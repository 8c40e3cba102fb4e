namespace PceServer.Topology;

/// <summary>
/// Finds for the half-links between two routers which belong together: by addresses, then by identifiers, then by being the only ones left.
/// </summary>
internal static class LinkJoiner
{
    /// <summary>Pairs larger than this are first matched by a table, so that many parallel links do not cost their square.</summary>
    private const int FewLinks = 32;

    /// <summary>No two routers have so many links that fit by less than everything; a feed that says so is not searched for its best meaning.</summary>
    private const long ManyCombinations = 1 << 20;

    /// <summary>
    /// Joins the half-links of two routers anew; both lists are used up. Of a router with itself: the same links in both.
    /// </summary>
    public static void Join(List<HalfLink> forth, List<HalfLink> back)
    {
        Reset(forth);
        Reset(back);
        if (forth is [var one] && back is [var other])
        {
            if (!ReferenceEquals(one, other))
                Bind(one, other, Fit(one.Key, other.Key));
            return;
        }
        SetDuplicatesApart(forth);
        SetDuplicatesApart(back);
        if (forth.Count > FewLinks && back.Count > FewLinks)
            JoinByTable(forth, back);
        if ((long)forth.Count * back.Count > ManyCombinations)
        {
            JoinInOrder(forth, back);
            return;
        }
        JoinBest(forth, back, JoinKind.Addresses);
        JoinBest(forth, back, JoinKind.Identifiers);
        JoinBest(forth, back, JoinKind.NodePair);
    }

    /// <summary>How two half-links fit: <see cref="JoinKind.None"/> when what they say of each other clashes.</summary>
    private static JoinKind Fit(LinkKey a, LinkKey b)
    {
        if (a.MultiTopologyId != b.MultiTopologyId || a.Local.Protocol != b.Local.Protocol || a.Local.Instance != b.Local.Instance
            || (a.Local.Area != b.Local.Area && a.Local.Area != 0 && b.Local.Area != 0))
            return JoinKind.None;
        var ipv4 = Agreement(a.LocalAddress, b.RemoteAddress, a.RemoteAddress, b.LocalAddress);
        var ipv6 = Agreement(a.LocalIpv6Address, b.RemoteIpv6Address, a.RemoteIpv6Address, b.LocalIpv6Address);
        var identifiers = Agreement(Known(a.LocalIdentifier), Known(b.RemoteIdentifier), Known(a.RemoteIdentifier),
            Known(b.LocalIdentifier));
        // Unnumbered parallel links share the addresses of their nodes: then the identifiers must not clash either.
        if (ipv4 == false || ipv6 == false || identifiers == false)
            return JoinKind.None;
        return ipv4 == true || ipv6 == true ? JoinKind.Addresses : identifiers == true ? JoinKind.Identifiers : JoinKind.NodePair;
    }

    /// <summary>True when what both know agrees, false when it clashes, null when they know nothing of each other.</summary>
    private static bool? Agreement<T>(T? local, T? asSeen, T? remote, T? asItIs) where T : struct, IEquatable<T>
    {
        var here = local is { } l && asSeen is { } s ? l.Equals(s) : (bool?)null;
        var there = remote is { } r && asItIs is { } i ? r.Equals(i) : (bool?)null;
        return here == false || there == false ? false : here ?? there;
    }

    private static uint? Known(uint identifier) => identifier == 0 ? null : identifier;

    private static void JoinBest(List<HalfLink> forth, List<HalfLink> back, JoinKind wanted)
    {
        forth.RemoveAll(static l => l.Mate is not null);
        back.RemoveAll(static l => l.Mate is not null);
        foreach (var link in forth)
        {
            // Links of a node to itself stand in both lists.
            var mate = link.Mate is not null ? null
                : back.Find(other => other.Mate is null && !ReferenceEquals(other, link) && Fit(link.Key, other.Key) == wanted);
            if (mate is not null)
                Bind(link, mate, wanted);
        }
    }

    private static void JoinInOrder(List<HalfLink> forth, List<HalfLink> back)
    {
        forth.RemoveAll(static l => l.Mate is not null);
        back.RemoveAll(static l => l.Mate is not null);
        for (var i = 0; i < Math.Min(forth.Count, back.Count); i++)
        {
            if (!ReferenceEquals(forth[i], back[i]) && forth[i].Mate is null && back[i].Mate is null)
                Bind(forth[i], back[i], Fit(forth[i].Key, back[i].Key));
        }
    }

    private static void JoinByTable(List<HalfLink> forth, List<HalfLink> back)
    {
        var byEnds = new Dictionary<LinkKey, HalfLink>(back.Count);
        foreach (var link in back)
            byEnds.TryAdd(link.Key, link);
        foreach (var link in forth)
        {
            var mirrored = link.Key.Mirrored();
            if (link.Mate is null && byEnds.TryGetValue(mirrored, out var mate) && mate.Mate is null && !ReferenceEquals(mate, link)
                && Fit(link.Key, mate.Key) is not (JoinKind.None or JoinKind.NodePair) and var kind)
                Bind(link, mate, kind);
        }
    }

    private static void Bind(HalfLink one, HalfLink other, JoinKind kind)
    {
        if (kind == JoinKind.None)
            return;
        (one.Mate, one.Join) = (other, kind);
        (other.Mate, other.Join) = (one, kind);
    }

    private static void Reset(List<HalfLink> links)
    {
        foreach (var link in links)
            (link.Mate, link.Join, link.IsDuplicate) = (null, JoinKind.None, false);
    }

    /// <summary>
    /// Two speakers may name a router differently (with and without its AS); the half-link that both announce is one link.
    /// </summary>
    private static void SetDuplicatesApart(List<HalfLink> links)
    {
        links.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        var seen = new HashSet<(LinkStateProtocol, ulong, uint, ushort, IpAddress, IpAddress, uint, uint)>();
        foreach (var link in links)
        {
            var k = link.Key;
            link.IsDuplicate = (k.LocalAddress ?? k.LocalIpv6Address) is { } local && (k.RemoteAddress ?? k.RemoteIpv6Address) is { } remote
                && !seen.Add((k.Local.Protocol, k.Local.Instance, k.Local.Area, k.MultiTopologyId, local, remote, k.LocalIdentifier,
                    k.RemoteIdentifier));
        }
        links.RemoveAll(static l => l.IsDuplicate);
    }
}
