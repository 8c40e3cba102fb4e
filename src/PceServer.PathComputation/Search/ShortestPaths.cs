using PceServer.Topology;

namespace PceServer.PathComputation.Search;

/// <summary>
/// Dijkstra over a snapshot's flat arrays. Weights stand in a column by edge, <see cref="DistanceTree.Unreachable"/> where the edge may not be used;
/// nodes marked no-transit are reached but never passed.
/// </summary>
internal static class ShortestPaths
{
    /// <summary>Distances from a root over outgoing links.</summary>
    public static void From(TopologySnapshot topology, ulong[] weights, int root, MinHeap heap, DistanceTree tree)
    {
        tree.Reset(topology.NodeCount);
        heap.Clear();
        tree.Distance[root] = 0;
        heap.Push(0, root);
        var (distance, via) = (tree.Distance, tree.Via);
        var starts = topology.OutStart;
        var to = topology.EdgeTo;
        var noTransit = topology.NoTransit;
        while (heap.TryPop(out var at, out var node))
        {
            if (at != distance[node])
                continue;
            tree.Settled[tree.SettledCount++] = node;
            if (noTransit[node] && node != root)
                continue;
            for (var edge = starts[node]; edge < starts[node + 1]; edge++)
            {
                if (weights[edge] == DistanceTree.Unreachable)
                    continue;
                var next = at + weights[edge];
                if (next >= distance[to[edge]])
                    continue;
                distance[to[edge]] = next;
                via[to[edge]] = edge;
                heap.Push(next, to[edge]);
            }
        }
    }

    /// <summary>Distances to the roots over incoming links; each root starts at a value of its own. Stops early once <paramref name="until"/> is settled.</summary>
    public static void To(
        TopologySnapshot topology, ulong[] weights, ReadOnlySpan<(int Node, ulong Start)> roots, MinHeap heap, DistanceTree tree, int until = -1)
    {
        tree.Reset(topology.NodeCount);
        heap.Clear();
        var (distance, via) = (tree.Distance, tree.Via);
        foreach (var (node, start) in roots)
        {
            if (start >= distance[node])
                continue;
            distance[node] = start;
            heap.Push(start, node);
        }
        var starts = topology.InStart;
        var edges = topology.InEdges;
        var from = topology.EdgeFrom;
        var noTransit = topology.NoTransit;
        while (heap.TryPop(out var at, out var node))
        {
            if (at != distance[node])
                continue;
            tree.Settled[tree.SettledCount++] = node;
            if (node == until)
                return;
            if (noTransit[node] && via[node] >= 0)
                continue;
            for (var i = starts[node]; i < starts[node + 1]; i++)
            {
                var edge = edges[i];
                if (weights[edge] == DistanceTree.Unreachable)
                    continue;
                var next = at + weights[edge];
                if (next >= distance[from[edge]])
                    continue;
                distance[from[edge]] = next;
                via[from[edge]] = edge;
                heap.Push(next, from[edge]);
            }
        }
    }
}
