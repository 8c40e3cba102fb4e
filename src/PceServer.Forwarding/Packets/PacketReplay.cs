using System.Collections.Immutable;
using PceServer.Forwarding.Walking;
using PceServer.Topology;

namespace PceServer.Forwarding.Packets;

/// <summary>Sends packets, byte for byte, down the branches of a trace.</summary>
public static class PacketReplay
{
    /// <summary>The branches of a trace that was made for this request, no more than <paramref name="most"/> of them.</summary>
    public static ImmutableArray<PacketBranch> Branches(TopologySnapshot topology, Trace trace, TraceRequest request, int most = 64)
    {
        if (trace.Log is not { } log)
            return [];
        var branches = ImmutableArray.CreateBuilder<PacketBranch>();
        foreach (var (steps, expiredAt) in log.Branches(request.TtlModel, request.TimeToLive).Take(most))
            branches.Add(new PacketBranch([.. steps.Select(s => PacketOn(topology, log, request, s.Step, s.Ttl))], expiredAt));
        return branches.DrainToImmutable();
    }

    private static PacketOnLink PacketOn(TopologySnapshot topology, WalkLog log, TraceRequest request, Step step, TimesToLive ttl)
    {
        var labels = log.Stack(log.Visits[step.To].Stack);
        var entries = ImmutableArray.CreateBuilder<LabelStackEntry>(labels.Length);
        foreach (var label in labels)
        {
            // An entropy label's TTL is zero, so that nobody forwards by it in error (RFC 6790 §4.2).
            var isEntropy = entries.Count > 0 && entries[^1].Label == Label.EntropyIndicator;
            entries.Add(new LabelStackEntry(label, 0, entries.Count == labels.Length - 1, isEntropy ? (byte)0 : (byte)ttl.Value));
            ttl = ttl.Below!;
        }
        var from = new NodeIndex(log.Visits[step.From].Node);
        var to = new NodeIndex(log.Visits[step.To].Node);
        var packet = new MplsPacket(entries.DrainToImmutable(), Payload(topology, request, (byte)ttl.Value));
        return new PacketOnLink(step.From, step.To, from, to, new EdgeIndex(step.Edge), packet);
    }

    private static byte[] Payload(TopologySnapshot topology, TraceRequest request, byte timeToLive)
    {
        var unknown = IpAddress.V4(0x7F000001);
        var destination = request.Payload ?? topology[request.Destination].RouterId ?? unknown;
        var source = topology[request.HeadEnd].RouterId ?? unknown;
        if (source.IsIpv6 != destination.IsIpv6)
            source = destination.IsIpv6 ? IpAddress.V6(1) : unknown;
        return ProbePayload.Create(source, destination, timeToLive);
    }
}
