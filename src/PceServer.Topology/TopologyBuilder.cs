namespace PceServer.Topology;

/// <summary>
/// Keeps what the feeds say, merged by source and priority, in a graph, and makes snapshots of it. One writer calls <see cref="Apply"/> and
/// <see cref="Flush"/>; anyone may read <see cref="Current"/>. A snapshot shares with its predecessor all that did not change: after a
/// change of attributes only the touched columns are copied, after a link came or went the nodes and prefixes stay, and only when
/// identities of nodes change is everything numbered anew. Numbers depend on what is announced, not on the order in which it was.
/// </summary>
public sealed class TopologyBuilder
{
    private readonly AnnouncedTopology _announced = new();
    private List<Router> _routers = [];
    private TopologySnapshot _current = TopologySnapshot.Empty;

    /// <summary>Links of fewer than one router in so many are replaced within the arrays; of more, the arrays are made anew.</summary>
    internal int FewInAll { get; init; } = 8;

    /// <summary>The newest snapshot, published by one volatile write.</summary>
    public TopologySnapshot Current => Volatile.Read(ref _current);

    /// <summary>Records a change; readers see it after the next <see cref="Flush"/>.</summary>
    public void Apply(TopologyChange change) => _announced.Apply(change);

    /// <summary>Publishes a new snapshot when anything changed since the last one; returns the newest.</summary>
    public TopologySnapshot Flush()
    {
        var notes = _announced.Notes;
        if (notes.IsEmpty)
            return Current;
        var next = notes.Identities ? Anew() : Patched();
        notes.Clear();
        Volatile.Write(ref _current, next);
        return next;
    }

    private TopologySnapshot Anew()
    {
        _announced.DropUnused();
        _routers = RouterGrouping.Of(_announced.Nodes);
        LinkTableAssembly.JoinAll(_routers, _announced.Graph);
        var prefixes = PrefixTableAssembly.Build(_announced.Prefixes, _routers);
        var nodes = NodeTableAssembly.Build(_routers, prefixes);
        var (links, columns) = Links(nodes);
        return Snapshot(nodes, links, columns, prefixes);
    }

    private TopologySnapshot Patched()
    {
        var (notes, old) = (_announced.Notes, Current);
        var changedNodes = notes.Nodes.Select(static n => n.Router!).Where(static r => r.IsKnown).ToHashSet();
        var prefixes = notes.Prefixes.Count > 0 ? PrefixTableAssembly.Patch(old.PrefixTable, notes.Prefixes, changedNodes)
            : old.PrefixTable;
        // A node without a router id is known by the address of its node SID.
        changedNodes.UnionWith(notes.Prefixes.Select(static p => p.Node.Router!).Where(static r => r.IsKnown));
        var nodes = changedNodes.Count > 0 ? NodeTableAssembly.Patch(old.NodeTable, changedNodes, prefixes) : old.NodeTable;
        var (links, columns) = (old.LinkTable, old.Columns);
        if (notes.Pairs.Count > 0)
            (links, columns) = Rejoined(old, nodes);
        else if (notes.Links.Any(static l => l.Offset < 0))
            links = links with { Unusable = LinkTableAssembly.Unusable(_routers) };
        return Snapshot(nodes, links, Recolumned(links, columns), prefixes);
    }

    private (LinkTable, LinkColumns) Rejoined(TopologySnapshot old, NodeTable nodes)
    {
        var touched = new HashSet<Router>();
        foreach (var (one, other) in _announced.Notes.Pairs)
        {
            LinkTableAssembly.Rejoin(one, other, _announced.Graph);
            touched.Add(one);
            touched.Add(other);
        }
        foreach (var router in touched)
            LinkTableAssembly.Arrange(router, _announced.Graph);
        return touched.Count * FewInAll < _routers.Count ? LinkTablePatch.Of(old.LinkTable, old.Columns, _routers, touched) : Links(nodes);
    }

    private (LinkTable, LinkColumns) Links(NodeTable nodes)
    {
        var links = LinkTableAssembly.Build(_routers, nodes.Nodes.Length);
        return (links, new LinkColumns(links, nodes.IsPseudonode, LinkTableAssembly.Attributes(_routers, links.Keys.Length)));
    }

    /// <summary>Takes up other attributes of links that stay.</summary>
    private LinkColumns Recolumned(LinkTable links, LinkColumns columns)
    {
        var changed = _announced.Notes.Links.Where(static l => l.Offset >= 0 && l.Attributes is not null).ToArray();
        if (changed.Length == 0)
            return columns;
        var attributes = columns.Attributes.AsSpan().ToArray();
        var edges = Array.ConvertAll(changed, l => l.EdgeIn(links));
        var aspects = LinkAspects.None;
        for (var i = 0; i < changed.Length; i++)
        {
            aspects |= attributes[edges[i]].DifferencesFrom(changed[i].Attributes!);
            attributes[edges[i]] = changed[i].Attributes!;
        }
        return aspects == LinkAspects.None ? columns : columns.With(attributes, edges, aspects);
    }

    private TopologySnapshot Snapshot(NodeTable nodes, LinkTable links, LinkColumns columns, PrefixTable prefixes) => new TopologySnapshot
    {
        Version = Current.Version + 1,
        NodeTable = nodes,
        LinkTable = links,
        Columns = columns,
        PrefixTable = prefixes,
        Srv6SidTable = _announced.Notes.Srv6Sids || _announced.Notes.Identities ? _announced.Srv6Sids.Sorted(nodes) : Current.Srv6SidTable,
        Provenance = _announced.Notes.Provenance ? Provenance.Of(_announced) : Current.Provenance,
    }.Succeeding(Current);
}
