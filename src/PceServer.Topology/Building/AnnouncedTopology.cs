using QuikGraph;

namespace PceServer.Topology;

/// <summary>
/// Everything that the sources say, by key, and the graph of it: identities of nodes as vertices, announced half-links as edges.
/// </summary>
internal sealed class AnnouncedTopology
{
    private readonly Dictionary<string, SourceEntry> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<NodeKey, NodeEntry> _nodes = [];
    private readonly Dictionary<LinkKey, HalfLink> _links = [];
    private readonly Dictionary<PrefixKey, PrefixEntry> _prefixes = [];
    private readonly AnnouncedSrv6Sids _srv6Sids;
    private bool _isSweeping;

    public AnnouncedTopology() => _srv6Sids = new AnnouncedSrv6Sids(Notes);

    public AdjacencyGraph<NodeEntry, HalfLink> Graph { get; private set; } = new(allowParallelEdges: true);

    public ChangeNotes Notes { get; } = new();

    public IReadOnlyCollection<NodeEntry> Nodes => _nodes.Values;

    public IReadOnlyCollection<HalfLink> Links => _links.Values;

    public IReadOnlyCollection<PrefixEntry> Prefixes => _prefixes.Values;

    public AnnouncedSrv6Sids Srv6Sids => _srv6Sids;

    public IEnumerable<SourceEntry> Sources => _sources.Values;

