using System.Diagnostics;
using System.Globalization;
using PceServer.Bgp;
using PceServer.Bgp.Rib;
using PceServer.Engine.Mapping.LinkState;
using PceServer.Topology;

namespace PceServer.Benchmarks.Bgp;

/// <summary>Where the time of a load goes: one thread takes the same octets one stage further each time, from decoding to the snapshot, without sockets and mailboxes.</summary>
internal static class BgpStagesBenchmark
{
    private const int Rounds = 5;

    private static readonly string[] s_stages = ["decode", "and store", "and map", "and build", "and publish"];

    public static void Run()
    {
        Console.WriteLine("bgp-stages: one thread, warm, per NLRI");
        var messages = new LinkStateStream(nodes: 10_000, halfLinks: 100_000, prefixes: 10_000).Messages();
        var before = 0.0;
        for (var stage = 0; stage < s_stages.Length; stage++)
        {
            var times = new double[Rounds];
            var (bytes, paused) = (0.0, 0.0);
            for (var round = -3; round < Rounds; round++)
            {
                GC.Collect();
                var (allocated, pause, start) = (GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalPauseDuration(), Stopwatch.GetTimestamp());
                Load(messages, stage);
                if (round >= 0)
                    times[round] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / messages.Count;
                bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / messages.Count;
                paused = (GC.GetTotalPauseDuration() - pause).TotalMicroseconds / messages.Count;
            }
            Array.Sort(times);
            var time = times[Rounds / 2];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {s_stages[stage],-12} {time,6:N2} us (+{time - before:N2}), {bytes:N0} B allocated, {paused:N2} us of it garbage collection"));
            before = time;
        }
    }

    private static void Load(List<byte[]> messages, int last)
    {
        var (rib, peer, changes) = (new LinkStateRib(new AutonomousSystem(65000), new BgpIdentifier(1)), new RibPeer("one", 1), new List<RibChange>());
        var (mapping, builder) = (new LinkStateMapping(), new TopologyBuilder());
        foreach (var message in messages)
        {
            var decoded = BgpCodec.Decode(message, BgpSessionParameters.Default);
            if (last >= 1)
                rib.Apply(peer, (BgpUpdate)decoded.Message!, decoded.TreatAsWithdraw, changes);
            foreach (var change in changes)
            {
                var mapped = last >= 2 ? mapping.Map(change) : null;
                if (last >= 3)
                    builder.Apply(mapped!);
            }
            changes.Clear();
        }
        if (last >= 4)
            builder.Flush();
        GC.KeepAlive(rib);
    }
}
