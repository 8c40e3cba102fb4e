using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>A node of a snapshot: one router, however many protocols and levels announce it.</summary>
/// <param name="Keys">Every identity under which it was announced; the first is its principal one.</param>
/// <param name="Attributes">Merged over the identities, the principal one first.</param>
public sealed record Node(NodeIndex Index, ImmutableArray<NodeKey> Keys, NodeAttributes Attributes)
{
    public NodeKey Key => Keys[0];

    /// <summary>Those of the identities that were announced as nodes; the others are only named by links.</summary>
    public ImmutableArray<NodeKey> AnnouncedKeys { get; init; } = Keys;

    /// <summary>What each identity says for itself, in the order of <see cref="Keys"/>; null where it is only named.</summary>
    internal ImmutableArray<NodeAttributes?> AttributesByKey { get; init; } = [];

    public bool IsPseudonode => Key.RouterId.IsPseudonode;

    /// <summary>
    /// Where the node is reached: its TE router id, or the host prefix that carries its node SID; null when neither is known.
    /// </summary>
    public IpAddress? RouterId { get; init; }

    /// <summary>What to call it: name, else router id, else IGP id.</summary>
    public string DisplayName => Attributes.Name ?? RouterId?.ToString() ?? Key.ToString();

    public override string ToString() => DisplayName;
}

/// <summary>A directed link of a snapshot. Its metrics stand in the snapshot's columns as well, for those who need them fast.</summary>
/// <param name="Reverse">The other half; null only for one-way links (BGP EPE).</param>
public sealed record Link(EdgeIndex Index, NodeIndex From, NodeIndex To, LinkKey Key, LinkAttributes Attributes, EdgeIndex? Reverse)
{
    public override string ToString() => Key.ToString();
}

/// <summary>A prefix as one node of the snapshot announces it.</summary>
public sealed record Prefix(NodeIndex Node, PrefixKey Key, PrefixAttributes Attributes)
{
    public override string ToString() => Key.ToString();
}

/// <summary>A node SID: it leads to <see cref="Owner"/> over that node's own shortest paths of the algorithm.</summary>
public readonly record struct NodeSid(NodeIndex Owner, IpPrefix Prefix, PrefixSid Sid);
