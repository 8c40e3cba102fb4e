using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>Finds prefix SIDs that are claimed twice where somebody sees both claims (RFC 8660 §2.5), and prefixes with several.</summary>
internal static class FecConflicts
{
    public static ImmutableArray<LabelConflict> Of(TopologySnapshot topology, List<Fec> all, Dictionary<uint, List<Fec>> contested)
    {
        var conflicts = ImmutableArray.CreateBuilder<LabelConflict>();
        var meeting = default(HashSet<(RoutingDomain, RoutingDomain)>);
        foreach (var (index, fecs) in contested)
        {
            for (var i = 1; i < fecs.Count; i++)
            {
                // One prefix may be known to several domains, instances or topologies under one SID.
                var winner = fecs.Find(f => Meet(topology, f.Domain, fecs[i].Domain, ref meeting))!;
                if (winner != fecs[i] && (winner.Prefix != fecs[i].Prefix || winner.Sid.Algorithm != fecs[i].Sid.Algorithm))
                    conflicts.Add(Duplicate(topology, index, winner, fecs[i]));
            }
        }
        AddSeveral(topology, all, conflicts);
        return conflicts.ToImmutable();
    }

    private static LabelConflict Duplicate(TopologySnapshot topology, uint index, Fec winner, Fec loser)
    {
        // Told in the order of addresses, whoever wins.
        var (one, other) = winner.Prefix <= loser.Prefix ? (winner, loser) : (loser, winner);
        return new LabelConflict(
            LabelConflictKind.DuplicatePrefixSid, [.. one.Announcers.Concat(other.Announcers).Select(a => new NodeIndex(a.Node)).Distinct()],
            $"SID index {index} is claimed by {Named(topology, one)} and by {Named(topology, other)}; it leads to {Named(topology, winner)}");
    }

    private static void AddSeveral(TopologySnapshot topology, List<Fec> all, ImmutableArray<LabelConflict>.Builder conflicts)
    {
        var firsts = new Dictionary<(IpPrefix, RoutingDomain, byte), Fec>(all.Count);
        foreach (var fec in all)
        {
            if (firsts.TryAdd((fec.Prefix, fec.Domain, fec.Sid.Algorithm), fec))
                continue;
            var first = firsts[(fec.Prefix, fec.Domain, fec.Sid.Algorithm)];
            if ((first.Sid.Value, first.Sid.IsLabel) != (fec.Sid.Value, fec.Sid.IsLabel))
            {
                conflicts.Add(new LabelConflict(
                    LabelConflictKind.SeveralSidsForPrefix, [.. first.Announcers.Concat(fec.Announcers).Select(a => new NodeIndex(a.Node)).Distinct()],
                    $"{Named(topology, first)} has SID {first.Sid.Value}, {Named(topology, fec)} has SID {fec.Sid.Value}; each leads to its own announcers"));
            }
        }
    }

    /// <summary>True for one domain, and for two that a router is in.</summary>
    private static bool Meet(TopologySnapshot topology, RoutingDomain one, RoutingDomain other, ref HashSet<(RoutingDomain, RoutingDomain)>? meeting)
    {
        if (one == other)
            return true;
        if (meeting is null)
        {
            meeting = [];
            foreach (var node in topology.Nodes.Where(n => n.Keys.Length > 1))
            {
                foreach (var a in node.Keys)
                    meeting.UnionWith(node.Keys.Select(b => (RoutingDomain.Of(a), RoutingDomain.Of(b))));
            }
        }
        return meeting.Contains((one with { MultiTopologyId = 0 }, other with { MultiTopologyId = 0 }))
            || one with { MultiTopologyId = 0 } == other with { MultiTopologyId = 0 };
    }

    private static string Named(TopologySnapshot topology, Fec fec) =>
        $"{fec} of {string.Join(" and ", fec.Announcers.Select(a => topology.Nodes[a.Node].DisplayName))}";
}
