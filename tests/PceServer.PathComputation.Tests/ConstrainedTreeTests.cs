using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Search;
using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>The tree over the links that constraints admit: what it leaves out, and that it allocates nothing.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ConstrainedTreeTests
{
    [Test]
    public void Tree_keeps_to_bandwidth_colours_and_exclusions_as_link_by_link([Range(0, 5)] int batch)
    {
        var tree = new ConstrainedTree();
        for (var seed = batch * 100; seed < (batch * 100) + 60; seed++)
        {
            var random = new Random(seed);
            var net = RandomNet.Of(random, random.Next(4, 14), random.Next(1, 20), withLan: random.Next(3) == 0);
            var request = RandomRequest.Of(random, net);
            var metric = new[] { PathMetric.Igp, PathMetric.Delay, PathMetric.Te, PathMetric.Hops }[random.Next(4)];
            var overlay = random.Next(2) == 0 ? NetworkOverlay.Empty : Booked(net.Snapshot, random);
            var weights = LinkMetrics.Column(net.Snapshot, metric);
            new LinkAdmission(net.Snapshot, request.Constraints, overlay).Prune(weights, request.Source, new NodeIndex(-1), softIsHard: true);
            var distances = QuikDistances.From(net.Snapshot, weights, [(request.Source.Value, 0ul)]);
            tree.Run(net.Snapshot, metric, request.Constraints, overlay, request.Source.Value);
            for (var node = 0; node < net.Snapshot.NodeCount; node++)
                Assert.That(tree[node], Is.EqualTo(distances[node]), $"seed {seed}, {metric}: {node}");
        }
    }

    [Test]
    public void Weights_in_one_pass_equal_those_link_by_link([Range(0, 3)] int batch)
    {
        for (var seed = batch * 100; seed < (batch * 100) + 60; seed++)
        {
            var random = new Random(seed);
            var net = RandomNet.Of(random, random.Next(4, 14), random.Next(1, 20), withLan: random.Next(3) == 0);
            var request = RandomRequest.Of(random, net) with { TieBreakers = [] };
            var overlay = random.Next(2) == 0 ? NetworkOverlay.Empty : Booked(net.Snapshot, random);
            var expected = LinkMetrics.Column(net.Snapshot, request.Objective);
            new LinkAdmission(net.Snapshot, request.Constraints, overlay).Prune(expected, request.Source, request.Destination, softIsHard: true);
            foreach (var bound in request.Constraints.Bounds.Where(b => b.Metric != PathMetric.SidDepth))
            {
                var column = LinkMetrics.Column(net.Snapshot, bound.Metric);
                for (var edge = 0; edge < column.Length; edge++)
                    expected[edge] = column[edge] == LinkMetrics.None ? LinkMetrics.None : expected[edge];
            }
            Assert.That(ConstrainedGraph.Build(net.Snapshot, request, overlay).Weights, Is.EqualTo(expected), $"seed {seed}");
        }
    }

    [TestCase(100, 10_000u, TestName = "{m}(small network)")]
    [TestCase(1_500, 10_000u, TestName = "{m}(batches)")]
    [TestCase(1_500, 16_000_000u, TestName = "{m}(24-bit weights)")]
    [TestCase(1_500, 4_000_000_000u, TestName = "{m}(sums of 64 bits)")]
    public void Tree_allocates_nothing_once_its_memory_has_grown(int nodes, uint largest)
    {
        var random = new SplitMix(9);
        var plain = IspGraph.Make(nodes);
        var graph = plain with { Edges = [.. plain.Edges.Select(e => e with { Weight = 1 + (uint)(random.Next() % largest) })] };
        var builder = new TopologyBuilder();
        foreach (var change in graph.ToChanges("test"))
            builder.Apply(change);
        var topology = builder.Flush();
        var tree = new ConstrainedTree();
        var constraints = new PathConstraints { ExcludeAny = new AdminGroup(0x80000000), IncludeAll = default, BandwidthBytesPerSecond = 1 };
        for (var source = 0; source < 60; source++)
            tree.Run(topology, PathMetric.Igp, constraints, NetworkOverlay.Empty, source, source % 2 == 0 ? -1 : nodes - 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var source = 0; source < 60; source++)
            tree.Run(topology, PathMetric.Igp, constraints, NetworkOverlay.Empty, source, source % 2 == 0 ? -1 : nodes - 1);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static NetworkOverlay Booked(TopologySnapshot topology, Random random)
    {
        var booked = NetworkOverlay.Empty.BookedBandwidth;
        for (var edge = 0; edge < topology.EdgeCount; edge += 1 + random.Next(3))
            booked = booked.SetItem(topology.KeyOf(new EdgeIndex(edge)), (ulong)random.Next(1, 8) * 1000);
        return new NetworkOverlay { BookedBandwidth = booked };
    }
}
