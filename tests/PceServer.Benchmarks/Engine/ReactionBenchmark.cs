using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PceServer.Engine;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Benchmarks.Engine;

/// <summary>What the engine costs with many delegated LSPs: taking them over, and finding and moving those that a failed link concerns.</summary>
public static class ReactionBenchmark
{
    private const int Nodes = 1_000;
    private const int Pccs = 20;
    private const int LspsPerPcc = 250;

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        await using var engine = new PceEngine(new PceEngineOptions { FlushQuiet = TimeSpan.Zero }, TimeProvider.System, NullLoggerFactory.Instance);
        await engine.ApplyTopologyAsync([.. IspGraph.Make(Nodes).ToChanges("isp")]);
        await engine.FlushTopologyAsync();
        var routers = Enumerable.Range(0, Pccs).Select(n => new BenchmarkRouter(engine, n * (Nodes / Pccs))).ToArray();
        var started = Stopwatch.GetTimestamp();
        foreach (var router in routers)
            router.Delegate(LspsPerPcc, Nodes);
        await engine.SettleAsync();
        var taken = Stopwatch.GetElapsedTime(started);
        await engine.SettleAsync();
        var lsps = engine.Lsps.All.ToList();
        Line($"engine: {Nodes} nodes, {engine.Topology.EdgeCount} half-links, {Pccs} PCCs, {lsps.Count} delegated LSPs, {lsps.Count(l => l.Path is not null)} with a path");
        Line($"  report to proven path and PCUpd   {taken.TotalMicroseconds / lsps.Count,8:N0} us an LSP, all actors together");
        foreach (var busiest in lsps.SelectMany(l => l.Trace?.Links ?? []).GroupBy(l => l).OrderByDescending(g => g.Count()).Select(g => g.Key).Take(5).ToList())
            await FailAsync(engine, routers, busiest);
    }

    private static async Task FailAsync(PceEngine engine, BenchmarkRouter[] routers, LinkKey link)
    {
        if (!engine.Topology.TryFind(link, out var edge))
            return;
        var attributes = engine.Topology.AttributesOf(edge);
        var crossing = engine.Lsps.All.Count(l => l.Trace?.Links.Contains(link) ?? false);
        var before = routers.Sum(r => r.Updates);
        var started = Stopwatch.GetTimestamp();
        await engine.ApplyTopologyAsync([new LinkChange("isp", link, null)]);
        await engine.SettleAsync();
        var elapsed = Stopwatch.GetElapsedTime(started);
        var latencies = engine.Lsps.All.SelectMany(l => l.Updates.Take(1)).Where(u => u.Latency is not null).Select(u => u.Latency!.Value.TotalMilliseconds).Order().ToList();
        Line($"  {link} fails: {crossing} LSPs cross it, {routers.Sum(r => r.Updates) - before} PCUpds, all within {elapsed.TotalMilliseconds:N1} ms"
            + (latencies.Count == 0 ? "" : $"; event to PCUpd median {latencies[latencies.Count / 2]:N1} ms, most {latencies[^1]:N1} ms"));
        started = Stopwatch.GetTimestamp();
        await engine.ApplyTopologyAsync([new LinkChange("isp", link, attributes)]);
        await engine.SettleAsync();
        Line($"  and is back: every list walked again within {Stopwatch.GetElapsedTime(started).TotalMilliseconds:N1} ms");
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Line(string text) => Console.WriteLine(text);
}
