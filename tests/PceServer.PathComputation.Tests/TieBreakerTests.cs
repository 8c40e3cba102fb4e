using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Metrics as large as real ones, so that objective and tie-breakers do not fit into one machine word.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TieBreakerTests
{
    private static readonly PathMetric[] s_metrics = [PathMetric.Te, PathMetric.Delay, PathMetric.Igp, PathMetric.Hops];

    [Test]
    public void Tie_breakers_decide_one_after_the_other_whatever_their_size([Range(0, 9)] int batch)
    {
        var decided = 0;
        for (var seed = batch * 1000; seed < (batch * 1000) + 60; seed++)
        {
            var random = new Random(seed);
            var net = Large(random);
            var request = RandomRequest.Of(random, net);
            var order = s_metrics.OrderBy(_ => random.Next()).ToArray();
            request = request with
            {
                Objective = order[0],
                TieBreakers = [.. order[1..]],
                Branches = BranchMode.SinglePath,
                Constraints = request.Constraints with { Bounds = [], Inclusions = [] },
            };
            var oracle = new BruteForce(net.Snapshot, request, NetworkOverlay.Empty);
            var expected = oracle.All();
            decided += expected.Count > 1 && expected[0].Cost[0] == expected[1].Cost[0] ? 1 : 0;
            var paths = PathComputer.Candidates(net.Snapshot, request).ToList();
            Assert.That(paths.Select(p => oracle.CostOf(p.Edges.Select(e => e.Value))), Is.EqualTo(expected.Select(e => e.Cost)), $"seed {seed}");
            Assert.That(paths.Select(p => (p.Cost, p.Segments.Count)).FirstOrDefault(), Is.EqualTo(expected.Select(e => (e.Cost[0], e.Sids)).FirstOrDefault()), $"seed {seed}");
            paths.ForEach(p => Walked.Check(net, request, p, $"seed {seed}"));
        }
        Assert.That(decided, Is.GreaterThan(0), "tie-breakers had something to decide");
    }

    [Test]
    public void Disjoint_pair_of_least_sum_is_decided_by_tie_breakers_beyond_a_word()
    {
        // Two ways of 2^31 on the TE metric; the third costs the same and is shorter on delay, which needs a second word.
        var net = Net.Build("S-A 16000000 te=1000000000 delay=9000000", "A-T 16000000 te=1000000000 delay=9000000", "S-B 16000000 te=1000000000 delay=9000000",
            "B-T 16000000 te=1000000000 delay=9000000", "S-C 16000000 te=1000000000 delay=8000000", "C-T 16000000 te=1000000000 delay=8000000");
        var request = new PathRequest(net["S"], net["T"]) { Objective = PathMetric.Te, TieBreakers = [PathMetric.Igp, PathMetric.Delay] };
        var result = DisjointComputer.Compute(net.Snapshot, new DisjointRequest([request, request], Disjointness.Node));
        Assert.That(result.Paths.Select(p => net.Names(p.Edges)), Does.Contain("S-C-T"));
    }

    // Of two values each, so that equal sums are common.
    private static Net Large(Random random)
    {
        var net = RandomNet.Of(random, random.Next(4, 8), random.Next(3, 7));
        foreach (var link in net.Snapshot.Links)
        {
            var a = link.Attributes;
            net.Builder.Apply(new LinkChange("net", link.Key, a with
            {
                IgpMetric = Times(a.IgpMetric, 3_000_000),
                TeMetric = Times(a.TeMetric, 400_000_000),
                DelayMicroseconds = Times(a.DelayMicroseconds, 1_600_000),
            }));
        }
        net.Builder.Flush();
        return net;
    }

    private static uint Times(uint value, uint factor) => value == Metric.Missing ? Metric.Missing : ((value & 1) + 1) * factor;
}
