using PceServer.Forwarding.Routing;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>
/// Which of the claims to a SID a node follows: among those that it has a route for, the choice of RFC 8660 §2.5.1 between FECs and of the IGP within one. What
/// a node itself passes on into a domain it has from another one.
/// </summary>
internal static class FecChoice
{
    /// <summary>The way of a node for a SID; where it has none, a FEC that says what is missing.</summary>
    public static Fec Of(ForwardingTables tables, int node, Fec head)
    {
        var best = default(Candidate?);
        var leaving = default(Fec);
        Consider(tables, node, head, ref best, ref leaving);
        foreach (var rival in head.Rivals)
            Consider(tables, node, rival, ref best, ref leaving);
        return best?.Way ?? leaving ?? head;
    }

    /// <summary>Whether the node has the prefix, or a way to it.</summary>
    public static bool HasRoute(ForwardingTables tables, int node, Fec fec) =>
        fec.TryFind(node, out var announcer) ? announcer.IsOwner : tables.Columns.Get(fec.Slot)[node] != ShortestPaths.Unreachable;

    /// <summary>The cost of a node's route to a prefix that it does not itself announce there; null when it has none.</summary>
    public static ulong? CostOf(ForwardingTables tables, int node, IpPrefix prefix, byte algorithm) => Onward(tables, node, prefix, algorithm)?.Cost;

    /// <summary>A claim to the SID, and the way that the node takes for it.</summary>
    private readonly record struct Candidate(Fec Claim, ulong Cost, Fec Way);

    private static void Consider(ForwardingTables tables, int node, Fec claim, ref Candidate? best, ref Fec? leaving)
    {
        if (!TryReach(tables, node, claim, out var cost))
        {
            if (!claim.TryFind(node, out _))
                return;
            if (Onward(tables, node, claim.Prefix, claim.Sid.Algorithm) is not { } way)
            {
                leaving ??= claim;
                return;
            }
            Prefer(new Candidate(claim, way.Cost, way.Way), ref best);
            return;
        }
        Prefer(new Candidate(claim, cost, claim), ref best);
    }

    /// <summary>The node's route to a prefix that it passes on: the best that it does not pass on itself.</summary>
    private static Candidate? Onward(ForwardingTables tables, int node, IpPrefix prefix, byte algorithm)
    {
        var best = default(Candidate?);
        foreach (var way in tables.Fecs.To(prefix, algorithm))
        {
            if (TryReach(tables, node, way, out var cost))
                Prefer(new Candidate(way, cost, way), ref best);
        }
        return best;
    }

    private static void Prefer(Candidate candidate, ref Candidate? best)
    {
        if (best is not { } other || FecPreference.Compare(candidate.Claim, candidate.Cost, other.Claim, other.Cost) < 0)
            best = candidate;
    }

    private static bool TryReach(ForwardingTables tables, int node, Fec fec, out ulong cost)
    {
        cost = 0;
        if (fec.TryFind(node, out var announcer))
            return announcer.IsOwner;
        if (RouteKind.IsInterArea(fec.Domain, fec.Kind) && fec.Domain.Area != 0 && IsInBackbone(tables.Topology.Nodes[node], fec.Domain))
            return false;
        var distance = tables.Columns.Get(fec.Slot)[node];
        cost = (ulong)distance + fec.AddedMetric;
        return distance != ShortestPaths.Unreachable;
    }

    /// <summary>A border router of the backbone reads the summaries of no other area (RFC 2328 §16.2).</summary>
    private static bool IsInBackbone(Node node, RoutingDomain area)
    {
        var backbone = area with { Area = 0, MultiTopologyId = 0 };
        return node.Keys.Any(backbone.Holds);
    }
}
