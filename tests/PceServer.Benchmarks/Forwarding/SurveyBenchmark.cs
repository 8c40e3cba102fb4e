using System.Collections.Immutable;
using PceServer.Forwarding;
using PceServer.Forwarding.Simulations;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Benchmarks.Forwarding;

internal static class SurveyBenchmark
{
    public static void Run()
    {
        var file = Path.Combine(Repository.Root, "..", "shared", "topologies", "rf6461_real_hard.graph");
        if (!File.Exists(file))
        {
            Console.WriteLine("  survey of rf6461: ../shared/topologies is not beside this checkout");
            return;
        }
        var topology = ForwardingBenchmark.Load(RepetitaGraph.Read(File.ReadAllText(file), "rf6461").Changes).Current;
        var simulator = new ForwardingSimulator(topology);
        var lsps = Stacks.Random(topology, simulator, int.MaxValue, segments: 3).Take(10_000).Select((r, i) => new SimulatedLsp($"lsp{i}", r, 1000)).ToArray();
        var entries = ImmutableArray<SurveyEntry>.Empty;
        var times = Enumerable.Range(0, 5).Select(_ => ForwardingBenchmark.Time(() => entries = new WhatIf(simulator, lsps).Survey(SurveyKind.Links))).Order().ToArray();
        ForwardingBenchmark.Print(
            $"survey of rf6461, {lsps.Length:N0} LSPs, {entries.Length} single link failures", times[2],
            $"moved {entries.Sum(e => e.Count(LspOutcome.Moved)):N0}, lost {entries.Sum(e => e.Count(LspOutcome.Lost)):N0}");
    }
}
