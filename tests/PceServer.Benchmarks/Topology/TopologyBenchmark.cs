using System.Diagnostics;
using System.Globalization;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Benchmarks.Topology;

/// <summary>What the topology costs: loading, memory, and the snapshot after each kind of change.</summary>
public static class TopologyBenchmark
{
    public static void Run()
    {
        Loading();
        Changes();
    }

    /// <summary>A big network into an empty builder, as a feed brings it, and the bytes that stay.</summary>
    private static void Loading()
    {
        var graph = IspGraph.Make(50_000, linksPerNode: 5);
        Load(IspGraph.Make(2_000));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (builder, count, apply, flush) = Load(graph);
        var afterFlush = GC.GetTotalMemory(forceFullCollection: true);
        _ = ReadColumns(builder.Current);
        var afterColumns = GC.GetTotalMemory(forceFullCollection: true);
        Line($"topology: {graph.Nodes.Length:N0} nodes, {builder.Current.EdgeCount:N0} half-links, {builder.Current.Prefixes.Length:N0} prefixes");
        Line($"  into the builder                {apply.TotalMilliseconds,8:N0} ms   {count / apply.TotalSeconds / 1000,8:N0} k/s (making the changes included)");
        Line($"  first snapshot                  {flush.TotalMilliseconds,8:N0} ms");
        Line($"  builder and snapshot            {(afterFlush - before) / (double)count,8:N0} bytes a fact");
        Line($"  with every column read          {(afterColumns - before) / (double)count,8:N0} bytes a fact");
        GC.KeepAlive(builder);
        GC.KeepAlive(graph);
    }

    private static void Changes()
    {
        var (builder, _, _, _) = Load(IspGraph.Make(10_000, linksPerNode: 3));
        var links = builder.Current.Links;
        Line($"snapshot after a change: {builder.Current.NodeCount:N0} nodes, {links.Length:N0} half-links, every column in use");
        Rounds("one metric", builder, n => [Metric(links[n * 997 % links.Length], n)]);
        Rounds("one unreserved bandwidth", builder, n => [Unreserved(links[n * 991 % links.Length], n)]);
        Rounds("1,000 metrics, one flush", builder,
            n => Enumerable.Range(0, 1000).Select(i => Metric(links[((n * 1000) + i) * 31 % links.Length], n)));
        Rounds("one half-link down, then up", builder,
            n => [new LinkChange("isp", links[n / 2 * 983 % links.Length].Key,
            n % 2 == 0 ? null : links[n / 2 * 983 % links.Length].Attributes)]);
        Rounds("one node overloaded", builder, n => [Overload(builder.Current.Nodes[n * 7 % 10_000], n)]);
        Rounds("one prefix metric", builder, n => [PrefixMetric(builder.Current.Prefixes[n * 7 % 10_000], n)]);
        Rounds("one node gone, then back", builder,
            n => [new NodeChange("isp", PlainGraph.Key(77), n % 2 == 0 ? null : NodeAttributes.None)]);
        Comparing(builder, links);
    }

    private static void Comparing(TopologyBuilder builder, IReadOnlyList<Link> links)
    {
        var older = builder.Current;
        builder.Apply(Metric(links[5], 1234567));
        var newer = builder.Flush();
        Time("events, one metric", 30, () => TopologyDiff.Between(older, newer).Count);
        builder.Apply(new LinkChange("isp", links[5].Key, null));
        var without = builder.Flush();
        Time("events, one link down", 30, () => TopologyDiff.Between(newer, without).Count);
        Time("health, nothing known yet", 5, () => Load(IspGraph.Make(10_000, linksPerNode: 3)).Builder.Current,
            static t => t.Health.Length);
    }

    private static (TopologyBuilder Builder, int Count, TimeSpan Apply, TimeSpan Flush) Load(PlainGraph graph)
    {
        var builder = new TopologyBuilder();
        var count = 0;
        var start = Stopwatch.GetTimestamp();
        foreach (var change in graph.ToChanges("isp"))
        {
            builder.Apply(change);
            count++;
        }
        var applied = Stopwatch.GetTimestamp();
        builder.Flush();
        return (builder, count, Stopwatch.GetElapsedTime(start, applied), Stopwatch.GetElapsedTime(applied));
    }

    private static LinkChange Metric(Link link, int n) => new("isp", link.Key, link.Attributes with { IgpMetric = (uint)n + 1 });

    private static LinkChange Unreserved(Link link, int n) =>
        new("isp", link.Key, link.Attributes with { UnreservedBandwidth = [.. Enumerable.Range(0, 8).Select(p => (ulong)(n + p))] });

    private static NodeChange Overload(Node node, int n) =>
        new("isp", node.Key, node.Attributes with { Overloaded = !node.Attributes.Overloaded, MaximumSidDepth = (byte)n });

    private static PrefixChange PrefixMetric(Prefix prefix, int n) =>
        new("isp", prefix.Key, prefix.Attributes with { Metric = (uint)n + 1 });

    private static ulong ReadColumns(TopologySnapshot t) =>
        t.EdgeIgpMetric[0] + t.EdgeTeMetric[0] + t.EdgeDelay[0] + t.EdgeDelayVariation[0] + t.EdgeLoss[0] + t.EdgeAdminGroup[0]
        + t.EdgeMaximumBandwidth[0] + t.EdgeReservableBandwidth[0] + t.EdgeUnreservedBandwidth[0] + (ulong)t.EdgeSrlgStart[0]
            + (ulong)t.InStart[0];

    private static void Rounds(string name, TopologyBuilder builder, Func<int, IEnumerable<TopologyChange>> changes)
    {
        const int rounds = 200;
        var times = new double[rounds];
        for (var n = -20; n < rounds; n++)
        {
            _ = ReadColumns(builder.Current);
            var said = changes(n + 20).ToArray();
            var start = Stopwatch.GetTimestamp();
            foreach (var change in said)
                builder.Apply(change);
            builder.Flush();
            if (n >= 0)
                times[n] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Print(name, times);
    }

    private static void Time(string name, int rounds, Func<int> run) => Time<object?>(name, rounds, static () => null, _ => run());

    private static void Time<T>(string name, int rounds, Func<T> prepare, Func<T, int> run)
    {
        var times = new double[rounds];
        for (var n = -2; n < rounds; n++)
        {
            var prepared = prepare();
            var start = Stopwatch.GetTimestamp();
            _ = run(prepared);
            if (n >= 0)
                times[n] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Print(name, times);
    }

    private static void Print(string name, double[] milliseconds)
    {
        Array.Sort(milliseconds);
        Line($"  {name,-32}{milliseconds[milliseconds.Length / 2],8:N3} ms   99th percentile {milliseconds[(int)(milliseconds.Length * 0.99)],8:N3} ms");
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
