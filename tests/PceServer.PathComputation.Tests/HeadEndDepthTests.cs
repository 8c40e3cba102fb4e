using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>What the head-end can push depends on the link by which it sends (RFC 8491).</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HeadEndDepthTests
{
    [Test]
    public void Link_depth_counts_before_node_depth_and_this_before_the_session()
    {
        var net = Net.Build("S-A 1 delay=1 msd=1", "A-T 9 delay=1", "S-B 5 delay=2", "B-T 9 delay=2", "S-T 1 delay=99", "node S msd=2");
        var request = new PathRequest(net["S"], net["T"]) { Objective = PathMetric.Delay, Branches = BranchMode.SinglePath };
        Assert.Multiple(() =>
        {
            Assert.That(((PathResult.Found)PathComputer.Compute(net.Snapshot, request)).Path.Segments.Count, Is.EqualTo(2), "what is announced is not asked for");
            Assert.That(Way(net, request with { KeepsToAnnouncedDepth = true }), Is.EqualTo("S-B-T"), "one label is too few by way of A");
            net.Apply("node S msd=1");
            Assert.That(Way(net, request with { KeepsToAnnouncedDepth = true }), Is.EqualTo("S-T"));
            net.Apply("node S msd=-");
            Assert.That(Way(net, request with { KeepsToAnnouncedDepth = true, DepthUnlessAnnounced = 1 }), Is.EqualTo("S-T"));
            Assert.That(Way(net, request with { KeepsToAnnouncedDepth = true }), Is.EqualTo("S-B-T"));
        });
    }

    [Test]
    public void Best_path_within_link_depths_equals_enumeration([Range(0, 9)] int batch)
    {
        for (var seed = batch * 1000; seed < (batch * 1000) + 60; seed++)
        {
            var random = new Random(seed);
            var net = RandomNet.Of(random, random.Next(4, 8), random.Next(2, 6), withLan: random.Next(6) == 0,
                shape: r => r.Next(2) == 0 ? $" msd={r.Next(1, 4)}/{r.Next(1, 4)}" : "");
            var request = RandomRequest.Of(random, net) with { Branches = BranchMode.SinglePath, KeepsToAnnouncedDepth = true };
            var expected = new BruteForce(net.Snapshot, request, NetworkOverlay.Empty).All();
            var path = PathComputer.Compute(net.Snapshot, request) is PathResult.Found found ? found.Path : null;
            Assert.That(
                (path?.Cost, path?.Segments.Count), Is.EqualTo((expected.FirstOrDefault()?.Cost[0], expected.FirstOrDefault()?.Sids)), $"seed {seed}");
            if (path is not null)
                Walked.Check(net, request, path, $"seed {seed}");
        }
    }

    [Test]
    public void Announced_depth_that_cuts_is_named_with_the_depth_that_would_do()
    {
        var net = Net.Build("S-A 1 delay=1 msd=1", "A-T 9 delay=1", "S-T 1 delay=99");
        var request = new PathRequest(net["S"], net["T"])
        {
            Branches = BranchMode.SinglePath,
            KeepsToAnnouncedDepth = true,
            Constraints = new PathConstraints { Bounds = [new MetricBound(PathMetric.Delay, 9)] },
        };
        net.Apply("set S-T 1 delay=99 msd=1");
        var explanation = ((PathResult.NotFound)PathComputer.Compute(net.Snapshot, request)).Explanation;
        Assert.That(explanation.Relaxations.Select(r => r.Text), Is.EqualTo(new[] { "delay <= 0.099 ms", "MSD >= 2" }));
    }

    private static string Way(Net net, PathRequest request)
    {
        if (PathComputer.Compute(net.Snapshot, request) is not PathResult.Found(var path))
            return "none";
        Walked.Check(net, request, path, net.Names(path.Edges));
        return net.Names(path.Edges);
    }
}