    public void Apply(TopologyChange change)
    {
        var source = SourceOf(change.Source);
        Notes.Provenance |= source.IsStale;
        switch (change)
        {
            case LinkChange c:
                Say(c, source);
                break;
            case PrefixChange c:
                Say(c, source);
                break;
            case NodeChange c:
                Say(c, source);
                break;
            case Srv6SidChange c:
                _srv6Sids.Say(c, source);
                break;
            case SourceGone:
                Sweep(source, new Sweeping(e => e.Say(source, null), e => e.Say(source, null), e => e.Say(source, null)));
                _srv6Sids.Do(_srv6Sids.SaidBy(source), e => e.Say(source, null));
                source.IsStale = false;
                break;
            case SourceStale:
                (source.Generation, source.IsStale, Notes.Provenance) = (source.Generation + 1, true, true);
                break;
            case SourceRefreshed:
                Sweep(source, new Sweeping(e => e.ForgetStale(source), e => e.ForgetStale(source), e => e.ForgetStale(source)));
                _srv6Sids.Do(_srv6Sids.SaidBy(source), e => e.ForgetStale(source));
                (source.IsStale, Notes.Provenance) = (false, true);
                break;
            case SourcePolicy c:
                Weigh(source, c);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change));
        }
    }

    /// <summary>Forgets identities that nobody announces and nothing names any more.</summary>
    public void DropUnused()
    {
        var unused = _nodes.Values.Where(static n => n.IsEmpty && n.References == 0).ToList();
        if (unused.Count == 0)
            return;
        foreach (var node in unused)
            _nodes.Remove(node.Key);
        MakeGraph();
    }

    /// <summary>QuikGraph looks through every edge to remove a vertex, and through those of a node to remove one of them; this looks once.</summary>
    private void MakeGraph()
    {
        Graph = new AdjacencyGraph<NodeEntry, HalfLink>(allowParallelEdges: true, _nodes.Count);
        Graph.AddVertexRange(_nodes.Values);
        Graph.AddEdgeRange(_links.Values.Where(static l => l.Attributes is not null));
    }

    private void Say(NodeChange change, SourceEntry source)
    {
        if (change.Attributes is null && !_nodes.ContainsKey(change.Key))
            return;
        var entry = NodeOf(change.Key);
        var (before, wasConflicting, wasEmpty) = (entry.Attributes, entry.IsConflicting, entry.IsEmpty);
        entry.Say(source, change.Attributes);
        Note(entry, before, wasConflicting);
        Notes.Identities |= wasEmpty != entry.IsEmpty;
    }

    private void Say(LinkChange change, SourceEntry source)
    {
        if (!_links.TryGetValue(change.Key, out var entry))
        {
            if (change.Attributes is null)
                return;
            var (local, remote) = (NodeOf(change.Key.Local), NodeOf(change.Key.Remote));
            // One instance of each node key, however many links name it.
            var key = ReferenceEquals(local.Key, change.Key.Local) && ReferenceEquals(remote.Key, change.Key.Remote)
                ? change.Key : change.Key with { Local = local.Key, Remote = remote.Key };
            _links.Add(key, entry = new HalfLink(key, local, remote));
            local.References++;
            remote.References++;
        }
        var (before, wasConflicting) = (entry.Attributes, entry.IsConflicting);
        entry.Say(source, change.Attributes);
        Note(entry, before, wasConflicting);
    }

    private void Say(PrefixChange change, SourceEntry source)
    {
        if (!_prefixes.TryGetValue(change.Key, out var entry))
        {
            if (change.Attributes is null)
                return;
            var node = NodeOf(change.Key.Node);
            var key = ReferenceEquals(node.Key, change.Key.Node) ? change.Key : change.Key with { Node = node.Key };
            _prefixes.Add(key, entry = new PrefixEntry(key, node));
            node.References++;
        }
        var (before, wasConflicting) = (entry.Attributes, entry.IsConflicting);
        entry.Say(source, change.Attributes);
        Note(entry, before, wasConflicting);
    }

    private void Note(NodeEntry node, NodeAttributes? before, bool wasConflicting)
    {
        var after = node.Attributes;
        Notes.Provenance |= wasConflicting != node.IsConflicting;
        if (ReferenceEquals(before, after))
            return;
        // Router ids decide which identities are one router.
        if (before is null || after is null || !before.RouterIds.AsSpan().SequenceEqual(after.RouterIds.AsSpan()))
            Notes.Identities = true;
        else
            Notes.Nodes.Add(node);
    }

    private void Note(HalfLink link, LinkAttributes? before, bool wasConflicting)
    {
        var after = link.Attributes;
        Notes.Provenance |= wasConflicting != link.IsConflicting;
        if (before is null && after is not null)
            Add(link);
        else if (before is not null && after is null)
            Remove(link);
        if (link.IsEmpty)
            Forget(link);
        if (before is null != after is null)
            NotePair(link);
        else if (!ReferenceEquals(before, after) && !Notes.Identities)
            Notes.Links.Add(link);
    }

    private void Note(PrefixEntry prefix, PrefixAttributes? before, bool wasConflicting)
    {
        Notes.Provenance |= wasConflicting != prefix.IsConflicting;
        if (prefix.IsEmpty && _prefixes.Remove(prefix.Key))
            prefix.Node.References--;
        Name(prefix.Node, prefix.Attributes is null ? 0 : 1, before is null ? 0 : 1);
        if (!ReferenceEquals(before, prefix.Attributes) && !Notes.Identities)
            Notes.Prefixes.Add(prefix);
    }

    private void NotePair(HalfLink link)
    {
        if (!Notes.Identities && link.Source.Router is { } one && link.Target.Router is { } other)
            Notes.Pairs.Add(one.Place <= other.Place ? (one, other) : (other, one));
    }

    private void Forget(HalfLink link)
    {
        if (!_links.Remove(link.Key))
            return;
        link.Source.References--;
        link.Target.References--;
    }

    private void Add(HalfLink link)
    {
        if (!_isSweeping)
            Graph.AddEdge(link);
        Notes.Identities |= link.IsPeering && link.Source.Originations == 0;
        link.Source.Originations++;
        Name(link.Source, 1, 0);
        Name(link.Target, 1, 0);
    }

    private void Remove(HalfLink link)
    {
        if (!_isSweeping)
            Graph.RemoveEdge(link);
        link.Source.Originations--;
        Notes.Identities |= link.IsPeering && link.Source.Originations == 0;
        Name(link.Source, 0, 1);
        Name(link.Target, 0, 1);
    }

    /// <summary>An identity that nobody announces is there as long as something announced names it.</summary>
    private void Name(NodeEntry node, int now, int before)
    {
        var wasNamed = node.IsNamed;
        node.Announcements += now - before;
        Notes.Identities |= wasNamed != node.IsNamed;
    }

    private NodeEntry NodeOf(NodeKey key)
    {
        if (!_nodes.TryGetValue(key, out var node))
        {
            _nodes.Add(key, node = new NodeEntry(key));
            Graph.AddVertex(node);
            Notes.Identities = true;
        }
        return node;
    }

    private SourceEntry SourceOf(string name)
    {
        if (!_sources.TryGetValue(name, out var source))
            _sources.Add(name, source = new SourceEntry(name));
        return source;
    }

    private void Weigh(SourceEntry source, SourcePolicy policy)
    {
        if (source.Priority == policy.Priority && source.IsSupplement == policy.IsSupplement)
            return;
        var srv6Sids = _srv6Sids.SaidBy(source);
        Sweep(source, new Sweeping(static e => e.Remerge(), static e => e.Remerge(), static e => e.Remerge()), () =>
            (source.Priority, source.IsSupplement) = (policy.Priority, policy.IsSupplement));
        _srv6Sids.Do(srv6Sids, static e => e.Remerge());
    }

    /// <summary>Does something to every entry of which the source said something.</summary>
    private void Sweep(SourceEntry source, Sweeping sweeping, Action? between = null)
    {
        var nodes = _nodes.Values.Where(e => e.IsSaidBy(source)).Select(static e => (e, e.Attributes, e.IsConflicting)).ToList();
        var links = _links.Values.Where(e => e.IsSaidBy(source)).Select(static e => (e, e.Attributes, e.IsConflicting)).ToList();
        var prefixes = _prefixes.Values.Where(e => e.IsSaidBy(source)).Select(static e => (e, e.Attributes, e.IsConflicting)).ToList();
        between?.Invoke();
        // A lost session takes nearly everything along: then the graph is made again rather than emptied edge by edge.
        _isSweeping = links.Count * 8 > Graph.EdgeCount;
        foreach (var (node, before, wasConflicting) in nodes)
        {
            sweeping.Node(node);
            Note(node, before, wasConflicting);
        }
        foreach (var (link, before, wasConflicting) in links)
        {
            sweeping.Link(link);
            Note(link, before, wasConflicting);
        }
        foreach (var (prefix, before, wasConflicting) in prefixes)
        {
            sweeping.Prefix(prefix);
            Note(prefix, before, wasConflicting);
        }
        if (_isSweeping)
            MakeGraph();
        _isSweeping = false;
    }

    private sealed record Sweeping(Action<NodeEntry> Node, Action<HalfLink> Link, Action<PrefixEntry> Prefix);
}
