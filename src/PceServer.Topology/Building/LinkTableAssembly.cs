using QuikGraph;

namespace PceServer.Topology;

/// <summary>Joins half-links in the builder's graph and lays the usable ones out in arrays.</summary>
internal static class LinkTableAssembly
{
    /// <summary>Joins the half-links of every pair of routers.</summary>
    public static void JoinAll(IReadOnlyList<Router> routers, AdjacencyGraph<NodeEntry, HalfLink> graph)
    {
        // Sorted by pair, so that the cost does not grow with the square of a hub's links.
        var links = graph.Edges.ToArray();
        var pairs = Array.ConvertAll(links, PairOf);
        Array.Sort(pairs, links);
        var (forth, back) = (new List<HalfLink>(), new List<HalfLink>());
        for (int first = 0, end; first < links.Length; first = end)
        {
            forth.Clear();
            back.Clear();
            for (end = first; end < links.Length && pairs[end] == pairs[first]; end++)
                (links[end].Source.Router!.Place <= links[end].Target.Router!.Place ? forth : back).Add(links[end]);
            LinkJoiner.Join(forth, IsLoop(pairs[first]) ? [.. forth] : back);
        }
        foreach (var router in routers)
            Arrange(router, graph);
    }

    /// <summary>Joins the half-links of two routers again, after one came, went or changed its ends.</summary>
    public static void Rejoin(Router one, Router other, AdjacencyGraph<NodeEntry, HalfLink> graph) =>
        LinkJoiner.Join(Between(one, other, graph), Between(other, one, graph));

    /// <summary>Sorts out which links of a router are edges; their order does not depend on the order in which they came.</summary>
    public static void Arrange(Router router, AdjacencyGraph<NodeEntry, HalfLink> graph)
    {
        var links = LinksOf(router, graph).ToArray();
        router.Edges = Array.FindAll(links, static l => l.IsUsable);
        router.Unusable = router.Edges.Length == links.Length ? [] : Array.FindAll(links, static l => !l.IsUsable);
        Array.Sort(router.Edges, static (a, b) =>
            a.Target.Router!.Index.CompareTo(b.Target.Router!.Index) is not 0 and var order ? order : a.Key.CompareTo(b.Key));
        for (var i = 0; i < router.Edges.Length; i++)
            router.Edges[i].Offset = i;
        foreach (var link in router.Unusable)
            link.Offset = -1;
    }

    /// <summary>The table of all edges.</summary>
    public static LinkTable Build(IReadOnlyList<Router> routers, int nodes)
    {
        var count = routers.Sum(static r => r.Edges.Length);
        var table = new LinkTable
        {
            OutStart = new int[nodes + 1],
            From = new int[count],
            To = new int[count],
            Reverse = new int[count],
            Domain = new ushort[count],
            Keys = new LinkKey[count],
            Unusable = Unusable(routers),
        };
        foreach (var router in routers.Where(static r => r.IsKnown))
            table.OutStart[router.Index + 1] = table.OutStart[router.Index] + router.Edges.Length;
        var domains = new DomainNumbers([]);
        var pairs = new List<int>();
        foreach (var router in routers.Where(static r => r.IsKnown))
            Lay(table, router, domains, pairs);
        return table with { Domains = [.. domains.Domains], JoinedByPair = [.. pairs] };
    }

    public static LinkAttributes[] Attributes(IReadOnlyList<Router> routers, int count)
    {
        var attributes = new LinkAttributes[count];
        var e = 0;
        foreach (var router in routers.Where(static r => r.IsKnown))
        {
            foreach (var link in router.Edges)
                attributes[e++] = link.Attributes!;
        }
        return attributes;
    }

    public static UnusableLink[] Unusable(IReadOnlyList<Router> routers) =>
        [.. routers.SelectMany(static r => r.Unusable).Select(Explained)];

    /// <summary>Writes the edges of a router into a table whose starts are known.</summary>
    public static void Lay(LinkTable table, Router router, DomainNumbers domains, List<int> pairs)
    {
        var e = table.OutStart[router.Index];
        foreach (var link in router.Edges)
        {
            table.From[e] = router.Index;
            table.To[e] = link.Target.Router!.Index;
            table.Reverse[e] = link.Mate?.EdgeIn(table) ?? -1;
            table.Domain[e] = domains.Of(link.Key);
            table.Keys[e] = link.Key;
            if (link.Join == JoinKind.NodePair && !router.IsPseudonode && !link.Target.Router.IsPseudonode)
                pairs.Add(e);
            e++;
        }
    }

    private static UnusableLink Explained(HalfLink link) => new(link.Key, link.Attributes!,
        link.IsDuplicate ? UnusableReason.Duplicate
        : link.Source.Router is { IsKnown: true } && link.Target.Router is { IsKnown: true } ? UnusableReason.OneWay
        : UnusableReason.UnknownNode);

    private static ulong PairOf(HalfLink link)
    {
        var (one, other) = ((uint)link.Source.Router!.Place, (uint)link.Target.Router!.Place);
        return one <= other ? ((ulong)one << 32) | other : ((ulong)other << 32) | one;
    }

    private static bool IsLoop(ulong pair) => (uint)pair == pair >> 32;

    private static IEnumerable<HalfLink> LinksOf(Router router, AdjacencyGraph<NodeEntry, HalfLink> graph) =>
        router.Identities.Count == 1 ? graph.OutEdges(router.Identities[0]) : router.Identities.SelectMany(graph.OutEdges);

    private static List<HalfLink> Between(Router from, Router to, AdjacencyGraph<NodeEntry, HalfLink> graph)
    {
        var links = new List<HalfLink>(1);
        foreach (var link in LinksOf(from, graph))
        {
            if (ReferenceEquals(link.Target.Router, to))
                links.Add(link);
        }
        return links;
    }
}
