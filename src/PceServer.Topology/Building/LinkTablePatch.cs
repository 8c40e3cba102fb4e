namespace PceServer.Topology;

/// <summary>Makes the table and columns of links after the links of a few routers changed, from those before.</summary>
internal static class LinkTablePatch
{
    public static (LinkTable, LinkColumns) Of(
        LinkTable old, LinkColumns columns, IReadOnlyList<Router> routers, IEnumerable<Router> touched)
    {
        var changed = touched.Where(static r => r.IsKnown).OrderBy(static r => r.Index).ToArray();
        var splice = new LinkSplice(old.OutStart, Array.ConvertAll(changed, static r => r.Index),
            Array.ConvertAll(changed, static r => r.Edges.Length));
        var table = new LinkTable
        {
            OutStart = splice.Start,
            From = splice.Spread(old.From),
            To = splice.Spread(old.To),
            Reverse = splice.Spread(old.Reverse),
            Domain = splice.Spread(old.Domain),
            Keys = splice.Spread(old.Keys),
            Unusable = LinkTableAssembly.Unusable(routers),
        };
        MoveReverses(table, splice);
        var domains = new DomainNumbers(old.Domains);
        var pairs = KeptPairs(old, splice);
        foreach (var router in changed)
            LayBothWays(table, router, domains, pairs);
        pairs.Sort();
        table = table with
        {
            Domains = domains.Domains.Count == old.Domains.Length ? old.Domains : [.. domains.Domains],
            JoinedByPair = [.. pairs],
        };
        return (table, columns.Spliced(table, splice, Attributes(columns, splice, changed)));
    }

    /// <summary>The reverse of an edge is one of its far node's: it moved as far as these did.</summary>
    private static void MoveReverses(LinkTable table, LinkSplice splice)
    {
        for (var e = 0; e < table.Reverse.Length; e++)
        {
            if (table.Keys[e] is not null && table.Reverse[e] >= 0)
                table.Reverse[e] = splice.Moved(table.Reverse[e], table.To[e]);
        }
    }

    private static void LayBothWays(LinkTable table, Router router, DomainNumbers domains, List<int> pairs)
    {
        LinkTableAssembly.Lay(table, router, domains, pairs);
        // Links toward this router stay where they are, but their reverse may have another place in it.
        foreach (var link in router.Edges)
        {
            if (link.Mate is { } mate)
                table.Reverse[mate.EdgeIn(table)] = link.EdgeIn(table);
        }
    }

    private static List<int> KeptPairs(LinkTable old, LinkSplice splice)
    {
        var replaced = splice.Nodes.ToArray().ToHashSet();
        return [.. old.JoinedByPair.Where(e => !replaced.Contains(old.From[e])).Select(e => splice.Moved(e, old.From[e]))];
    }

    private static LinkAttributes[] Attributes(LinkColumns columns, LinkSplice splice, Router[] changed)
    {
        var attributes = splice.Spread(columns.Attributes);
        foreach (var router in changed)
        {
            for (var i = 0; i < router.Edges.Length; i++)
                attributes[splice.Start[router.Index] + i] = router.Edges[i].Attributes!;
        }
        return attributes;
    }
}
