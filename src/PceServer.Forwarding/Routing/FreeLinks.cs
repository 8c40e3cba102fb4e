namespace PceServer.Forwarding.Routing;

/// <summary>Links of cost zero: equal distance at both ends does not say that the far end leads on, so the way is looked up.</summary>
internal static class FreeLinks
{
    /// <summary>True when <paramref name="node"/> has a shortest path to a source that does not pass <paramref name="without"/>.</summary>
    public static bool LeadOnWithout(RoutingView view, uint[] distance, ReadOnlySpan<RouteSource> sources, int node, int without)
    {
        var topology = view.Topology;
        var seen = new HashSet<int> { without, node };
        var stack = new Stack<int>([node]);
        while (stack.TryPop(out var at))
        {
            // Below the distance of the node that asks, no path can come back to it.
            if (distance[at] < distance[without] || ShortestPaths.IsSource(sources, at))
                return true;
            for (var edge = topology.OutStart[at]; edge < topology.OutStart[at + 1]; edge++)
            {
                var to = topology.EdgeTo[edge];
                if (ShortestPaths.IsOnShortestPath(view, distance, sources, at, to, view.Cost[edge]) && seen.Add(to))
                    stack.Push(to);
            }
        }
        return false;
    }
}
