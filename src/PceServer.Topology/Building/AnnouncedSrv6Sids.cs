namespace PceServer.Topology;

/// <summary>An SRv6 SID with what every source says of it.</summary>
internal sealed class Srv6SidEntry(Srv6SidKey key) : Announced<Srv6SidAttributes>
{
    public Srv6SidKey Key => key;

    protected override Srv6SidAttributes Merge(Srv6SidAttributes upper, Srv6SidAttributes lower)
    {
        var merged = upper with
        {
            Behavior = upper.Behavior ?? lower.Behavior,
            Structure = upper.Structure ?? lower.Structure,
            Peers = upper.Peers.IsEmpty ? lower.Peers : upper.Peers,
        };
        return merged.Equals(upper) ? upper : merged;
    }
}

/// <summary>The SRv6 SIDs that the sources announce. No node or link depends on them.</summary>
internal sealed class AnnouncedSrv6Sids(ChangeNotes notes)
{
    private static readonly Comparer<Srv6SidEntry> ByKey = Comparer<Srv6SidEntry>.Create(static (a, b) => a.Key.CompareTo(b.Key));

    private readonly Dictionary<Srv6SidKey, Srv6SidEntry> _sids = [];

    public IReadOnlyCollection<Srv6SidEntry> Entries => _sids.Values;

    public void Say(Srv6SidChange change, SourceEntry source)
    {
        if (!_sids.TryGetValue(change.Key, out var entry))
        {
            if (change.Attributes is null)
                return;
            _sids.Add(change.Key, entry = new Srv6SidEntry(change.Key));
        }
        Do([Before(entry)], e => e.Say(source, change.Attributes));
    }

    /// <summary>Entries of which the source said something, as they are before it changes.</summary>
    public List<(Srv6SidEntry Entry, Srv6SidAttributes? Before, bool WasConflicting)> SaidBy(SourceEntry source) =>
        [.. _sids.Values.Where(e => e.IsSaidBy(source)).Select(Before)];

    public void Do(List<(Srv6SidEntry Entry, Srv6SidAttributes? Before, bool WasConflicting)> entries, Action<Srv6SidEntry> change)
    {
        foreach (var (entry, before, wasConflicting) in entries)
        {
            change(entry);
            notes.Provenance |= wasConflicting != entry.IsConflicting;
            notes.Srv6Sids |= !ReferenceEquals(before, entry.Attributes);
            if (entry.IsEmpty)
                _sids.Remove(entry.Key);
        }
    }

    public Srv6Sid[] Sorted(NodeTable nodes) =>
    [
        .. _sids.Values.Where(static e => e.Attributes is not null).Order(ByKey)
            .Select(e => new Srv6Sid(nodes.ByKey.TryGetValue(e.Key.Node, out var node) ? node : null, e.Key, e.Attributes!)),
    ];

    private static (Srv6SidEntry, Srv6SidAttributes?, bool) Before(Srv6SidEntry entry) => (entry, entry.Attributes, entry.IsConflicting);
}
