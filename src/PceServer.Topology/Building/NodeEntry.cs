namespace PceServer.Topology;

/// <summary>One identity of a router, as a vertex of the builder's graph; announced, or only named by links and prefixes.</summary>
internal sealed class NodeEntry(NodeKey key) : Announced<NodeAttributes>
{
    public NodeKey Key => key;

    /// <summary>The router that this is an identity of; null until the identities are sorted out at the next flush.</summary>
    public Router? Router { get; set; }

    /// <summary>Half-links and prefixes that name this identity, announced or only supplemented.</summary>
    public int References { get; set; }

    /// <summary>Those of them that are announced.</summary>
    public int Announcements { get; set; }

    /// <summary>Announced half-links that it is the local end of.</summary>
    public int Originations { get; set; }

    /// <summary>Something that was announced speaks of it.</summary>
    public bool IsNamed => Attributes is not null || Announcements > 0;

    /// <summary>BGP peers are known by their peering links alone (RFC 9086 §4).</summary>
    public bool IsKnown => Attributes is not null || (key.Protocol == LinkStateProtocol.Bgp && Announcements > 0);

    protected override NodeAttributes Merge(NodeAttributes upper, NodeAttributes lower) => upper.Over(lower);
}
