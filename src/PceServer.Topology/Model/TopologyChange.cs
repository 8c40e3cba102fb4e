namespace PceServer.Topology;

/// <summary>One thing that a feed says. Null attributes withdraw.</summary>
/// <param name="Source">Which feed said it, for instance a BGP peer or a topology file.</param>
public abstract record TopologyChange(string Source);

public sealed record NodeChange(string Source, NodeKey Key, NodeAttributes? Attributes) : TopologyChange(Source);

public sealed record LinkChange(string Source, LinkKey Key, LinkAttributes? Attributes) : TopologyChange(Source);

public sealed record PrefixChange(string Source, PrefixKey Key, PrefixAttributes? Attributes) : TopologyChange(Source);

/// <summary>An SRv6 SID of a node (RFC 9514 §6).</summary>
public sealed record Srv6SidChange(string Source, Srv6SidKey Key, Srv6SidAttributes? Attributes) : TopologyChange(Source);

/// <summary>Everything that the source said is gone.</summary>
public sealed record SourceGone(string Source) : TopologyChange(Source);

/// <summary>
/// The session to the source broke and may come back: what it said stands, marked stale, until it says it again (RFC 4724 §4.2).
/// </summary>
public sealed record SourceStale(string Source) : TopologyChange(Source);

/// <summary>The source has said everything again: what is still marked stale is gone.</summary>
public sealed record SourceRefreshed(string Source) : TopologyChange(Source);

/// <summary>How much a source counts beside others that say something of the same key.</summary>
/// <param name="Priority">The highest wins, value by value; what it leaves out is taken from the next. Equal priorities: the smaller
/// name.</param>
/// <param name="IsSupplement">It adds values to what others announce, and announces nothing by itself.</param>
public sealed record SourcePolicy(string Source, int Priority, bool IsSupplement = false) : TopologyChange(Source)
{
    public const int DefaultPriority = 100;
}
