using QuikGraph;

namespace PceServer.Topology;

/// <summary>By what a half-link found its other half.</summary>
internal enum JoinKind : byte
{
    None, Addresses, Identifiers, NodePair,
}

/// <summary>A link as one end announces it: an edge of the builder's graph.</summary>
internal sealed class HalfLink(LinkKey key, NodeEntry source, NodeEntry target) : Announced<LinkAttributes>, IEdge<NodeEntry>
{
    public LinkKey Key => key;

    public NodeEntry Source => source;

    public NodeEntry Target => target;

    public HalfLink? Mate { get; set; }

    public JoinKind Join { get; set; }

    /// <summary>The same half-link under another identity of its router is in the snapshot already.</summary>
    public bool IsDuplicate { get; set; }

    /// <summary>
    /// Place among the edges of its router; -1 when it is no edge. Counted by router, so that it stays when other routers' links come and
    /// go.
    /// </summary>
    public int Offset { get; set; } = -1;

    /// <summary>An EPE link needs no other half (RFC 9086 §4).</summary>
    public bool IsPeering => key.Local.Protocol == LinkStateProtocol.Bgp;

    public bool IsUsable => !IsDuplicate && (Mate is not null || IsPeering) && source.Router is { IsKnown: true }
        && target.Router is { IsKnown: true };

    /// <summary>Number in a table in which it is an edge.</summary>
    public int EdgeIn(LinkTable table) => table.OutStart[source.Router!.Index] + Offset;

    protected override LinkAttributes Merge(LinkAttributes upper, LinkAttributes lower) => upper.Over(lower);
}
