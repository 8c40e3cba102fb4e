using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PceServer.Forwarding.Routing;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>What every SID index stands for. Which of several claims a node follows depends on what it can reach: <see cref="FecChoice"/>.</summary>
internal sealed class FecTable
{
    private readonly Dictionary<uint, Fec> _byIndex;
    private readonly Dictionary<(int Node, uint Label), Fec> _byLocalLabel;
    private readonly List<Fec> _all;
    private ILookup<(IpPrefix, byte), Fec>? _byPrefix;

    private FecTable(
        Dictionary<uint, Fec> byIndex, Dictionary<(int, uint), Fec> byLocalLabel, List<Fec> all, RouteSlots slots, ImmutableArray<LabelConflict> conflicts)
    {
        _byIndex = byIndex;
        _byLocalLabel = byLocalLabel;
        _all = all;
        Slots = slots;
        Conflicts = conflicts;
    }

    public RouteSlots Slots { get; }

    public ImmutableArray<LabelConflict> Conflicts { get; }

    /// <summary>Some prefix is passed on from one domain into another.</summary>
    public bool PassesOn => _all.Exists(f => f.IsPassedOn);

    public IEnumerable<uint> Indices => _byIndex.Keys;

    /// <summary>The preferred one of all that claim the index.</summary>
    public bool TryFind(uint index, out Fec fec) => _byIndex.TryGetValue(index, out fec!);

    /// <summary>Every way to a prefix by an algorithm, whatever SIDs it has.</summary>
    public IEnumerable<Fec> To(IpPrefix prefix, byte algorithm) =>
        (_byPrefix ?? Interlocked.CompareExchange(ref _byPrefix, _all.ToLookup(f => (f.Prefix, f.Sid.Algorithm)), null) ?? _byPrefix)[(prefix, algorithm)];

    /// <summary>Prefix SIDs that a node announced as labels: they mean something there only (RFC 8667 §2.1.1.1).</summary>
    public IEnumerable<(uint Label, Fec Fec)> LocalLabels(int node) =>
        _byLocalLabel.Count == 0 ? [] : _byLocalLabel.Where(l => l.Key.Node == node).Select(l => (l.Key.Label, l.Value));

    /// <param name="claims">Those of the topology, or as they are after a change that the topology does not show.</param>
    public static FecTable Of(TopologySnapshot topology, IEnumerable<PrefixSidClaim> claims)
    {
        var slots = new SlotTable();
        var grouped = Grouped(claims, topology.Prefixes.Length);
        var byIndex = new Dictionary<uint, Fec>(grouped.Count);
        var byLocalLabel = new Dictionary<(int, uint), Fec>();
        var contested = new Dictionary<uint, List<Fec>>();
        var all = new List<Fec>(grouped.Count);
        foreach (var group in grouped.Values)
        {
            if (FecOf(topology, group, slots) is not { } fec)
                continue;
            all.Add(fec);
            if (fec.Sid.IsLabel)
                AddLocal(byLocalLabel, fec);
            else if (!byIndex.TryAdd(fec.Sid.Value, fec))
                AddContested(contested, byIndex[fec.Sid.Value], fec);
        }
        foreach (var (index, fecs) in contested)
        {
            fecs.Sort((a, b) => FecPreference.Compare(a, 0, b, 0));
            foreach (var fec in fecs)
                fec.IsContested = true;
            byIndex[index] = fecs[0] with { Rivals = [.. fecs.Skip(1)] };
        }
        return new FecTable(byIndex, byLocalLabel, all, slots.ToSlots(), FecConflicts.Of(topology, all, contested));
    }

    private static Dictionary<(IpPrefix, RoutingDomain, RouteKind, PrefixSid), List<PrefixSidClaim>> Grouped(IEnumerable<PrefixSidClaim> claims, int count)
    {
        var groups = new Dictionary<(IpPrefix, RoutingDomain, RouteKind, PrefixSid), List<PrefixSidClaim>>(count);
        foreach (var claim in claims)
        {
            // Flags are each announcer's own.
            var key = (claim.Prefix.Key.Prefix, claim.Domain, RouteKind.Of(claim.Prefix), claim.Sid with { Flags = PrefixSidFlags.None });
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, key, out _);
            (group ??= new(1)).Add(claim);
        }
        return groups;
    }

    private static Fec? FecOf(TopologySnapshot topology, List<PrefixSidClaim> claims, SlotTable slots)
    {
        var announcers = ImmutableArray.CreateBuilder<Announcer>(claims.Count);
        var sources = ImmutableArray.CreateBuilder<RouteSource>(claims.Count);
        foreach (var claim in claims)
        {
            var node = claim.Prefix.Node.Value;
            if (announcers.Any(a => a.Node == node) || claim.Metric(topology) is not { } metric)
                continue;
            announcers.Add(new Announcer(node, claim.Sid.Flags, claim.IsOwned(topology)));
            sources.Add(new RouteSource(node, metric));
        }
        if (announcers.Count == 0)
            return null;
        var first = claims[0];
        var (slot, added) = slots.Take(first.Domain, first.Sid.Algorithm, sources);
        return new Fec(first.Prefix.Key.Prefix, first.Sid, first.Domain, RouteKind.Of(first.Prefix), announcers.DrainToImmutable(), slot, added)
        {
            IsMapped = first.IsMapped,
        };
    }

    private static void AddLocal(Dictionary<(int, uint), Fec> byLocalLabel, Fec fec)
    {
        foreach (var announcer in fec.Announcers)
            byLocalLabel.TryAdd((announcer.Node, fec.Sid.Value), fec);
    }

    private static void AddContested(Dictionary<uint, List<Fec>> contested, Fec first, Fec fec)
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(contested, fec.Sid.Value, out _);
        (list ??= [first]).Add(fec);
    }
}
