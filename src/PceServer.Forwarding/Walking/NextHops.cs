using PceServer.Forwarding.Labels;
using PceServer.Forwarding.Routing;

namespace PceServer.Forwarding.Walking;

/// <summary>Equal-cost next hops of a node towards a FEC, as its own SPF would find them.</summary>
internal static class NextHops
{
    public static void Find(ForwardingTables tables, int slot, int node, List<Exit> exits)
    {
        var view = tables.Columns.ViewOf(slot);
        var distance = tables.Columns.Get(slot);
        var sources = tables.Columns.Slots[slot].Sources.AsSpan();
        var topology = tables.Topology;
        if (distance[node] == ShortestPaths.Unreachable)
            return;
        for (var edge = topology.OutStart[node]; edge < topology.OutStart[node + 1]; edge++)
        {
            var to = topology.EdgeTo[edge];
            if (!ShortestPaths.IsOnShortestPath(view, distance, sources, node, to, view.Cost[edge]))
                continue;
            if (topology.IsPseudonode[to])
                FindBehind(view, distance, sources, node, edge, exits);
            else if (view.Cost[edge] != 0 || FreeLinks.LeadOnWithout(view, distance, sources, to, node))
                exits.Add(new Exit(edge, -1, to, 1));
        }
    }

    private static void FindBehind(RoutingView view, uint[] distance, ReadOnlySpan<RouteSource> sources, int node, int lanEdge, List<Exit> exits)
    {
        var topology = view.Topology;
        var lan = topology.EdgeTo[lanEdge];
        for (var edge = topology.OutStart[lan]; edge < topology.OutStart[lan + 1]; edge++)
        {
            var member = topology.EdgeTo[edge];
            if (member != node && ShortestPaths.IsOnShortestPath(view, distance, sources, lan, member, view.Cost[edge]))
                exits.Add(new Exit(edge, lanEdge, member, 1));
        }
    }
}
