using PceServer.Forwarding;
using PceServer.Forwarding.Failures;
using PceServer.Topology;

namespace PceServer.Benchmarks.Forwarding;

/// <summary>100,000 LSPs after one link failed, all of them proved again, as a watch would have to at worst.</summary>
internal static class VerificationBenchmark
{
    private const int Lsps = 100_000;

    public static void SingleBranch(TopologySnapshot topology)
    {
        var simulator = new ForwardingSimulator(topology);
        Run(simulator, "one branch, 5 hops each", [.. Stacks.FiveHops(topology, simulator).Take(Lsps)]);
    }

    public static void EqualCost(TopologySnapshot topology)
    {
        var simulator = new ForwardingSimulator(topology);
        var requests = Stacks.Random(topology, simulator, int.MaxValue, segments: 1).Where(r => simulator.Trace(r).Edges.Length >= 5).Take(Lsps).ToArray();
        var steps = requests.Take(1000).Average(r => simulator.Trace(r).Edges.Length);
        Run(simulator, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"equal costs, {steps:N0} links on all branches of one"), requests);
    }

    private static void Run(ForwardingSimulator simulator, string what, TraceRequest[] requests)
    {
        simulator.Warm();
        var failures = new FailureSet { Links = [new EdgeIndex(simulator.Topology.OutStart[1])] };
        var good = 0;
        var times = Enumerable.Range(0, 5).Select(_ => ForwardingBenchmark.Time(() =>
        {
            good = 0;
            var after = simulator.Failed(failures, FailurePhase.AfterConvergence);
            Parallel.ForEach(requests, request =>
            {
                if (after.Trace(request).IsGood)
                    Interlocked.Increment(ref good);
            });
        })).Order().ToArray();
        ForwardingBenchmark.Print($"{Lsps:N0} LSPs proved again after a link failure", times[2], $"{what}; {good:N0} still good");
    }
}
