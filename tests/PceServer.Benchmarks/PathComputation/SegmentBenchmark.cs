using System.Diagnostics;
using System.Globalization;
using PceServer.PathComputation;
using PceServer.PathComputation.Segments;
using PceServer.Topology;

namespace PceServer.Benchmarks.PathComputation;

/// <summary>Whole requests with a limit on SIDs, and lists for given paths.</summary>
internal static class SegmentBenchmark
{
    public static void RunDepth()
    {
        Console.WriteLine("path-msd: whole request, latency-optimal, us: as it is, and with one SID less than its best path needs");
        foreach (var (name, topology) in BenchmarkGraphs.All(10_000).Where(g => g.Name is "rf6461" or "isp 1k" or "isp 10k"))
        {
            var free = Requests(topology, 40).ToArray();
            var tight = free.Select(r => Tighten(topology, r)).OfType<PathRequest>().ToArray();
            var (median, worst, _) = Measure(topology, free);
            var (tightMedian, tightWorst, found) = Measure(topology, tight);
            Console.WriteLine(Line($"  {name,-8} free median {median,9:F0} worst {worst,9:F0};  {tight.Length} tight: median {tightMedian,9:F0} worst {tightWorst,9:F0}, {found} found"));
        }
    }

    public static void RunLists()
    {
        Console.WriteLine("path-sids: latency-optimal paths of all pairs: SIDs, and what a list costs for a given path");
        Console.WriteLine($"  {"graph",-10} {"pairs",7} {"average",8} {"max",4} {"<=3",7} {"<=5",7} {"<=10",7} {"ns/hop",8} {"cold us/path",13}");
        foreach (var name in new[] { "Abilene", "Geant2012", "GtsCe", "Interoute", "Colt", "Cogentco", "rf1221_real_hard", "rf3257_real_hard", "rf3967_real_hard", "rf6461_real_hard" })
        {
            if (BenchmarkGraphs.Repetita(name) is { } topology)
                Lists(name.Split('_')[0], topology);
        }
    }

    private static void Lists(string name, TopologySnapshot topology)
    {
        var counts = new List<int>();
        var paths = new List<int[]>();
        var random = new Testing.SplitMix(3);
        // Every pair of the small ones; of the large ones a sample that keeps the run short.
        var share = topology.NodeCount > 90 ? 8 : 1;
        for (var source = 0; source < topology.NodeCount; source++)
        {
            for (var target = 0; target < topology.NodeCount; target++)
            {
                if (source == target || random.Below(share) != 0)
                    continue;
                var request = new PathRequest(new NodeIndex(source), new NodeIndex(target)) { Objective = PathMetric.Delay, Branches = BranchMode.SinglePath };
                if (PathComputer.Compute(topology, request) is not PathResult.Found(var path))
                    continue;
                counts.Add(path.Segments.Count);
                paths.Add([.. path.Edges.Select(e => e.Value)]);
            }
        }
        var (warm, cold) = Cut(topology, paths);
        Console.WriteLine(Line(
            $"  {name,-10} {counts.Count,7} {counts.Average(),8:F2} {counts.Max(),4} {Share(counts, 3),7:P1} {Share(counts, 5),7:P1} {Share(counts, 10),7:P1} {warm,8:F1} {cold,13:F1}"));
    }

    private static (double WarmNanosecondsPerHop, double ColdMicroseconds) Cut(TopologySnapshot topology, List<int[]> paths)
    {
        var hops = paths.Sum(p => p.Length);
        var segmenter = new PathSegmenter(new RoutingTrees(SegmentRouting.Of(topology, 0)));
        var warm = ShortestPathBenchmark.Time([0], 40, _ => CutAll(segmenter, paths), out _) / hops;
        var times = new double[Math.Min(100, paths.Count)];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            CutAll(new PathSegmenter(new RoutingTrees(SegmentRouting.Of(topology, 0))), [paths[i * (paths.Count / times.Length)]]);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
        Array.Sort(times);
        return (warm, times[times.Length / 2]);
    }

    private static void CutAll(PathSegmenter segmenter, List<int[]> paths)
    {
        Span<int> ends = stackalloc int[256];
        Span<bool> isNode = stackalloc bool[256];
        foreach (var path in paths)
            segmenter.TryCut(path, ends, isNode, out _);
    }

    private static double Share(List<int> counts, int most) => counts.Count(c => c <= most) / (double)counts.Count;

    private static IEnumerable<PathRequest> Requests(TopologySnapshot topology, int count)
    {
        var random = new Testing.SplitMix(11);
        for (var i = 0; i < count; i++)
        {
            var (source, target) = (random.Below(topology.NodeCount), random.Below(topology.NodeCount));
            if (source != target)
                yield return new PathRequest(new NodeIndex(source), new NodeIndex(target)) { Objective = PathMetric.Delay, Branches = BranchMode.SinglePath };
        }
    }

    private static PathRequest? Tighten(TopologySnapshot topology, PathRequest request) =>
        PathComputer.Compute(topology, request) is PathResult.Found { Path.Segments.Count: var sids and > 1 }
            ? request with { Constraints = new PathConstraints { MaximumSids = sids - 1 }, ExplanationSearches = 0 } : null;

    private static (double Median, double Worst, int Found) Measure(TopologySnapshot topology, PathRequest[] requests)
    {
        var found = requests.Count(r => PathComputer.Candidates(topology, r).Any());
        // Each request's best round: on a busy machine long runs are interrupted, and that is not their cost.
        var best = requests.Select(_ => double.MaxValue).ToArray();
        var next = 0;
        ShortestPathBenchmark.WarmUp(() => _ = PathComputer.Candidates(topology, requests[next++ % requests.Length]).FirstOrDefault());
        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < requests.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                _ = PathComputer.Candidates(topology, requests[i]).FirstOrDefault();
                best[i] = Math.Min(best[i], Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }
        Array.Sort(best);
        return (best[best.Length / 2], best[^1], found);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
