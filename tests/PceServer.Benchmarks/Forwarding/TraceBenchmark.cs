using System.Globalization;
using PceServer.Forwarding;
using PceServer.Topology;

namespace PceServer.Benchmarks.Forwarding;

/// <summary>One trace, ten hops, one branch, all tables warm.</summary>
internal static class TraceBenchmark
{
    public static void Run(TopologySnapshot topology)
    {
        var simulator = new ForwardingSimulator(topology);
        simulator.Warm();
        var requests = Stacks.Random(topology, simulator, 200_000, segments: 3).Where(r => simulator.Trace(r) is { IsGood: true } t && t.Steps.Length == 10 && t.Hops.Length == 11).Take(200).ToArray();
        var constrained = requests.Select(r => r with
        {
            Constraints = new PathConstraints { Bounds = [new MetricBound(PathMetric.Te, 1_000_000)], BandwidthBytesPerSecond = 1, ExcludeAny = 1u << 31 },
        }).ToArray();
        Print(simulator, "trace of 10 hops, one branch", requests);
        Print(simulator, "the same under a bound, bandwidth and colours", constrained);
        var paths = requests.Select(r => (r.HeadEnd, Edges: simulator.Trace(r).Edges)).ToArray();
        var strict = requests.Select((r, i) => r with { Labels = [.. paths[i].Edges.Select(e => Stacks.Adjacency(topology, e))], Constraints = new PathConstraints { MaximumSids = 10 } });
        Print(simulator, "the same way by 10 adjacency SIDs", [.. strict]);
    }

    private static void Print(ForwardingSimulator simulator, string name, TraceRequest[] requests)
    {
        var cost = Benchmark.Measure(
            count =>
            {
                for (var i = 0; i < count; i++)
                    simulator.Trace(requests[i % requests.Length]);
            },
            20_000);
        Benchmark.Print(name, cost, string.Create(CultureInfo.InvariantCulture, $"{cost.NanosecondsPerOperation / 10:N0} ns a hop"));
    }
}
