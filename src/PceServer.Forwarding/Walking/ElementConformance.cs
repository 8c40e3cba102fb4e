using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Walking;

/// <summary>Nodes, links, risk groups and systems to keep away from (RFC 5521 §2.1), and those to pass in order (RFC 7896).</summary>
internal static class ElementConformance
{
    public static Violation? CheckExclusions(WalkGraph graph, TopologySnapshot topology, PathConstraints constraints)
    {
        foreach (var exclusion in constraints.Exclusions)
        {
            if (exclusion.IsSoft)
                continue;
            // Where a path starts and ends is not its choice.
            for (var v = 1; v < graph.VisitCount; v++)
            {
                if (graph[v].End != End.Delivered && IsNode(topology, graph[v].Node, exclusion.Element))
                    return new Violation($"The path passes {topology.Nodes[graph[v].Node].DisplayName}, which is excluded ({exclusion.Element}).", v);
            }
            foreach (ref readonly var step in graph.Steps)
            {
                if (!IsCrossed(topology, step, exclusion.Element))
                    continue;
                var link = LinkConformance.Named(topology, LinkConformance.RouterEdge(step));
                return new Violation($"The path crosses {link}, which is excluded ({exclusion.Element}).", step.From);
            }
        }
        return null;
    }

    /// <summary>
    /// Follows how far down the list each branch has come. A loose entry waits until it is met; a strict one must be met at the very next element.
    /// Several counts are possible for one branch (an entry may be met again later), so the set of them is carried, one bit for each.
    /// </summary>
    public static Violation? CheckInclusions(WalkGraph graph, TopologySnapshot topology, PathConstraints constraints)
    {
        var wanted = constraints.Inclusions;
        if (wanted.IsEmpty)
            return null;
        var reached = new HashSet<ulong>?[graph.VisitCount];
        reached[0] = [AtNode(topology, graph[0].Node, wanted, 1, isStart: true)];
        for (var at = 0; at < graph.OrderCount; at++)
        {
            var visit = graph.Order[at];
            foreach (ref readonly var step in graph.Steps.Slice(Math.Max(0, graph[visit].FirstStep), graph[visit].StepCount))
            {
                foreach (var counts in reached[visit]!)
                    (reached[step.To] ??= []).Add(AtNode(topology, graph[step.To].Node, wanted, AtLink(topology, step, wanted, counts), isStart: false));
            }
            if (graph[visit].End != End.Delivered)
                continue;
            foreach (var counts in reached[visit]!)
            {
                if ((counts >> wanted.Length & 1) == 0)
                    return new Violation($"The path does not pass {wanted[Furthest(counts)].Element} in the order asked for.", visit);
            }
        }
        return null;
    }

    private static int Furthest(ulong counts) => counts == 0 ? 0 : 63 - System.Numerics.BitOperations.LeadingZeroCount(counts);

    private static ulong AtLink(TopologySnapshot topology, in Step step, ImmutableArray<Inclusion> wanted, ulong counts)
    {
        var next = counts;
        for (var i = 0; i < wanted.Length; i++)
        {
            if ((counts >> i & 1) != 0 && wanted[i].Element.Node is null && IsCrossed(topology, step, wanted[i].Element))
                next |= 1UL << (i + 1);
        }
        return next;
    }

    private static ulong AtNode(TopologySnapshot topology, int node, ImmutableArray<Inclusion> wanted, ulong counts, bool isStart)
    {
        var next = counts >> wanted.Length << wanted.Length;
        for (var i = 0; i < wanted.Length; i++)
        {
            if ((counts >> i & 1) == 0)
                continue;
            // Entries in a row may name the same node by other words.
            if (IsNode(topology, node, wanted[i].Element))
            {
                counts |= 1UL << (i + 1);
                next |= 1UL << (i + 1);
            }
            // The head-end stands before the first entry; a loose entry may come later.
            if (wanted[i].IsLoose || isStart)
                next |= 1UL << i;
        }
        return next;
    }

    private static bool IsNode(TopologySnapshot topology, int node, NetworkElement element) =>
        (element.Node is { } address && (topology.TryFindOwner(address, out var owner) ? owner.Value == node : SharesAddress(topology, node, address)))
        || (element.AutonomousSystem is { } system && topology.Nodes[node].Keys.Any(k => k.AutonomousSystem == system));

    /// <summary>An anycast address stands for whoever announces it as its own.</summary>
    private static bool SharesAddress(TopologySnapshot topology, int node, IpAddress address)
    {
        foreach (var prefix in topology.AdvertisersOf(IpPrefix.Host(address)))
        {
            if (prefix.Node.Value == node && !prefix.Attributes.IsReadvertised)
                return true;
        }
        return false;
    }

    private static bool IsCrossed(TopologySnapshot topology, in Step step, NetworkElement element) =>
        IsLink(topology, step.Edge, element) || (step.LanEdge >= 0 && IsLink(topology, step.LanEdge, element));

    private static bool IsLink(TopologySnapshot topology, int edge, NetworkElement element)
    {
        var link = topology[new EdgeIndex(edge)];
        var key = link.Key;
        if (element.Link is { } address)
            return key.LocalAddress == address || key.RemoteAddress == address || key.LocalIpv6Address == address || key.RemoteIpv6Address == address;
        if (element.UnnumberedLink is { } u)
            return topology.TryFindOwner(u.Node, out var owner)
                && ((link.From == owner && key.LocalIdentifier == u.Interface) || (link.To == owner && key.RemoteIdentifier == u.Interface));
        if (element.Srlg is not { } srlg)
            return false;
        return link.Attributes.Srlgs.Contains(srlg) || (link.Reverse is { } reverse && topology[reverse].Attributes.Srlgs.Contains(srlg));
    }
}
