using QuikGraph;

namespace PceServer.Topology;

/// <summary>
/// Keeps what the feeds say and makes snapshots of it. One writer calls <see cref="Apply"/> and <see cref="Flush"/>; anyone may read <see cref="Current"/>.
/// </summary>
public sealed class TopologyBuilder
{
    private readonly Dictionary<NodeKey, (string Source, NodeAttributes Attributes)> _nodes = [];
    private readonly Dictionary<LinkKey, (string Source, LinkAttributes Attributes)> _links = [];
    private readonly Dictionary<PrefixKey, (string Source, PrefixAttributes Attributes)> _prefixes = [];
    private TopologySnapshot _current = TopologySnapshot.Empty;
    private bool _dirty;

    /// <summary>The newest snapshot, published by one volatile write.</summary>
    public TopologySnapshot Current => Volatile.Read(ref _current);

    /// <summary>Records a change; readers see it after the next <see cref="Flush"/>.</summary>
    public void Apply(TopologyChange change)
    {
        _dirty |= change switch
        {
            NodeChange c => Set(_nodes, c.Key, c.Source, c.Attributes),
            LinkChange c => Set(_links, c.Key, c.Source, c.Attributes),
            PrefixChange c => Set(_prefixes, c.Key, c.Source, c.Attributes),
            SourceGone c => Drop(_nodes, c.Source) | Drop(_links, c.Source) | Drop(_prefixes, c.Source),
            SourcePolicy or SourceStale or SourceRefreshed => false,
            _ => throw new ArgumentOutOfRangeException(nameof(change)),
        };
    }

    /// <summary>Publishes a new snapshot when anything changed since the last one; returns the newest.</summary>
    public TopologySnapshot Flush()
    {
        if (!_dirty)
            return Current;
        _dirty = false;
        var next = SnapshotAssembler.Assemble(
            Current.Version + 1, BuildGraph(), key => _nodes[key].Attributes, _prefixes.Select(p => (p.Key, p.Value.Attributes)));
        Volatile.Write(ref _current, next);
        return next;
    }

    private BidirectionalGraph<NodeKey, TopologyEdge> BuildGraph()
    {
        var graph = new BidirectionalGraph<NodeKey, TopologyEdge>(allowParallelEdges: true);
        graph.AddVertexRange(_nodes.Keys);
        foreach (var (key, (_, attributes)) in _links)
        {
            if (_nodes.ContainsKey(key.Local) && _nodes.ContainsKey(key.Remote))
                graph.AddEdge(new TopologyEdge(key, attributes));
        }
        return graph;
    }

    private static bool Set<TKey, TValue>(Dictionary<TKey, (string, TValue)> table, TKey key, string source, TValue? value)
        where TKey : notnull where TValue : class
    {
        if (value is null)
            return table.Remove(key);
        table[key] = (source, value);
        return true;
    }

    private static bool Drop<TKey, TValue>(Dictionary<TKey, (string Source, TValue)> table, string source) where TKey : notnull
    {
        var gone = table.Where(e => e.Value.Source == source).Select(e => e.Key).ToList();
        gone.ForEach(key => table.Remove(key));
        return gone.Count > 0;
    }
}

/// <summary>A half-link in the builder's graph.</summary>
public sealed record TopologyEdge(LinkKey Key, LinkAttributes Attributes) : IEdge<NodeKey>
{
    public NodeKey Source => Key.Local;

    public NodeKey Target => Key.Remote;
}
