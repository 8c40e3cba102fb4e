using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>What the sources disagree about, and what stands only because its source may come back.</summary>
/// <param name="Conflicts">Keys (of nodes, links, prefixes) of which announcing sources say different things, with these sources.</param>
/// <param name="Stale">Keys that only sources without a session announce.</param>
internal sealed record Provenance(
    ImmutableArray<(object Key, string Sources)> Conflicts, ImmutableArray<(object Key, string Sources)> Stale)
{
    public static readonly Provenance Clear = new([], []);

    public static Provenance Of(AnnouncedTopology topology)
    {
        var (conflicts, stale) = (ImmutableArray.CreateBuilder<(object, string)>(), ImmutableArray.CreateBuilder<(object, string)>());
        var anyStale = topology.Sources.Any(static s => s.IsStale);
        Collect(topology.Nodes, static e => e.Key);
        Collect(topology.Links, static e => e.Key);
        Collect(topology.Prefixes, static e => e.Key);
        Collect(topology.Srv6Sids.Entries, static e => e.Key);
        return conflicts.Count + stale.Count == 0 ? Clear : new Provenance(conflicts.ToImmutable(), stale.ToImmutable());

        void Collect<TEntry>(IEnumerable<TEntry> entries, Func<TEntry, object> keyOf) where TEntry : IAnnounced
        {
            foreach (var entry in entries)
            {
                if (entry.IsConflicting)
                    conflicts.Add((keyOf(entry), entry.SourceNames));
                if (anyStale && entry.IsStale)
                    stale.Add((keyOf(entry), entry.SourceNames));
            }
        }
    }
}

/// <summary>What provenance asks of an entry, whatever it is about.</summary>
internal interface IAnnounced
{
    bool IsConflicting { get; }

    bool IsStale { get; }

    string SourceNames { get; }
}
