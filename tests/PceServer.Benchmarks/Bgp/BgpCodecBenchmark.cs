using System.Diagnostics;
using System.Globalization;
using PceServer.Bgp;
using PceServer.Bgp.Rib;

namespace PceServer.Benchmarks.Bgp;

/// <summary>Reading of UPDATEs and keeping of routes: what one core does, without sockets and topology.</summary>
internal static class BgpCodecBenchmark
{
    private static readonly BgpSessionParameters s_parameters = BgpSessionParameters.Default;
    private static long s_sink;

    public static void Run()
    {
        Console.WriteLine("bgp: one core, warm");
        var stream = new LinkStateStream(nodes: 2_000, halfLinks: 20_000, prefixes: 2_000);
        var messages = stream.Messages();
        var (node, link, prefix) = (messages[0], messages[stream.Nodes], messages[^1]);
        PrintOne("decode node UPDATE", node);
        PrintOne("decode link UPDATE, nine TLVs", link);
        PrintOne("decode prefix UPDATE", prefix);
        var update = BgpCodec.Decode(link, s_parameters).Message!;
        Benchmark.Print("encode link UPDATE", Benchmark.Measure(count =>
        {
            for (var i = 0; i < count; i++)
                s_sink += BgpCodec.Encode(update, s_parameters).Length;
        }, 100_000));
        Routes(messages);
        Memory();
    }

    private static void PrintOne(string name, byte[] message) => Benchmark.Print(name, Benchmark.Measure(count =>
    {
        for (var i = 0; i < count; i++)
            s_sink += BgpCodec.Decode(message, s_parameters).Findings.Count;
    }, 100_000), $"{message.Length} octets");

    private static void Routes(List<byte[]> messages)
    {
        var peer = new RibPeer("one", 1);
        var other = new RibPeer("two", 2);
        var changes = new List<RibChange>(messages.Count);
        Benchmark.Print("decode and store, per NLRI", Benchmark.Measure(_ =>
        {
            var rib = new LinkStateRib(new AutonomousSystem(65000), new BgpIdentifier(1));
            Load(rib, peer, messages, changes);
        }, messages.Count));
        var kept = new LinkStateRib(new AutonomousSystem(65000), new BgpIdentifier(1));
        Load(kept, peer, messages, changes);
        Benchmark.Print("decode and store, second reflector", Benchmark.Measure(_ => Load(kept, other, messages, changes), messages.Count));
    }

    private static void Load(LinkStateRib rib, RibPeer peer, List<byte[]> messages, List<RibChange> changes)
    {
        foreach (var message in messages)
        {
            var decoded = BgpCodec.Decode(message, s_parameters);
            rib.Apply(peer, (BgpUpdate)decoded.Message!, decoded.TreatAsWithdraw, changes);
            // A consumer takes the changes of each message at once.
            s_sink += changes.Count;
            changes.Clear();
        }
    }

    /// <summary>What stays when everything that was decoded on the way is gone.</summary>
    private static void Memory()
    {
        var messages = new LinkStateStream(nodes: 5_000, halfLinks: 90_000, prefixes: 5_000).Messages();
        var rib = new LinkStateRib(new AutonomousSystem(65000), new BgpIdentifier(1));
        var (one, two) = (new RibPeer("one", 1), new RibPeer("two", 2));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        Load(rib, one, messages, []);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var single = GC.GetTotalMemory(forceFullCollection: true) - before;
        Load(rib, two, messages, []);
        var both = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  RIB of {rib.Count} NLRIs: {(double)single / rib.Count:N0} B per NLRI from one peer, {(double)both / rib.Count:N0} B from two; loaded at {rib.Count / elapsed.TotalSeconds / 1e3:N0} k NLRI/s"));
        GC.KeepAlive(rib);
    }
}
