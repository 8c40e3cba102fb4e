namespace PceServer.Topology;

/// <summary>One thing that a feed says. Null attributes withdraw.</summary>
/// <param name="Source">Which feed said it, for instance a BGP peer or a topology file.</param>
public abstract record TopologyChange(string Source);

public sealed record NodeChange(string Source, NodeKey Key, NodeAttributes? Attributes) : TopologyChange(Source);

public sealed record LinkChange(string Source, LinkKey Key, LinkAttributes? Attributes) : TopologyChange(Source);

public sealed record PrefixChange(string Source, PrefixKey Key, PrefixAttributes? Attributes) : TopologyChange(Source);

/// <summary>Everything that the source said is gone.</summary>
public sealed record SourceGone(string Source) : TopologyChange(Source);
