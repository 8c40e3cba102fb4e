using System.Diagnostics;
using System.Globalization;
using PceServer.PathComputation;
using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Disjoint;
using PceServer.PathComputation.Search;
using PceServer.Topology;

namespace PceServer.Benchmarks.PathComputation;

/// <summary>Disjoint pairs against one shortest-path tree, and explanations against the search that failed.</summary>
internal static class SetAndReasonBenchmark
{
    public static void RunDisjoint()
    {
        Console.WriteLine("path-disjoint: cheapest link- and node-disjoint pair of links against one full tree, us");
        foreach (var (name, topology) in BenchmarkGraphs.All(10_000))
        {
            var sources = BenchmarkGraphs.Sources(topology, 20);
            var tree = new CostTree();
            var graph = ConstrainedGraph.Build(topology, new PathRequest(new NodeIndex(0), new NodeIndex(1)), NetworkOverlay.Empty);
            var one = ShortestPathBenchmark.Time(sources, 20, s => tree.Run(topology, graph.Weights, graph.LargestWeight, [(s, 0ul)]), out _);
            var link = Pair(topology, graph, sources, nodes: false);
            var node = Pair(topology, graph, sources, nodes: true);
            Console.WriteLine(Line($"  {name,-10} tree {one / 1000,8:F1}  link pair {link / 1000,8:F1} ({link / one:F1} trees)  node pair {node / 1000,8:F1} ({node / one:F1} trees)"));
        }
    }

    public static void RunReasons()
    {
        Console.WriteLine("path-why: explanation of a failure (one bound too tight) against the search that failed, us");
        foreach (var (name, topology) in BenchmarkGraphs.All(10_000))
        {
            var requests = Failing(topology).ToArray();
            var failed = Median(requests, r => PathComputer.Candidates(topology, r).Any());
            var told = Median(requests, r => PathComputer.Compute(topology, r) is PathResult.NotFound);
            Console.WriteLine(Line($"  {name,-10} {requests.Length} requests: failed search {failed,9:F0}, with explanation {told,9:F0} ({told / failed:F1} times)"));
        }
    }

    private static double Pair(TopologySnapshot topology, ConstrainedGraph graph, int[] sources, bool nodes)
    {
        var targetOf = ShortestPathBenchmark.Targets(sources);
        return ShortestPathBenchmark.Time(sources, 10, source => new CheapestFlow(graph, source, targetOf[source], nodes).Find(2), out _);
    }

    private static IEnumerable<PathRequest> Failing(TopologySnapshot topology)
    {
        var random = new Testing.SplitMix(23);
        for (var i = 0; i < 15; i++)
        {
            var request = new PathRequest(new NodeIndex(random.Below(topology.NodeCount)), new NodeIndex(random.Below(topology.NodeCount)));
            if (request.Source == request.Destination || PathComputer.Compute(topology, request with { Objective = PathMetric.Delay }) is not PathResult.Found(var path))
                continue;
            yield return request with { Constraints = new PathConstraints { Bounds = [new MetricBound(PathMetric.Delay, path.Cost - 1)] } };
        }
    }

    /// <summary>Median over the requests of each one's best round: on a busy machine long runs are interrupted, and that is not their cost.</summary>
    private static double Median(PathRequest[] requests, Func<PathRequest, bool> run)
    {
        var best = requests.Select(_ => double.MaxValue).ToArray();
        var next = 0;
        ShortestPathBenchmark.WarmUp(() => run(requests[next++ % requests.Length]));
        for (var round = 0; round < 8; round++)
        {
            for (var i = 0; i < requests.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                run(requests[i]);
                best[i] = Math.Min(best[i], Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }
        Array.Sort(best);
        return best[best.Length / 2];
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
