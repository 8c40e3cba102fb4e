using System.Diagnostics;
using System.Globalization;
using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Search;
using PceServer.Topology;
using QuikGraph;
using QuikGraph.Algorithms.Observers;
using QuikGraph.Algorithms.ShortestPath;

namespace PceServer.Benchmarks.PathComputation;

/// <summary>
/// A full constrained tree against unconstrained trees of Boost and QuikGraph; one core, medians over sources and rounds. Every link is looked at for its colours
/// (exclude-any and include-any) and its bandwidth on every run. No link fails, so that all find the same tree: a link taken away would be less work.
/// </summary>
internal static class ShortestPathBenchmark
{
    public static void Run()
    {
        using var boost = new BoostReference();
        Console.WriteLine("path-spf: full tree, us (constrained, against unconstrained references)");
        if (boost.Missing is { } reason)
            Console.WriteLine($"  Boost left out: {reason}");
        if (Environment.GetEnvironmentVariable("DOTNET_TC_QuickJit") != "1")
            Console.WriteLine("  QuikGraph would be up to twice as quick with the compiler's profile: set DOTNET_TC_QuickJit=1 and DOTNET_gcServer=0");
        Console.WriteLine($"  {"graph",-10} {"nodes",7} {"links",7} {"ours",10} {"one-to-one",10} {"B alloc",8} {"Boost",10} {"ratio",6} {"QuikGraph",11} {"ratio",7}");
        var boostRatios = new List<double>();
        var quikRatios = new List<double>();
        foreach (var (name, topology) in BenchmarkGraphs.All())
            Measure(name, topology, boost, boostRatios, quikRatios);
        if (boostRatios.Count > 0)
            Console.WriteLine(Line($"  geometric mean against Boost {Mean(boostRatios):F2} (least {boostRatios.Min():F2}), against QuikGraph {Mean(quikRatios):F1} (least {quikRatios.Min():F1})"));
    }

    private static readonly PathConstraints s_constraints = new() { ExcludeAny = 0x80000000, IncludeAny = 0x7FFFFFFF, BandwidthBytesPerSecond = 1 };

    private static void Measure(string name, TopologySnapshot topology, BoostReference boost, List<double> boostRatios, List<double> quikRatios)
    {
        var sources = BenchmarkGraphs.Sources(topology, topology.NodeCount >= 50_000 ? 5 : 20);
        var rounds = Math.Clamp(2_000_000 / (topology.NodeCount * sources.Length), 3, 200);
        var (ours, allocated, sum) = Ours(topology, sources, rounds);
        var oneToOne = OneToOne(topology, sources, rounds);
        var quik = Quik(topology, [.. sources.Take(5)], Math.Clamp(rounds / 10, 1, 10));
        // The first network must not pay for the compiler: the better of two.
        if (topology.NodeCount < 5_000)
            quik = Math.Min(quik, Quik(topology, [.. sources.Take(5)], 10));
        var line = Line($"  {name,-10} {topology.NodeCount,7} {topology.EdgeCount,7} {ours / 1000,10:F1} {oneToOne / 1000,10:F1} {allocated,8:F0}");
        if (boost.Missing is null)
        {
            var (nanoseconds, theirSum) = boost.Measure(topology, sources, rounds);
            if (theirSum != sum)
                throw new InvalidOperationException($"{name}: distances differ from the reference's, {sum} and {theirSum}");
            boostRatios.Add(nanoseconds / ours);
            line += Line($" {nanoseconds / 1000,10:F1} {nanoseconds / ours,6:F2}");
        }
        quikRatios.Add(quik / ours);
        Console.WriteLine(line + Line($" {quik / 1000,11:F1} {quik / ours,7:F1}"));
    }

    private static (double Nanoseconds, double Allocated, ulong Sum) Ours(TopologySnapshot topology, int[] sources, int rounds)
    {
        var tree = new ConstrainedTree();
        var sum = 0UL;
        var times = Time(sources, rounds, source =>
        {
            tree.Run(topology, PathMetric.Igp, s_constraints, NetworkOverlay.Empty, source);
        }, out var allocated);
        foreach (var source in sources)
        {
            tree.Run(topology, PathMetric.Igp, s_constraints, NetworkOverlay.Empty, source);
            for (var node = 0; node < topology.NodeCount; node++)
                sum += tree[node] == LinkMetrics.None ? 0 : tree[node];
        }
        return (times, allocated, sum);
    }

    private static double OneToOne(TopologySnapshot topology, int[] sources, int rounds)
    {
        var tree = new ConstrainedTree();
        var targetOf = Targets(sources);
        return Time(sources, rounds, source =>
            tree.Run(topology, PathMetric.Igp, s_constraints, NetworkOverlay.Empty, source, targetOf[source]), out _);
    }

    /// <summary>One target for each source, the same in every run.</summary>
    public static Dictionary<int, int> Targets(int[] sources)
    {
        var targetOf = new Dictionary<int, int>();
        for (var i = 0; i < sources.Length; i++)
            targetOf[sources[i]] = sources.Concat(sources).Skip(i + 1).First(other => other != sources[i]);
        return targetOf;
    }

    // One kind of graph only: a second one in the same process might keep the compiler from inlining either into the search.
    private static double Quik(TopologySnapshot topology, int[] sources, int rounds)
    {
        var graph = new AdjacencyGraph<int, TaggedEdge<int, double>>(true, topology.NodeCount);
        graph.AddVertexRange(Enumerable.Range(0, topology.NodeCount));
        for (var edge = 0; edge < topology.EdgeCount; edge++)
            graph.AddEdge(new TaggedEdge<int, double>(topology.EdgeFrom[edge], topology.EdgeTo[edge], topology.EdgeIgpMetric[edge]));
        return Time(sources, rounds, source =>
        {
            var search = new DijkstraShortestPathAlgorithm<int, TaggedEdge<int, double>>(graph, e => e.Tag);
            var parents = new VertexPredecessorRecorderObserver<int, TaggedEdge<int, double>>();
            using (parents.Attach(search))
                search.Compute(source);
        }, out _);
    }

    /// <summary>Median nanoseconds of one call, over all sources and rounds, after a warm-up.</summary>
    public static double Time(int[] sources, int rounds, Action<int> run, out double allocated)
    {
        var next = 0;
        WarmUp(() => run(sources[next++ % sources.Length]));
        var times = new double[sources.Length * rounds];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            run(sources[i % sources.Length]);
            times[i] = (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency);
        }
        allocated = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / times.Length;
        Array.Sort(times);
        return times[times.Length / 2];
    }

    /// <summary>Tiered compilation promotes hot code in the background: several passes with pauses let it finish.</summary>
    public static void WarmUp(Action run)
    {
        for (var pass = 0; pass < 6; pass++)
        {
            var until = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 20);
            for (var calls = 0; calls < 10 || Stopwatch.GetTimestamp() < until; calls++)
                run();
            Thread.Sleep(60);
        }
    }

    private static double Mean(List<double> ratios) => Math.Exp(ratios.Average(Math.Log));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
