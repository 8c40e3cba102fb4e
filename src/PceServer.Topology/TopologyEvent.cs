namespace PceServer.Topology;

public enum TopologyEventKind : byte
{
    Added, Changed, Removed,
}

/// <summary>One difference between two snapshots.</summary>
public abstract record TopologyEvent(TopologyEventKind Kind);

/// <summary>
/// A node came, went, or says something else of itself (<paramref name="Aspects"/>); with <see cref="NodeAspects.Identities"/> it is known
/// by other keys.
/// </summary>
/// <param name="Node">As it is now; as it was, when removed.</param>
public sealed record NodeEvent(TopologyEventKind Kind, Node Node, NodeAspects Aspects = NodeAspects.None) : TopologyEvent(Kind);

/// <summary>A directed link became usable, is so no longer, or has other attributes.</summary>
/// <param name="Attributes">As they are now; as they were, when removed.</param>
public sealed record LinkEvent(TopologyEventKind Kind, LinkKey Key, LinkAttributes Attributes, LinkAspects Aspects = LinkAspects.None)
    : TopologyEvent(Kind);

/// <summary>A prefix came, went, or has other attributes.</summary>
/// <param name="Attributes">As they are now; as they were, when removed.</param>
public sealed record PrefixEvent(
    TopologyEventKind Kind, PrefixKey Key, PrefixAttributes Attributes, PrefixAspects Aspects = PrefixAspects.None) : TopologyEvent(Kind);
