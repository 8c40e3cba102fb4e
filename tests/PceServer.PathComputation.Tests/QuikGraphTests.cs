using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Search;
using PceServer.Testing;
using PceServer.Topology;
using QuikGraph;
using QuikGraph.Algorithms;

namespace PceServer.PathComputation.Tests;

/// <summary>The searches against QuikGraph's, with small weights (buckets), large ones (heap) and very large ones (64-bit sums).</summary>
[Parallelizable(ParallelScope.All)]
public sealed class QuikGraphTests
{
    [Test]
    public void Tree_distances_equal_dijkstra([Values(5u, 9_000u, 60_000u, 16_000_000u, 4_000_000_000u)] uint largest, [Values(1ul, 2ul, 3ul)] ulong seed)
    {
        var topology = Isp(120, largest, seed);
        var tree = new ConstrainedTree();
        foreach (var source in new[] { 0, 17, 63, 119 })
        {
            tree.Run(topology, PathMetric.Igp, PathConstraints.None, NetworkOverlay.Empty, source);
            var distances = Distances(topology, source);
            for (var node = 0; node < topology.NodeCount; node++)
                Assert.That(tree[node], Is.EqualTo(distances[node]), $"{source} to {node}");
        }
    }

    [Test]
    public void Early_exit_gives_the_same_distance([Values(9_000u, 16_000_000u)] uint largest)
    {
        var topology = Isp(300, largest, 5);
        var tree = new ConstrainedTree();
        var distances = Distances(topology, 3);
        for (var target = 0; target < topology.NodeCount; target++)
        {
            tree.Run(topology, PathMetric.Igp, PathConstraints.None, NetworkOverlay.Empty, 3, target);
            Assert.That(tree[target], Is.EqualTo(distances[target]), $"{target}");
        }
    }

    [Test]
    public void Ranked_costs_equal_hoffman_pavley([Range(1, 8)] int seed)
    {
        var topology = Isp(12, 9, (ulong)seed);
        var graph = new BidirectionalGraph<int, TaggedEdge<int, double>>();
        graph.AddVertexRange(Enumerable.Range(0, topology.NodeCount));
        for (var edge = 0; edge < topology.EdgeCount; edge++)
            graph.AddEdge(new TaggedEdge<int, double>(topology.EdgeFrom[edge], topology.EdgeTo[edge], topology.EdgeIgpMetric[edge]));
        var expected = graph.RankedShortestPathHoffmanPavley(e => e.Tag, 0, 11, 20)
            .Where(p => p.Select(e => e.Target).Distinct().Count() == p.Count() && p.All(e => e.Target != 0)).Select(p => (ulong)p.Sum(e => e.Tag)).Order().ToList();
        var request = new PathRequest(new NodeIndex(0), new NodeIndex(11)) { Branches = BranchMode.SinglePath };
        var costs = PathComputer.Candidates(topology, request).Take(expected.Count).Select(p => p.Cost);
        Assert.That(costs, Is.EqualTo(expected));
    }

    private static TopologySnapshot Isp(int nodes, uint largest, ulong seed)
    {
        var random = new SplitMix(seed);
        var plain = IspGraph.Make(nodes, 2, seed);
        var graph = plain with { Edges = [.. plain.Edges.Select(e => e with { Weight = 1 + (uint)(random.Next() % largest) })] };
        var builder = new TopologyBuilder();
        foreach (var change in graph.ToChanges("test"))
            builder.Apply(change is LinkChange link ? link with { Attributes = link.Attributes! with { IgpMetric = Math.Min(link.Attributes.IgpMetric, uint.MaxValue - 1) } } : change);
        return builder.Flush();
    }

    private static ulong[] Distances(TopologySnapshot topology, int source)
    {
        var graph = new AdjacencyGraph<int, TaggedEdge<int, double>>();
        graph.AddVertexRange(Enumerable.Range(0, topology.NodeCount));
        for (var edge = 0; edge < topology.EdgeCount; edge++)
            graph.AddEdge(new TaggedEdge<int, double>(topology.EdgeFrom[edge], topology.EdgeTo[edge], topology.EdgeIgpMetric[edge]));
        var ways = graph.ShortestPathsDijkstra(e => e.Tag, source);
        return [.. Enumerable.Range(0, topology.NodeCount).Select(n => n == source ? 0 : ways(n, out var path) ? (ulong)path!.Sum(e => e.Tag) : LinkMetrics.None)];
    }
}
