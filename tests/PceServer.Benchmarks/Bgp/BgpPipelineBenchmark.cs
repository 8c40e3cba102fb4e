using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace PceServer.Benchmarks.Bgp;

/// <summary>The whole way: octets over TCP, framing, decoding, RIB, mapping, topology, published snapshot; beside gobgpd fed with the same octets in the same run.</summary>
internal static class BgpPipelineBenchmark
{
    private const uint System = 65000;
    private const int WarmUps = 6;
    private const int Loads = 9;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static void Run()
    {
        Console.WriteLine("bgp-pipeline: TCP in to snapshot published, the sender on this machine; every load into a server that has nothing yet");
        var stream = new LinkStateStream(nodes: 10_000, halfLinks: 100_000, prefixes: 10_000);
        var own = Own(stream, WarmUps, Loads);
        if (GoBgp.Start(System) is not { } daemon)
        {
            Console.WriteLine("  gobgpd is not installed: no reference");
            return;
        }
        using (daemon)
        {
            var (before, cpu) = (daemon.ResidentBytes(), daemon.ProcessorTime());
            var load = Feed(daemon.EndPoint, stream, () => daemon.Held() >= stream.Nlris, () => $"{daemon.Held()} NLRIs", TimeSpan.FromMilliseconds(100));
            Print("gobgpd", stream, load, new Usage(daemon.ProcessorTime() - cpu, daemon.ResidentBytes() - before, null));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ours is {load.Elapsed / own:N1} times as fast"));
        }
    }

    /// <summary>50,000 nodes, 500,000 half-links, 50,000 prefixes.</summary>
    public static void RunScale()
    {
        Console.WriteLine("bgp-scale: TCP in to snapshot published, the sender on this machine; every load into a server that has nothing yet");
        Own(new LinkStateStream(nodes: 50_000, halfLinks: 500_000, prefixes: 50_000), warmUps: 1, loads: 3);
    }

    /// <summary>The median load after a cold one and others that warm the compiler.</summary>
    private static TimeSpan Own(LinkStateStream stream, int warmUps, int loads)
    {
        Print("first in the process", stream, Load(stream));
        for (var i = 1; i < warmUps; i++)
        {
            Load(stream);
            // Code that proved hot is compiled in the background, once nothing new has been compiled for a while.
            Thread.Sleep(250);
        }
        var measured = Enumerable.Range(0, loads).Select(_ => Load(stream)).OrderBy(result => result.Load.Elapsed).ToArray();
        Print($"quickest of {loads}", stream, measured[0]);
        Print($"median of {loads}", stream, measured[loads / 2]);
        Print($"slowest of {loads}", stream, measured[^1]);
        return measured[loads / 2].Load.Elapsed;
    }

    private static (Timing Load, Usage Used) Load(LinkStateStream stream)
    {
        using var pipeline = new OwnPipeline(System);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var resident = Environment.WorkingSet;
        var cpu = Environment.CpuUsage.TotalTime;
        var load = Feed(pipeline.EndPoint, stream, () => pipeline.Holds(stream), pipeline.Progress, TimeSpan.FromMilliseconds(1));
        cpu = Environment.CpuUsage.TotalTime - cpu - load.SenderProcessor;
        var used = new Usage(cpu, Environment.WorkingSet - resident, GC.GetTotalMemory(forceFullCollection: true) - before);
        return (load, used);
    }

    private static Timing Feed(IPEndPoint remote, LinkStateStream stream, Func<bool> isHeld, Func<string> progress, TimeSpan poll)
    {
        using var peer = StreamPeer.Connect(remote, System);
        var (start, cpu) = (Stopwatch.GetTimestamp(), ThreadTime.Now);
        peer.Write(stream.Octets);
        peer.Write(stream.EndOfRib);
        var (written, sender) = (Stopwatch.GetElapsedTime(start), ThreadTime.Now - cpu);
        while (!isHeld())
        {
            if (Stopwatch.GetElapsedTime(start) > s_patience)
                throw new InvalidOperationException($"after {s_patience.TotalSeconds} s there are {progress()}");
            Thread.Sleep(poll);
        }
        return new Timing(Stopwatch.GetElapsedTime(start), written, sender);
    }

    private static void Print(string name, LinkStateStream stream, (Timing Load, Usage Used) result) => Print(name, stream, result.Load, result.Used);

    private static void Print(string name, LinkStateStream stream, Timing load, Usage used)
    {
        var kept = used.KeptBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $", {(double)bytes / stream.Nlris:N0} B of them kept") : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {name,-22} {stream.Nlris / load.Elapsed.TotalSeconds / 1e3:N0} k NLRI/s: {stream.Nlris:N0} in {load.Elapsed.TotalSeconds:N3} s, snapshot {(load.Elapsed - load.Written).TotalMilliseconds:N0} ms after End-of-RIB was sent"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {"",-22} per NLRI {used.Processor.TotalMicroseconds / stream.Nlris:N2} us of processor, sender {load.SenderProcessor.TotalMicroseconds / stream.Nlris:N2} us; {(double)used.ResidentBytes / stream.Nlris:N0} B resident{kept}"));
    }

    /// <summary>One load: until the snapshot with everything was published, until the sender had handed over its last octet, and what sending took.</summary>
    private readonly record struct Timing(TimeSpan Elapsed, TimeSpan Written, TimeSpan SenderProcessor);

    /// <summary>What the receiving side took: its memory grew by so much, and so much of that is more than garbage.</summary>
    private readonly record struct Usage(TimeSpan Processor, long ResidentBytes, long? KeptBytes);
}
