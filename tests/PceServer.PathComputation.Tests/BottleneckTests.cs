using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Objective functions over a path's worst link (RFC 5541 §4, RFC 8233 §3.3), against all paths sorted.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BottleneckTests
{
    [TestCase(PathBottleneck.LeastLoad)]
    [TestCase(PathBottleneck.MostResidual)]
    public void Paths_come_in_the_order_of_their_worst_link(PathBottleneck bottleneck)
    {
        var found = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var net = RandomNet.Of(random, random.Next(4, 7), random.Next(3, 7), withLan: random.Next(6) == 0);
            var request = RandomRequest.Of(random, net) with { TieBreakers = [], Branches = BranchMode.SinglePath, Bottleneck = bottleneck };
            request = request with { Constraints = request.Constraints with { Inclusions = [] } };
            var overlay = Booked(random, net);
            var expected = new BruteForce(net.Snapshot, request, overlay).All()
                .Select(a => (Worst(net.Snapshot, a.Edges, request, overlay), a.Cost[0])).Order().ToArray();
            var paths = PathComputer.Candidates(net.Snapshot, request, overlay).Take(expected.Length + 1)
                .Select(p => (Worst(net.Snapshot, [.. p.Edges.Select(e => e.Value)], request, overlay), p.Cost)).ToArray();
            Assert.That(paths, Is.EqualTo(expected), $"seed {seed}");
            found += expected.Length;
        }
        Assert.That(found, Is.GreaterThan(300));
    }

    [Test]
    public void Least_utilization_reads_what_links_measure_and_takes_silence_for_full()
    {
        var net = Net.Build("A-B 1 bw=10k util=9k", "B-D 1 bw=10k util=1k", "A-C 5 bw=10k util=5k", "C-D 5 bw=20k util=8k", "A-D 1 bw=10k");
        var request = new PathRequest(net["A"], net["D"]) { Bottleneck = PathBottleneck.LeastUtilization };
        Assert.That(PathComputer.Candidates(net.Snapshot, request).Select(p => net.Names(p.Edges)), Is.EqualTo(new[] { "A-C-D", "A-B-D", "A-D" }));
    }

    private static NetworkOverlay Booked(Random random, Net net) => NetworkOverlay.Empty with
    {
        BookedBandwidth = NetworkOverlay.Empty.BookedBandwidth.SetItems(
            net.Snapshot.Links.Where(_ => random.Next(3) == 0).Select(l => KeyValuePair.Create(l.Key, (ulong)random.Next(1, 4) * 500))),
    };

    private static double Worst(TopologySnapshot topology, List<int> path, PathRequest request, NetworkOverlay overlay)
    {
        var worst = double.NegativeInfinity;
        foreach (var edge in path.Where(e => !topology.IsPseudonode[topology.EdgeFrom[e]]))
        {
            var link = topology[new EdgeIndex(edge)];
            var booked = (double)overlay.BookedBandwidth.GetValueOrDefault(link.Key);
            var left = link.Attributes.UnreservedBandwidth.Length == 0 ? 0 : Math.Max(0, link.Attributes.UnreservedBandwidth[7] - booked);
            var whole = (double?)link.Attributes.MaximumReservableBandwidth;
            var value = request.Bottleneck == PathBottleneck.MostResidual ? -left
                : whole is { } r ? (r - left + request.Constraints.BandwidthBytesPerSecond) / r : 1;
            worst = Math.Max(worst, value);
        }
        return worst;
    }
}
