using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace PceServer.Benchmarks.Bgp;

/// <summary>The whole way: octets over TCP, framing, decoding, RIB, mapping, topology, published snapshot; beside gobgpd fed with the same octets in the same run.</summary>
internal static class BgpPipelineBenchmark
{
    private const uint System = 65000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static void Run()
    {
        Console.WriteLine("bgp-pipeline: TCP in to snapshot published");
        var stream = new LinkStateStream(nodes: 5_000, halfLinks: 50_000, prefixes: 5_000);
        Own(stream, "first, cold");
        var own = Own(stream, "warm");
        if (GoBgp.Start(System) is not { } daemon)
        {
            Console.WriteLine("  gobgpd is not installed: no reference");
            return;
        }
        using (daemon)
        {
            var (before, cpu) = (daemon.ResidentBytes(), daemon.ProcessorTime());
            var elapsed = Feed(daemon.EndPoint, stream, () => daemon.Held() >= stream.Nlris, () => $"{daemon.Held()} NLRIs", TimeSpan.FromMilliseconds(100));
            Print("gobgpd", stream, elapsed, daemon.ProcessorTime() - cpu, daemon.ResidentBytes() - before);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ours is {elapsed / own:N1} times as fast"));
        }
    }

    /// <summary>50,000 nodes, 500,000 half-links, 50,000 prefixes.</summary>
    public static void RunScale()
    {
        Console.WriteLine("bgp-scale: TCP in to snapshot published");
        Own(new LinkStateStream(nodes: 50_000, halfLinks: 500_000, prefixes: 50_000), "cold");
    }

    private static TimeSpan Own(LinkStateStream stream, string note)
    {
        using var pipeline = new OwnPipeline(System);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var elapsed = Feed(pipeline.EndPoint, stream, () => pipeline.Holds(stream), pipeline.Progress, TimeSpan.FromMilliseconds(1));
        cpu = Environment.CpuUsage.TotalTime - cpu;
        Print($"PceServer, {note}", stream, elapsed, cpu, GC.GetTotalMemory(forceFullCollection: true) - before);
        return elapsed;
    }

    private static TimeSpan Feed(IPEndPoint remote, LinkStateStream stream, Func<bool> isHeld, Func<string> progress, TimeSpan poll)
    {
        using var peer = StreamPeer.Connect(remote, System);
        var start = Stopwatch.GetTimestamp();
        peer.Write(stream.Octets);
        peer.Write(stream.EndOfRib);
        var written = Stopwatch.GetElapsedTime(start);
        while (!isHeld())
        {
            if (Stopwatch.GetElapsedTime(start) > s_patience)
                throw new InvalidOperationException($"after {s_patience.TotalSeconds} s there are {progress()}");
            Thread.Sleep(poll);
        }
        var elapsed = Stopwatch.GetElapsedTime(start);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    written after {written.TotalMilliseconds:N0} ms, held {(elapsed - written).TotalMilliseconds:N0} ms later"));
        return elapsed;
    }

    // On a busy machine the processor time says more than the clock; ours includes that of the sender, which runs in the same process.
    private static void Print(string name, LinkStateStream stream, TimeSpan elapsed, TimeSpan cpu, long bytes) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"  {name,-24} {stream.Nlris:N0} NLRIs in {elapsed.TotalSeconds:N3} s: {stream.Nlris / elapsed.TotalSeconds / 1e3:N0} k NLRI/s, {cpu.TotalMicroseconds / stream.Nlris:N1} us of processor and {(double)bytes / stream.Nlris:N0} B per NLRI"));
}
