namespace PceServer.Topology;

/// <summary>
/// Recognises one router in several identities: the same IGP router id in other levels and areas of one instance, or a shared router id (TE
/// router id, OSPF router id, BGP identifier) across protocols, instances and ASes. Depends on the identities alone, not on the order in
/// which they became known.
/// </summary>
internal sealed class RouterGrouping
{
    private readonly Dictionary<(IgpRouterId, ulong Instance), List<Router>> _byIgpId = [];
    private readonly Dictionary<IpAddress, List<Router>> _byAddress = [];
    private readonly List<Router> _routers = [];

    /// <summary>The routers of all identities; those that are known nodes come first and are numbered.</summary>
    public static List<Router> Of(IReadOnlyCollection<NodeEntry> identities)
    {
        foreach (var identity in identities)
            identity.Router = null;
        var sorted = identities.Where(static i => i.IsNamed).ToArray();
        Array.Sort(sorted, static (a, b) => Rank(a).CompareTo(Rank(b)) is not 0 and var order ? order : a.Key.CompareTo(b.Key));
        var grouping = new RouterGrouping();
        foreach (var identity in sorted)
            grouping.Place(identity);
        grouping.Number();
        return grouping._routers;
    }

    /// <summary>
    /// Routers that speak for themselves are recognised first: a BGP peer of another AS may have the identifier of one of ours, whose AS its
    /// IGP does not tell.
    /// </summary>
    private static int Rank(NodeEntry identity) => identity.Attributes is not null ? 0
        : identity.Key.Protocol == LinkStateProtocol.Bgp && identity.Originations > 0 ? 1 : 2;

    private void Place(NodeEntry identity)
    {
        var key = identity.Key;
        if (key.RouterId.IsPseudonode)
        {
            Found(identity);
            return;
        }
        var igpId = (key.RouterId, key.Instance);
        var router = key.RouterId.Octets == 0 ? null : Admitting(_byIgpId.GetValueOrDefault(igpId), key);
        foreach (var address in Addresses(identity))
            router ??= Admitting(_byAddress.GetValueOrDefault(address), key);
        if (router is null)
            router = Found(identity);
        else
            router.Add(identity);
        if (key.RouterId.Octets != 0)
            Note(_byIgpId, igpId, router);
        foreach (var address in Addresses(identity))
            Note(_byAddress, address, router);
    }

    private Router Found(NodeEntry identity)
    {
        var router = new Router();
        router.Add(identity);
        _routers.Add(router);
        return router;
    }

    private void Number()
    {
        var next = 0;
        for (var place = 0; place < _routers.Count; place++)
            _routers[place].Place = place;
        foreach (var router in _routers)
            router.Index = router.Identities.Any(i => i.IsKnown) ? next++ : -1;
    }

    private static IEnumerable<IpAddress> Addresses(NodeEntry identity)
    {
        foreach (var address in identity.Attributes?.RouterIds ?? [])
            yield return address;
        if (identity.Key.RouterId.Octets == 4)
            yield return IpAddress.V4((uint)identity.Key.RouterId.Value);
        if (identity.Key.BgpRouterId != 0)
            yield return IpAddress.V4(identity.Key.BgpRouterId);
    }

    private static Router? Admitting(List<Router>? candidates, NodeKey key) => candidates?.Find(r => r.Admits(key));

    private static void Note<TKey>(Dictionary<TKey, List<Router>> index, TKey key, Router router) where TKey : notnull
    {
        if (!index.TryGetValue(key, out var routers))
            index.Add(key, routers = new List<Router>(1));
        if (!routers.Contains(router))
            routers.Add(router);
    }
}
