using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Disjoint sets against every combination of every admissible path.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DisjointTests
{
    [Test]
    public void Pair_equals_enumeration(
        [Values(Disjointness.Link, Disjointness.Node, Disjointness.Srlg, Disjointness.Node | Disjointness.Srlg)] Disjointness level,
        [Values] DisjointGoal goal,
        [Values] bool sameEnds)
    {
        var found = 0;
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed + ((int)level * 1000));
            var net = RandomNet.Of(random, random.Next(4, 7), random.Next(3, 7), withLan: random.Next(6) == 0);
            var first = RandomRequest.Of(random, net) with { TieBreakers = [], Branches = BranchMode.SinglePath };
            first = first with { Constraints = first.Constraints with { Inclusions = [] } };
            var second = sameEnds ? first : RandomRequest.Of(random, net) with { TieBreakers = [], Branches = BranchMode.SinglePath, Objective = first.Objective };
            var expected = Best(net, first, second, level, goal);
            var result = DisjointComputer.Compute(net.Snapshot, new DisjointRequest([first, second], level) { Goal = goal, WorkLimit = 100_000 });
            Assert.That(result.IsProven, Is.True);
            Assert.That(result.IsFound, Is.EqualTo(expected is not null), $"seed {seed}: {result.Sentence}");
            if (expected is null)
                continue;
            found++;
            Assert.That(Value(goal, result.Paths[0].Cost, result.Paths[1].Cost), Is.EqualTo(expected), $"seed {seed}");
            Assert.That(
                AreDisjoint(net.Snapshot, [.. result.Paths[0].Edges.Select(e => e.Value)], [.. result.Paths[1].Edges.Select(e => e.Value)], level), Is.True, $"seed {seed}");
        }
        Assert.That(found, Is.GreaterThan(3));
    }

    [Test]
    public void Trap_is_avoided_by_joint_optimisation()
    {
        var net = Net.Build("S-A 1", "A-B 1", "B-T 1", "S-B 4", "A-T 4", "S-C 100", "C-T 100");
        var request = new PathRequest(net["S"], net["T"]);
        var joint = DisjointComputer.Compute(net.Snapshot, new DisjointRequest([request, request], Disjointness.Link));
        var greedy = DisjointComputer.Compute(net.Snapshot, new DisjointRequest([request, request], Disjointness.Link) { Goal = DisjointGoal.FirstIsBest });
        Assert.Multiple(() =>
        {
            Assert.That(joint.Paths.Select(p => p.Cost), Is.EqualTo(new ulong[] { 5, 5 }));
            Assert.That(greedy.Paths.Select(p => p.Cost), Is.EqualTo(new ulong[] { 3, 200 }));
        });
    }

    [Test]
    public void Three_paths_share_no_node()
    {
        var net = Net.Build("S-A 1", "S-B 2", "S-C 3", "A-T 1", "B-T 1", "C-T 1", "A-B 1", "B-C 1");
        var request = new PathRequest(net["S"], net["T"]);
        var result = DisjointComputer.Compute(net.Snapshot, new DisjointRequest([request, request, request], Disjointness.Node));
        Assert.That(result.Paths.Select(p => net.Names(p.Edges)), Is.EqualTo(new[] { "S-A-T", "S-B-T", "S-C-T" }));
    }

    [Test]
    public void Relaxed_request_says_which_level_it_reached()
    {
        var net = Net.Build("S-A 1", "S-A 2", "A-T 1", "A-T 3", "node T", "T-Z 1");
        var pair = new PathRequest(net["S"], net["T"]);
        var bridge = new PathRequest(net["S"], net["Z"]);
        var relaxed = DisjointComputer.Compute(net.Snapshot, new DisjointRequest([pair, pair], Disjointness.Node) { IsStrict = false });
        var strict = DisjointComputer.Compute(net.Snapshot, new DisjointRequest([pair, pair], Disjointness.Node));
        var none = DisjointComputer.Compute(net.Snapshot, new DisjointRequest([bridge, bridge], Disjointness.Link) { IsStrict = false });
        Assert.Multiple(() =>
        {
            Assert.That(relaxed.Reached, Is.EqualTo(Disjointness.Link));
            Assert.That(relaxed.Paths.Select(p => p.Cost), Is.EqualTo(new ulong[] { 2, 5 }));
            Assert.That(strict.IsFound, Is.False);
            Assert.That(none.Reached, Is.EqualTo(Disjointness.None));
            Assert.That(none.Paths[0].Edges.Intersect(none.Paths[1].Edges).Select(e => net.Snapshot[e].To), Is.EqualTo(new[] { net["Z"] }));
        });
    }

    private static (ulong, ulong)? Best(Net net, PathRequest first, PathRequest second, Disjointness level, DisjointGoal goal)
    {
        var ones = new BruteForce(net.Snapshot, first, NetworkOverlay.Empty).All();
        var others = new BruteForce(net.Snapshot, second, NetworkOverlay.Empty).All();
        if (ones.Count == 0)
            return null;
        if (goal == DisjointGoal.FirstIsBest)
        {
            // Several first paths may be equally good; the core takes one of them.
            var least = ones[0].Cost[0];
            if (ones.Count(o => o.Cost[0] == least) != 1)
                return Take(net, first, second, level);
            ones = [ones[0]];
        }
        (ulong, ulong)? best = null;
        foreach (var one in ones)
        {
            foreach (var other in others.Where(o => AreDisjoint(net.Snapshot, one.Edges, o.Edges, level)))
            {
                var value = Value(goal, one.Cost[0], other.Cost[0]);
                best = best is null || value.CompareTo(best.Value) < 0 ? value : best;
            }
        }
        return best;
    }

    private static (ulong, ulong)? Take(Net net, PathRequest first, PathRequest second, Disjointness level)
    {
        var one = ((PathResult.Found)PathComputer.Compute(net.Snapshot, first)).Path;
        var edges = one.Edges.Select(e => e.Value).ToList();
        var other = new BruteForce(net.Snapshot, second, NetworkOverlay.Empty).All().FirstOrDefault(o => AreDisjoint(net.Snapshot, edges, o.Edges, level));
        return other is null ? null : Value(DisjointGoal.FirstIsBest, one.Cost, other.Cost[0]);
    }

    private static (ulong, ulong) Value(DisjointGoal goal, ulong one, ulong other) =>
        goal == DisjointGoal.LeastMaximum ? (Math.Max(one, other), one + other) : goal == DisjointGoal.LeastSum ? (one + other, 0) : (one, other);

    private static bool AreDisjoint(TopologySnapshot topology, List<int> one, List<int> other, Disjointness level)
    {
        var sharesLink = one.Exists(e => other.Contains(e) || other.Contains(topology.EdgeReverse[e]));
        var sharesLan = Inner(topology, one).Exists(n => topology.IsPseudonode[n] && Inner(topology, other).Contains(n));
        if (sharesLink || sharesLan)
            return false;
        if (level.HasFlag(Disjointness.Node) && (Inner(topology, one).Intersect(All(topology, other)).Any() || Inner(topology, other).Intersect(All(topology, one)).Any()))
            return false;
        return !level.HasFlag(Disjointness.Srlg) || !Groups(topology, one).Intersect(Groups(topology, other)).Any();
    }

    private static List<int> Inner(TopologySnapshot topology, List<int> path) => [.. path.Skip(1).Select(e => topology.EdgeFrom[e])];

    private static List<int> All(TopologySnapshot topology, List<int> path) => [.. path.Select(e => topology.EdgeFrom[e]), topology.EdgeTo[path[^1]]];

    private static List<uint> Groups(TopologySnapshot topology, List<int> path) =>
        [.. path.SelectMany(e => topology[new EdgeIndex(e)].Attributes.Srlgs.Concat(topology[new EdgeIndex(topology.EdgeReverse[e])].Attributes.Srlgs))];
}
