using System.Collections.Immutable;
using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Sets with objectives of their own and pairs that keep apart, against every combination of every admissible path.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PathSetTests
{
    private static readonly Disjointness[] s_levels = [Disjointness.None, Disjointness.Link, Disjointness.Node, Disjointness.Srlg];

    [Test]
    public void Set_equals_enumeration([Values] SetObjective objective, [Values(2, 3)] int paths, [Values(0, 1)] int preferred)
    {
        var found = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed + ((int)objective * 1000) + (paths * 100));
            var net = RandomNet.Of(random, random.Next(4, 7), random.Next(3, paths == 2 ? 7 : 5), withLan: random.Next(6) == 0);
            var request = Request(random, net, objective, paths) with { Preferred = preferred };
            var expected = new SetOracle(net.Snapshot, request).Best();
            var result = PathSetComputer.Compute(net.Snapshot, request);
            Assert.That(result.IsProven, Is.True);
            Assert.That(result.IsFound, Is.EqualTo(expected is not null), $"seed {seed}: {result.Sentence}");
            if (expected is not { } best)
                continue;
            found++;
            var answers = result.Paths.Select(p => new BruteForce.Answer([.. p.Edges.Select(e => e.Value)], [p.Cost], 0)).ToArray();
            Assert.That(new SetOracle(net.Snapshot, request).KeepsApart(answers), Is.True, $"seed {seed}");
            Assert.That(result.Paths.Aggregate(0ul, (sum, p) => sum + p.Cost), Is.EqualTo(best.Sum), $"seed {seed}");
            if (objective is SetObjective.LeastBandwidth or SetObjective.LeastLoad)
                Assert.That(result.Value, Is.EqualTo(best.Primary).Within(1e-9), $"seed {seed}");
        }
        Assert.That(found, Is.GreaterThan(30));
    }

    [TestCase(SetObjective.FewestSharedLinks)]
    [TestCase(SetObjective.FewestSharedSrlgs)]
    [TestCase(SetObjective.FewestSharedNodes)]
    public void Relaxed_pair_shares_the_fewest_of_what_the_objective_counts(SetObjective objective)
    {
        var relaxed = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var net = RandomNet.Of(random, random.Next(5, 8), random.Next(1, 4));
            var asked = Request(random, net, objective, 2) with
            {
                Diversity = PathSetRequest.EachPair(2, Disjointness.Node | Disjointness.Srlg, mayBeRelaxed: true),
            };
            var result = PathSetComputer.Compute(net.Snapshot, asked);
            var strict = new SetOracle(net.Snapshot, asked).Best();
            var least = strict ?? new SetOracle(net.Snapshot, asked with { Diversity = [] }).Best();
            Assert.That(result.IsFound, Is.EqualTo(least is not null), $"seed {seed}");
            if (least is not { } best)
                continue;
            Assert.That(result.Paths.Aggregate(0ul, (sum, p) => sum + p.Cost), Is.EqualTo(best.Sum), $"seed {seed}");
            Assert.That(result.Reached == (Disjointness.Node | Disjointness.Srlg), Is.EqualTo(strict is not null || best.Primary == 0 && IsFree(net, result)), $"seed {seed}");
            if (strict is null)
            {
                relaxed++;
                Assert.That(result.Value, Is.EqualTo(best.Primary), $"seed {seed}");
            }
        }
        Assert.That(relaxed, Is.GreaterThan(50));
    }

    [Test]
    public void Preferred_path_takes_that_of_its_equal_ones_which_leaves_room_for_the_other()
    {
        // RFC 8800 figure 5: of P1's two cheapest ways, only the one over the diagonal leaves R3-R4 to P3.
        var net = Net.Build("P1-A 1", "A-B 10", "B-P2 1", "P3-C 1", "C-D 1", "D-P4 1", "A-C 1", "B-D 1", "A-D 2");
        var request = new PathSetRequest([new PathRequest(net["P1"], net["P2"]), new PathRequest(net["P3"], net["P4"])])
        {
            Diversity = PathSetRequest.EachPair(2, Disjointness.Link),
            Preferred = 1,
        };
        var result = PathSetComputer.Compute(net.Snapshot, request);
        Assert.That(result.Paths.Select(p => net.Names(p.Edges)), Is.EqualTo(new[] { "P1-A-D-B-P2", "P3-C-D-P4" }));
    }

    [Test]
    public void Preferred_path_has_its_best_and_the_other_the_rest()
    {
        // RFC 8800 figure 4.
        var net = Net.Build("P1-A 1", "A-B 10", "B-P2 1", "P3-C 1", "C-D 1", "D-P4 1", "A-C 1", "B-D 1", "P3-E 1", "E-F 10", "F-P4 1");
        var request = new PathSetRequest([new PathRequest(net["P1"], net["P2"]), new PathRequest(net["P3"], net["P4"])])
        {
            Diversity = PathSetRequest.EachPair(2, Disjointness.Link),
        };
        Assert.That(Ways(request), Is.EqualTo(new[] { "P1-A-B-P2", "P3-C-D-P4" }));
        Assert.That(Ways(request with { Preferred = 1 }), Is.EqualTo(new[] { "P1-A-C-D-B-P2", "P3-E-F-P4" }));

        IEnumerable<string> Ways(PathSetRequest asked) => PathSetComputer.Compute(net.Snapshot, asked).Paths.Select(p => net.Names(p.Edges));
    }

    [Test]
    public void Paths_that_may_share_a_link_share_no_more_than_it_carries()
    {
        var net = Net.Build("A-B 1 bw=10k", "A-C 2 bw=10k", "C-B 2 bw=10k");
        var wide = new PathRequest(net["A"], net["B"]) { Constraints = PathConstraints.None with { BandwidthBytesPerSecond = 6_000 } };
        Assert.That(PathSetComputer.Compute(net.Snapshot, new PathSetRequest([wide, wide])).Paths.Select(p => p.Cost), Is.EquivalentTo(new ulong[] { 1, 4 }));
        Assert.That(PathSetComputer.Compute(net.Snapshot, new PathSetRequest([wide, wide, wide])).IsFound, Is.False);
    }

    private static PathSetRequest Request(Random random, Net net, SetObjective objective, int paths)
    {
        var metric = RandomRequest.Of(random, net).Objective;
        var all = ImmutableArray.CreateBuilder<PathRequest>();
        for (var i = 0; i < paths; i++)
        {
            var path = i > 0 && random.Next(3) > 0 ? all[0] : RandomRequest.Of(random, net) with { TieBreakers = [], Branches = BranchMode.SinglePath, Objective = metric };
            path = path with { Constraints = path.Constraints with { Inclusions = [], Bounds = paths == 2 ? path.Constraints.Bounds : [] } };
            all.Add(objective == SetObjective.LeastBandwidth ? PathSetComputer.Hopwise(path) with { TieBreakers = [] } : path);
        }
        return new PathSetRequest(all.ToImmutable())
        {
            Objective = objective,
            WorkLimit = 1_000_000,
            Diversity = [.. PathSetRequest.EachPair(paths, Disjointness.Link).Select(pair => pair with { Level = s_levels[Math.Max(random.Next(6) - 2, 0)] })],
        };
    }

    private static bool IsFree(Net net, PathSetResult result)
    {
        var request = new PathSetRequest([.. result.Paths.Select(p => new PathRequest(net.Snapshot[p.Edges[0]].From, net.Snapshot[p.Edges[^1]].To))])
        {
            Diversity = PathSetRequest.EachPair(2, Disjointness.Node | Disjointness.Srlg),
        };
        return new SetOracle(net.Snapshot, request).KeepsApart([.. result.Paths.Select(p => new BruteForce.Answer([.. p.Edges.Select(e => e.Value)], [p.Cost], 0))]);
    }
}
