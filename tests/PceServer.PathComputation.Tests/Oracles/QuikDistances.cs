using PceServer.PathComputation.Constraints;
using PceServer.Topology;
using QuikGraph;
using QuikGraph.Algorithms.ShortestPath;

namespace PceServer.PathComputation.Tests.Oracles;

/// <summary>QuikGraph's Dijkstra on a snapshot: links of no weight left out, and those that leave a node that nothing may pass.</summary>
internal static class QuikDistances
{
    /// <summary>From roots that start at values of their own; <see cref="LinkMetrics.None"/> where none of them leads.</summary>
    public static ulong[] From(TopologySnapshot topology, ulong[] weights, (int Node, ulong Start)[] roots)
    {
        var distances = new ulong[topology.NodeCount];
        Array.Fill(distances, LinkMetrics.None);
        foreach (var (root, start) in roots)
        {
            var search = Run(topology, weights, root, forward: true);
            for (var node = 0; node < topology.NodeCount; node++)
            {
                if (search.TryGetDistance(node, out var distance) && distance < double.MaxValue)
                    distances[node] = Math.Min(distances[node], start + (ulong)distance);
            }
        }
        return distances;
    }

    public static ulong[] To(TopologySnapshot topology, ulong[] weights, int target)
    {
        var search = Run(topology, weights, target, forward: false);
        return [.. Enumerable.Range(0, topology.NodeCount)
            .Select(n => search.TryGetDistance(n, out var distance) && distance < double.MaxValue ? (ulong)distance : LinkMetrics.None)];
    }

    private static DijkstraShortestPathAlgorithm<int, TaggedEdge<int, double>> Run(TopologySnapshot topology, ulong[] weights, int root, bool forward)
    {
        var graph = new AdjacencyGraph<int, TaggedEdge<int, double>>();
        graph.AddVertexRange(Enumerable.Range(0, topology.NodeCount));
        for (var edge = 0; edge < topology.EdgeCount; edge++)
        {
            var (near, far) = forward ? (topology.EdgeFrom[edge], topology.EdgeTo[edge]) : (topology.EdgeTo[edge], topology.EdgeFrom[edge]);
            if (weights[edge] != LinkMetrics.None && (near == root || !topology.NoTransit[near]))
                graph.AddEdge(new TaggedEdge<int, double>(near, far, weights[edge]));
        }
        var search = new DijkstraShortestPathAlgorithm<int, TaggedEdge<int, double>>(graph, e => e.Tag);
        search.Compute(root);
        return search;
    }
}
