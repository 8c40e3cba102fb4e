using System.Diagnostics;
using System.Globalization;
using PceServer.Forwarding;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Benchmarks.Forwarding;

/// <summary>Label tables, traces, re-verification after a failure, and the survey of single failures.</summary>
public static class ForwardingBenchmark
{
    private const int Nodes = 1_000;

    public static void Run()
    {
        var builder = Load(IspGraph.Make(Nodes).ToChanges("graph"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"forwarding: {Nodes} nodes, {builder.Current.EdgeCount} directed links"));
        Tables(builder.Current);
        Updates(builder);
        TraceBenchmark.Run(builder.Current);
        VerificationBenchmark.SingleBranch(builder.Current);
        var graph = IspGraph.Make(Nodes);
        VerificationBenchmark.EqualCost(Load((graph with { Edges = [.. graph.Edges.Select(e => e with { Weight = 10 })] }).ToChanges("graph")).Current);
        SurveyBenchmark.Run();
        Lazily();
    }

    public static TopologyBuilder Load(IEnumerable<TopologyChange> changes)
    {
        var builder = new TopologyBuilder();
        foreach (var change in changes)
            builder.Apply(change);
        builder.Flush();
        return builder;
    }

    public static void Print(string name, double milliseconds, string note = "") =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-62} {milliseconds,10:N3} ms  {note}"));

    public static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Tables(TopologySnapshot topology)
    {
        var times = Enumerable.Range(0, 15).Select(_ => Time(() => new ForwardingSimulator(topology).Warm())).Order().ToArray();
        Print("tables of all nodes, routes to all prefixes", times[7], $"slowest of 15 {times[^1]:N0} ms");
    }

    /// <summary>Each link in turn gets another metric, then is withdrawn; all tables are brought up to date each time.</summary>
    private static void Updates(TopologyBuilder builder)
    {
        var original = builder.Current;
        var simulator = new ForwardingSimulator(original);
        simulator.Warm();
        var (metric, withdrawn) = (new List<double>(), new List<double>());
        for (var e = 0; e < original.EdgeCount; e++)
        {
            if (original.EdgeReverse[e] < e)
                continue;
            var (key, attributes) = (original.KeyOf(new EdgeIndex(e)), original.AttributesOf(new EdgeIndex(e)));
            metric.Add(Update(builder, ref simulator, new LinkChange("graph", key, attributes with { IgpMetric = (attributes.IgpMetric * 2) + 1 })));
            withdrawn.Add(Update(builder, ref simulator, new LinkChange("graph", key, null)));
            Update(builder, ref simulator, new LinkChange("graph", key, attributes));
        }
        PrintPercentiles("update after a metric change, every link", metric);
        PrintPercentiles("update after a link went away, every link", withdrawn);
    }

    private static double Update(TopologyBuilder builder, ref ForwardingSimulator simulator, TopologyChange change)
    {
        builder.Apply(change);
        var (next, before) = (builder.Flush(), simulator);
        var after = before;
        var time = Time(() =>
        {
            after = before.Next(next);
            after.Warm();
        });
        simulator = after;
        return time;
    }

    private static void PrintPercentiles(string name, List<double> times)
    {
        times.Sort();
        Print(name, times[times.Count / 2], string.Create(CultureInfo.InvariantCulture, $"median; 99th percentile {times[times.Count * 99 / 100]:N2} ms, largest {times[^1]:N2} ms"));
    }

    /// <summary>A network so large that only what a trace needs can be made.</summary>
    private static void Lazily()
    {
        var topology = Load(IspGraph.Make(100_000).ToChanges("graph")).Current;
        ForwardingSimulator? simulator = null;
        Print($"100,000 nodes, {topology.EdgeCount:N0} directed links: simulator made", Time(() => simulator = new ForwardingSimulator(topology)));
        var random = new SplitMix(5);
        var (first, again) = (new List<double>(), new List<double>());
        for (var i = 0; i < 30; i++)
        {
            var (from, to) = (new NodeIndex(random.Below(100_000)), new NodeIndex(random.Below(100_000)));
            topology.TryGetNodeSid(to, 0, out var sid);
            topology.TryGetLabel(from, sid.Sid, out var label);
            var request = new TraceRequest(from, [label], to);
            first.Add(Time(() => simulator!.Trace(request)));
            again.Add(Time(() => simulator!.Trace(request)));
        }
        PrintPercentiles("  first trace to a prefix", first);
        PrintPercentiles("  trace to it again", again);
    }
}
