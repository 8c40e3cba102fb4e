namespace PceServer.Topology;

/// <summary>What changed since the last snapshot, as far as the next one must know to share the rest.</summary>
internal sealed class ChangeNotes
{
    /// <summary>Identities came, went, or name other routers: everything is sorted out and numbered anew.</summary>
    public bool Identities { get; set; }

    /// <summary>Conflicts between sources, or stale marks, may have changed.</summary>
    public bool Provenance { get; set; }

    /// <summary>SRv6 SIDs came, went or changed.</summary>
    public bool Srv6Sids { get; set; }

    /// <summary>Pairs of routers between which a half-link came or went.</summary>
    public HashSet<(Router, Router)> Pairs { get; } = [];

    public HashSet<HalfLink> Links { get; } = [];

    public HashSet<NodeEntry> Nodes { get; } = [];

    public HashSet<PrefixEntry> Prefixes { get; } = [];

    public bool IsEmpty => !Identities && !Provenance && !Srv6Sids && Pairs.Count + Links.Count + Nodes.Count + Prefixes.Count == 0;

    public void Clear()
    {
        (Identities, Provenance, Srv6Sids) = (false, false, false);
        Pairs.Clear();
        Links.Clear();
        Nodes.Clear();
        Prefixes.Clear();
    }
}
