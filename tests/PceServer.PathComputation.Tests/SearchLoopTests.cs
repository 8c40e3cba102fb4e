using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Search;
using PceServer.PathComputation.Tests.Oracles;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Each loop that searches for shortest paths, by itself, on thousands of random networks and weights of every size; the oracle is QuikGraph's Dijkstra.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SearchLoopTests
{
    private const int Networks = 40, ColumnsPerNetwork = 12;

    public enum Weights { Zero, Few, Small, Mixed, Bits16, Bits24, Bits32, NearTheTop, Outliers }

    [Test]
    public void Every_loop_finds_the_distances_of_dijkstra([Values] Weights kind)
    {
        var (trees, loops) = (0, new LoopSet());
        for (var seed = 0; seed < Networks; seed++)
        {
            var random = new Random(seed);
            var topology = RandomGraph.Of(random, random.Next(2, 40), random.Next(0, 90));
            for (var i = 0; i < ColumnsPerNetwork; i++)
                trees += Check(loops, random, topology, Column(random, topology.EdgeCount, kind), $"{kind}, network {seed}, column {i}");
        }
        Assert.That(trees, Is.GreaterThan(100));
    }

    [Test]
    public void Reverse_tree_finds_the_distances_of_dijkstra([Values] Weights kind)
    {
        var tree = new CostTree();
        for (var seed = 100; seed < 100 + Networks; seed++)
        {
            var random = new Random(seed);
            var topology = RandomGraph.Of(random, random.Next(2, 30), random.Next(0, 60));
            var weights = NarrowWeights.Widen(Column(random, topology.EdgeCount, kind));
            var target = random.Next(topology.NodeCount);
            tree.Run(topology, weights, ConstrainedGraph.Largest(weights), [(target, 0ul)]);
            var distances = QuikDistances.To(topology, weights, target);
            for (var node = 0; node < topology.NodeCount; node++)
                Assert.That(tree[node], Is.EqualTo(distances[node]), $"{kind}, network {seed}: {node} to {target}");
        }
    }

    [Test]
    public void Search_that_stops_early_is_right_as_far_as_it_went([Values] Weights kind)
    {
        var loops = new LoopSet();
        for (var seed = 200; seed < 200 + Networks; seed++)
        {
            var random = new Random(seed);
            var topology = RandomGraph.Of(random, random.Next(2, 40), random.Next(0, 90));
            var weights = Column(random, topology.EdgeCount, kind);
            var distances = QuikDistances.From(topology, NarrowWeights.Widen(weights), [(0, 0ul)]);
            foreach (var (name, run) in loops.For(topology, weights))
            {
                var until = random.Next(topology.NodeCount);
                var tree = new DistanceTree<uint>();
                tree.Reset(topology.NodeCount);
                if (!run([(0, 0u)], tree, until) || !tree.HoldsSums(topology.NodeCount, Largest(weights)))
                    continue;
                Assert.That(Wide(tree.Distance[until]), Is.EqualTo(distances[until]), $"{name}, {kind}, network {seed}: to {until}");
                foreach (var node in tree.Settled.AsSpan(0, tree.SettledCount))
                    Assert.That(Wide(tree.Distance[node]), Is.EqualTo(distances[node]), $"{name}, {kind}, network {seed}: settled {node}");
            }
        }
    }

    [Test]
    public void Weights_that_make_nodes_improve_one_another_without_end_are_given_up_and_searched_otherwise()
    {
        // Longer hops cost more than the shorter ones in their place, and all lie within one bucket: what one round finds, the next one betters.
        var (handle, leaves) = (120, 2000);
        var topology = RandomGraph.Broom(handle, leaves);
        var weights = new uint[topology.EdgeCount];
        for (var edge = 0; edge < weights.Length; edge++)
        {
            var hop = topology.EdgeTo[edge] - topology.EdgeFrom[edge];
            weights[edge] = hop < 0 ? uint.MaxValue : topology.EdgeTo[edge] >= handle ? 1 : (uint)(hop * hop * 64);
        }
        var loops = new LoopSet();
        var tree = new DistanceTree<uint>();
        tree.Reset(topology.NodeCount);
        var small = loops.Small.TryRun(Arcs.Out(topology), weights, 24, [(0, 0u)], tree, -1);
        tree.Reset(topology.NodeCount);
        var batches = loops.Batches.TryRun(Arcs.Out(topology), weights, new BucketWidth(24, 64), [(0, 0u)], tree, -1);
        Assert.That((small, batches), Is.EqualTo((false, false)));
        // Both leave nothing behind for the next run, and the door finds another way.
        weights[0] = 64;
        foreach (var (name, run) in loops.For(topology, weights))
        {
            tree.Reset(topology.NodeCount);
            Assert.That(run([(0, 0u)], tree, -1), Is.True, name);
            Assert.That(tree.Distance[..topology.NodeCount], Is.EqualTo(Enumerable.Range(0, topology.NodeCount).Select(n => n < handle ? (uint)n * 64 : ((uint)handle - 1) * 64 + 1)), name);
        }
    }

    [TestCase(10u, 10u, 0, 64, TestName = "{m}(equal)")]
    [TestCase(1u, 10_000u, 9, 64, TestName = "{m}(spread)")]
    [TestCase(1u, 4_000_000_000u, 27, 64, TestName = "{m}(32 bits)")]
    public void Buckets_are_wide_where_few_weights_are_small(uint least, uint most, int shift, int buckets)
    {
        var weights = Enumerable.Range(0, 1000).Select(i => least + (uint)((most - least) * (i / 999d))).ToArray();
        Assert.That(BucketWidth.TryChoose(weights, most, out var width), Is.True);
        Assert.That(width, Is.EqualTo(new BucketWidth(shift, buckets)));
    }

    [Test]
    public void No_ring_is_chosen_where_a_few_weights_dwarf_the_others()
    {
        var weights = Enumerable.Range(0, 1000).Select(i => i % 100 == 0 ? 16_777_214u : 10u).ToArray();
        Assert.That(BucketWidth.TryChoose(weights, 16_777_214, out _), Is.False);
    }

    private static int Check(LoopSet loops, Random random, TopologySnapshot topology, uint[] weights, string context)
    {
        // Several roots are places that a path passes, which an overloaded node is not.
        var several = random.Next(4) == 0;
        var roots = Enumerable.Range(0, topology.NodeCount).Where(n => !several || !topology.NoTransit[n]).OrderBy(_ => random.Next()).Take(several ? 3 : 1)
            .Select((node, i) => (node, (uint)random.Next(1 + (i * 50)))).ToArray();
        var distances = QuikDistances.From(topology, NarrowWeights.Widen(weights), [.. roots.Select(r => (r.node, (ulong)r.Item2))]);
        var trees = 0;
        foreach (var (name, run) in loops.For(topology, weights))
        {
            var tree = new DistanceTree<uint>();
            tree.Reset(topology.NodeCount);
            if (!run(roots, tree, -1) || !tree.HoldsSums(topology.NodeCount, Largest(weights)))
                continue;
            trees++;
            for (var node = 0; node < topology.NodeCount; node++)
                Assert.That(Wide(tree.Distance[node]), Is.EqualTo(distances[node]), $"{name}, {context}: {node}");
            CheckTree(topology, weights, tree, roots, $"{name}, {context}");
        }
        return trees;
    }

    // Every distance is that of a root, or of the node before and the link between; and the nodes that were settled are those that can be reached.
    private static void CheckTree(TopologySnapshot topology, uint[] weights, DistanceTree<uint> tree, (int Node, uint Start)[] roots, string context)
    {
        for (var node = 0; node < topology.NodeCount; node++)
        {
            if (tree.Via[node] is var via and >= 0)
            {
                Assert.That(topology.EdgeTo[via], Is.EqualTo(node), context);
                Assert.That(tree.Distance[topology.EdgeFrom[via]] + weights[via], Is.EqualTo(tree.Distance[node]), context);
            }
            else if (tree.Distance[node] != uint.MaxValue)
            {
                Assert.That(roots, Does.Contain((node, tree.Distance[node])), context);
            }
        }
        var reached = Enumerable.Range(0, topology.NodeCount).Where(n => tree.Distance[n] != uint.MaxValue);
        Assert.That(tree.Settled[..tree.SettledCount].Distinct().Order(), Is.EqualTo(reached), context);
    }

    private delegate bool Loop((int Node, uint Start)[] roots, DistanceTree<uint> tree, int until);

    // Each bucket loop as wide as it would choose, and with one distance a bucket where a ring of that size does; and whatever the door itself chooses.
    private sealed class LoopSet
    {
        private readonly BatchSearch _exact = new();
        private readonly ShortestPaths _door = new();

        public SmallSearch Small { get; } = new();

        public BatchSearch Batches { get; } = new();

        public IEnumerable<(string Name, Loop Run)> For(TopologySnapshot topology, uint[] weights)
        {
            var most = Math.Max(Largest(weights), 200);
            if (BucketWidth.TryChoose(weights, most, out var width))
            {
                yield return ("batches", (roots, tree, until) => Batches.TryRun(Arcs.Out(topology), weights, width, roots, tree, until));
                if (width.Buckets == BucketWidth.LeastBuckets)
                    yield return ("small", (roots, tree, until) => Small.TryRun(Arcs.Out(topology), weights, width.Shift, roots, tree, until));
            }
            if (most < 65_000)
                yield return ("exact", (roots, tree, until) => _exact.TryRun(Arcs.Out(topology), weights, new BucketWidth(0, 65_536), roots, tree, until));
            yield return ("door", (roots, tree, until) =>
            {
                _door.Run<uint>(Arcs.Out(topology), weights, Largest(weights), roots, tree, until);
                return true;
            }
            );
        }
    }

    private static uint[] Column(Random random, int edges, Weights kind) =>
        [.. Enumerable.Range(0, edges).Select(_ => random.Next(10) == 0 ? uint.MaxValue : Weight(random, kind))];

    private static uint Weight(Random random, Weights kind) => kind switch
    {
        Weights.Zero => 0,
        Weights.Few => (uint)random.Next(2) * 10,
        Weights.Small => (uint)random.Next(0, 12),
        Weights.Mixed => random.Next(3) == 0 ? (uint)random.Next(5) : (uint)random.Next(10_000),
        Weights.Bits16 => (uint)random.Next(1, 65_536),
        Weights.Bits24 => (uint)random.Next(1, 1 << 24),
        Weights.Bits32 => (uint)random.NextInt64(1, uint.MaxValue),
        Weights.NearTheTop => uint.MaxValue - 1 - (uint)random.Next(3),
        _ => random.Next(20) == 0 ? 16_777_214u : (uint)random.Next(1, 20),
    };

    private static uint Largest(uint[] weights) => weights.Where(w => w != uint.MaxValue).DefaultIfEmpty().Max();

    private static ulong Wide(uint distance) => distance == uint.MaxValue ? LinkMetrics.None : distance;
}
