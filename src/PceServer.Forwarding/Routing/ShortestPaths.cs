namespace PceServer.Forwarding.Routing;

/// <summary>Where a prefix is reached, and at what metric its announcer has it.</summary>
internal readonly record struct RouteSource(int Node, uint Metric);

/// <summary>
/// Distance of every node to a prefix: one SPF from the destination backwards, which gives what the SPFs of all nodes would say of it.
/// Overloaded nodes are reached but not passed (RFC 6987 §2).
/// </summary>
internal static class ShortestPaths
{
    public const uint Unreachable = uint.MaxValue;

    /// <summary>Paths longer than this are none (RFC 5305 §4).</summary>
    public const uint MaximumPathMetric = 0xFE000000;

    [ThreadStatic]
    private static CandidateHeap? t_heap;

    public static CandidateHeap RentHeap()
    {
        var heap = t_heap ??= new CandidateHeap();
        heap.Clear();
        return heap;
    }

    public static uint[] Compute(RoutingView view, ReadOnlySpan<RouteSource> sources)
    {
        var distance = new uint[view.Topology.NodeCount];
        Array.Fill(distance, Unreachable);
        var heap = RentHeap();
        foreach (var source in sources)
        {
            if (source.Metric < distance[source.Node])
            {
                distance[source.Node] = source.Metric;
                heap.Push(source.Metric, source.Node);
            }
        }
        Settle(view, distance, sources, heap);
        return distance;
    }

    /// <summary>Runs until the heap is empty: every entry that still stands improves those who reach it.</summary>
    public static void Settle(RoutingView view, uint[] distance, ReadOnlySpan<RouteSource> sources, CandidateHeap heap)
    {
        var topology = view.Topology;
        var inStart = topology.InStart;
        var noTransit = view.NoTransit;
        var incoming = view.Incoming;
        while (heap.Count > 0)
        {
            var (near, node) = heap.Pop();
            if (near != distance[node] || (noTransit[node] && !IsSource(sources, node)))
                continue;
            foreach (ref readonly var edge in incoming.AsSpan(inStart[node]..inStart[node + 1]))
            {
                if (edge.Cost == RoutingView.Unusable)
                    continue;
                var far = (ulong)near + edge.Cost;
                var other = edge.From;
                if (far < distance[other] && far <= MaximumPathMetric && !(noTransit[other] && IsSource(sources, other)))
                {
                    distance[other] = (uint)far;
                    heap.Push((uint)far, other);
                }
            }
        }
    }

    /// <summary>True when a shortest path from the edge's start goes over it.</summary>
    public static bool IsOnShortestPath(RoutingView view, uint[] distance, ReadOnlySpan<RouteSource> sources, int from, int to, uint cost) =>
        cost != RoutingView.Unusable && distance[to] != Unreachable && distance[from] == (ulong)distance[to] + cost
        && (!view.NoTransit[to] || IsSource(sources, to));

    public static bool IsSource(ReadOnlySpan<RouteSource> sources, int node)
    {
        foreach (var source in sources)
        {
            if (source.Node == node)
                return true;
        }
        return false;
    }
}
