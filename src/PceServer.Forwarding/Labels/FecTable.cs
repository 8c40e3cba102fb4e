using System.Collections.Immutable;
using PceServer.Forwarding.Routing;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>What every SID index of the domain stands for, conflicts resolved the same way at every node (RFC 8660 §2.5).</summary>
internal sealed class FecTable
{
    private readonly Dictionary<uint, Fec> _byIndex;
    private readonly Dictionary<(int Node, uint Label), Fec> _byLocalLabel;

    private FecTable(
        Dictionary<uint, Fec> byIndex, Dictionary<(int, uint), Fec> byLocalLabel, ImmutableArray<RouteSlot> slots, ImmutableArray<LabelConflict> conflicts)
    {
        _byIndex = byIndex;
        _byLocalLabel = byLocalLabel;
        Slots = slots;
        Conflicts = conflicts;
    }

    public ImmutableArray<RouteSlot> Slots { get; }

    public ImmutableArray<LabelConflict> Conflicts { get; }

    public IReadOnlyDictionary<uint, Fec> ByIndex => _byIndex;

    public bool TryFind(uint index, out Fec fec) => _byIndex.TryGetValue(index, out fec!);

    /// <summary>A prefix SID that was announced as a label means something at its announcer only (RFC 8667 §2.1.1.1).</summary>
    public bool TryFindLocal(int node, uint label, out Fec fec)
    {
        fec = null!;
        return _byLocalLabel.Count > 0 && _byLocalLabel.TryGetValue((node, label), out fec!);
    }

    public IEnumerable<(uint Label, Fec Fec)> LocalLabels(int node) =>
        _byLocalLabel.Count == 0 ? [] : _byLocalLabel.Where(l => l.Key.Node == node).Select(l => (l.Key.Label, l.Value));

    public static FecTable Of(TopologySnapshot topology)
    {
        var slots = new SlotTable();
        var conflicts = ImmutableArray.CreateBuilder<LabelConflict>();
        var byIndex = new Dictionary<uint, Fec>(topology.Prefixes.Length);
        var byLocalLabel = new Dictionary<(int, uint), Fec>();
        foreach (var fec in Fecs(topology, slots))
        {
            if (fec.Sid.IsLabel)
                AddLocal(byLocalLabel, fec);
            else
                AddIndex(topology, byIndex, fec, conflicts);
        }
        return new FecTable(byIndex, byLocalLabel, slots.ToImmutable(), conflicts.ToImmutable());
    }

    private static IEnumerable<Fec> Fecs(TopologySnapshot topology, SlotTable slots)
    {
        var shared = new Dictionary<(IpPrefix, ushort, byte, uint, bool), List<(Prefix Prefix, PrefixSid Sid)>>(topology.Prefixes.Length);
        foreach (var prefix in topology.Prefixes)
        {
            foreach (var sid in prefix.Attributes.PrefixSids)
            {
                ref var list = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                    shared, (prefix.Key.Prefix, prefix.Key.MultiTopologyId, sid.Algorithm, sid.Value, sid.IsLabel), out _);
                (list ??= new(1)).Add((prefix, sid));
            }
        }
        foreach (var claims in shared.Values)
            yield return FecOf(claims, slots);
        foreach (var claims in MappedSids.Of(topology))
            yield return FecOf(claims, slots) with { IsMapped = true };
    }

    /// <summary>Announcements of the prefix by its owners count; those passed on between areas only where no owner is in sight.</summary>
    private static Fec FecOf(List<(Prefix Prefix, PrefixSid Sid)> claims, SlotTable slots)
    {
        var owned = claims.Exists(c => !IsPassedOn(c));
        var announcers = ImmutableArray.CreateBuilder<Announcer>(claims.Count);
        var sources = ImmutableArray.CreateBuilder<RouteSource>(claims.Count);
        foreach (var claim in claims)
        {
            var node = claim.Prefix.Node.Value;
            if (owned == IsPassedOn(claim) || announcers.Any(a => a.Node == node))
                continue;
            announcers.Add(new Announcer(node, claim.Sid.Flags, owned));
            sources.Add(new RouteSource(node, claim.Prefix.Attributes.Metric));
        }
        var (first, sid) = claims[0];
        return new Fec(first.Key.Prefix, sid, announcers.DrainToImmutable(), slots.Take(first.Key.MultiTopologyId, sid.Algorithm, sources));
    }

    private static bool IsPassedOn((Prefix Prefix, PrefixSid Sid) claim) =>
        claim.Prefix.Attributes.IsReadvertised || claim.Sid.Flags.HasFlag(PrefixSidFlags.Readvertised);

    private static void AddLocal(Dictionary<(int, uint), Fec> byLocalLabel, Fec fec)
    {
        foreach (var announcer in fec.Announcers)
            byLocalLabel.TryAdd((announcer.Node, fec.Sid.Value), fec);
    }

    private static void AddIndex(
        TopologySnapshot topology, Dictionary<uint, Fec> byIndex, Fec fec, ImmutableArray<LabelConflict>.Builder conflicts)
    {
        if (byIndex.TryAdd(fec.Sid.Value, fec))
            return;
        var other = byIndex[fec.Sid.Value];
        // One prefix may be announced in several topologies under one SID: the first of them counts.
        if (fec.Prefix == other.Prefix && fec.Sid.Algorithm == other.Sid.Algorithm)
            return;
        var winner = FecPreference.Compare(fec, other) < 0 ? fec : other;
        byIndex[fec.Sid.Value] = winner;
        conflicts.Add(new LabelConflict(
            LabelConflictKind.DuplicatePrefixSid,
            [.. fec.Announcers.Concat(other.Announcers).Select(a => new NodeIndex(a.Node)).Distinct()],
            $"SID index {fec.Sid.Value} is claimed by {Named(topology, other)} and by {Named(topology, fec)}; it leads to {Named(topology, winner)}"));
    }

    private static string Named(TopologySnapshot topology, Fec fec) =>
        $"{fec} of {string.Join(" and ", fec.Announcers.Select(a => topology.Nodes[a.Node].DisplayName))}";
}
