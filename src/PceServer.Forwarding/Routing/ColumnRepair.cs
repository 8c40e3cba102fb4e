namespace PceServer.Forwarding.Routing;

/// <summary>
/// Brings a distance column up to date after links changed, touching only nodes whose distance may differ (after Ramalingam and Reps).
/// What it returns equals what <see cref="ShortestPaths.Compute"/> would return.
/// </summary>
internal static class ColumnRepair
{
    private static readonly HashSet<int> s_none = [];

    /// <summary>The old column itself when nothing in it changes.</summary>
    public static uint[] Repair(RoutingView view, uint[] old, ReadOnlySpan<RouteSource> sources, ReadOnlySpan<EdgeChange> changes)
    {
        // Free links may support each other in a ring, which the search for lost support cannot see.
        if (view.HasFreeLinks)
            return ShortestPaths.Compute(view, sources);
        var cut = LostSupport(view, old, sources, changes);
        var gains = Gains(view, old, sources, changes);
        if (cut.Count == 0 && !gains)
            return old;
        var distance = (uint[])old.Clone();
        var heap = ShortestPaths.RentHeap();
        foreach (var node in cut)
            distance[node] = ShortestPaths.Unreachable;
        foreach (var node in cut)
            Offer(view, distance, sources, node, heap);
        foreach (var change in changes)
        {
            if (change.After < change.Before)
                Offer(view, distance, sources, change.From, heap);
        }
        ShortestPaths.Settle(view, distance, sources, heap);
        return distance;
    }

    /// <summary>Nodes all of whose shortest paths are gone or have another length now.</summary>
    private static HashSet<int> LostSupport(RoutingView view, uint[] old, ReadOnlySpan<RouteSource> sources, ReadOnlySpan<EdgeChange> changes)
    {
        var lost = s_none;
        var queue = default(Queue<int>);
        foreach (var change in changes)
        {
            // A link that became shorter holds its start no better, should its end be lost to another change.
            if (ShortestPaths.IsOnShortestPath(view, old, sources, change.From, change.To, change.Before))
                (queue ??= new Queue<int>()).Enqueue(change.From);
        }
        while (queue is not null && queue.TryDequeue(out var node))
        {
            if (lost.Contains(node) || HasSupport(view, old, sources, lost, node))
                continue;
            if (ReferenceEquals(lost, s_none))
                lost = [];
            lost.Add(node);
            EnqueueThoseBehind(view, old, sources, node, queue);
        }
        return lost;
    }

    private static void EnqueueThoseBehind(RoutingView view, uint[] old, ReadOnlySpan<RouteSource> sources, int node, Queue<int> queue)
    {
        var topology = view.Topology;
        foreach (var edge in topology.InEdges[topology.InStart[node]..topology.InStart[node + 1]])
        {
            // A changed link was queued by its own change, whatever it costs now; the others cost what they did.
            if (ShortestPaths.IsOnShortestPath(view, old, sources, topology.EdgeFrom[edge], node, view.Cost[edge]))
                queue.Enqueue(topology.EdgeFrom[edge]);
        }
    }

    private static bool HasSupport(RoutingView view, uint[] old, ReadOnlySpan<RouteSource> sources, HashSet<int> lost, int node)
    {
        foreach (var source in sources)
        {
            if (source.Node == node && source.Metric == old[node])
                return true;
        }
        var topology = view.Topology;
        for (var edge = topology.OutStart[node]; edge < topology.OutStart[node + 1]; edge++)
        {
            var to = topology.EdgeTo[edge];
            if (!lost.Contains(to) && ShortestPaths.IsOnShortestPath(view, old, sources, node, to, view.Cost[edge]))
                return true;
        }
        return false;
    }

    private static bool Gains(RoutingView view, uint[] old, ReadOnlySpan<RouteSource> sources, ReadOnlySpan<EdgeChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.After < change.Before && old[change.To] != ShortestPaths.Unreachable && (ulong)old[change.To] + change.After < old[change.From]
                && (!view.NoTransit[change.To] || ShortestPaths.IsSource(sources, change.To)))
                return true;
        }
        return false;
    }

    /// <summary>Gives a node the best distance that its neighbours offer now.</summary>
    private static void Offer(RoutingView view, uint[] distance, ReadOnlySpan<RouteSource> sources, int node, CandidateHeap heap)
    {
        var topology = view.Topology;
        var best = distance[node];
        foreach (var source in sources)
        {
            if (source.Node == node)
            {
                if (view.NoTransit[node])
                    return;
                best = Math.Min(best, source.Metric);
            }
        }
        for (var edge = topology.OutStart[node]; edge < topology.OutStart[node + 1]; edge++)
        {
            var to = topology.EdgeTo[edge];
            if (view.Cost[edge] == RoutingView.Unusable || distance[to] == ShortestPaths.Unreachable
                || (view.NoTransit[to] && !ShortestPaths.IsSource(sources, to)))
                continue;
            var far = (ulong)distance[to] + view.Cost[edge];
            if (far < best && far <= ShortestPaths.MaximumPathMetric)
                best = (uint)far;
        }
        if (best >= distance[node])
            return;
        distance[node] = best;
        heap.Push(best, node);
    }
}
