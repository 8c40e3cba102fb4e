using PceServer.Topology;

namespace PceServer.PathComputation.Search;

/// <summary>The most that fits through the narrowest link of any path: Dijkstra with 'the narrower of the two' in place of the sum.</summary>
internal static class WidestPath
{
    /// <summary>Zero when nothing leads there. Links whose weight does not exist are not used.</summary>
    public static ulong Between(TopologySnapshot topology, ulong[] weights, ulong[] widths, int source, int target)
    {
        var widest = new ulong[topology.NodeCount];
        var heap = new RadixHeap();
        widest[source] = ulong.MaxValue;
        heap.Push(0, source);
        while (heap.TryPop(out var key, out var node))
        {
            var width = ulong.MaxValue - key;
            if (width != widest[node])
                continue;
            if (node == target)
                return width;
            if (topology.NoTransit[node] && node != source)
                continue;
            for (var edge = topology.OutStart[node]; edge < topology.OutStart[node + 1]; edge++)
            {
                var next = Math.Min(width, widths[edge]);
                if (weights[edge] == ulong.MaxValue || next <= widest[topology.EdgeTo[edge]])
                    continue;
                widest[topology.EdgeTo[edge]] = next;
                heap.Push(ulong.MaxValue - next, topology.EdgeTo[edge]);
            }
        }
        return 0;
    }
}
