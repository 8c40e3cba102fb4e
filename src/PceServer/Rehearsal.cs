using System.Collections.Immutable;
using PceServer.Forwarding;
using PceServer.PathComputation;
using PceServer.Topology;

namespace PceServer;

/// <summary>
/// Computes, proves and explains once on a network of three nodes, so that the runtime has compiled that code before the first router asks:
/// an answer has a time limit, and compilation would use it up.
/// </summary>
internal static class Rehearsal
{
    private const int Rounds = 3;

    public static void Run()
    {
        var topology = Network();
        var (a, c) = (new NodeIndex(0), new NodeIndex(2));
        var simulator = new ForwardingSimulator(topology);
        for (var i = 0; i < Rounds; i++)
        {
            var request = new PathRequest(a, c) { Objective = PathMetric.Delay, TieBreakers = [PathMetric.Te] };
            if (PathComputer.Compute(topology, request) is PathResult.Found found)
                simulator.Trace(new TraceRequest(a, found.Path.Segments.Labels, c));
            var constraints = new PathConstraints
            {
                Bounds = [new MetricBound(PathMetric.Igp, 1), new MetricBound(PathMetric.Delay, 1)],
                BandwidthBytesPerSecond = 2,
                ExcludeAny = 1,
                MaximumSids = 1,
            };
            PathComputer.Compute(topology, request with { Constraints = constraints });
        }
    }

    private static TopologySnapshot Network()
    {
        var builder = new TopologyBuilder();
        var keys = Enumerable.Range(1, 3).Select(n => new NodeKey(LinkStateProtocol.IsisLevel2, 0, 0, 0, 0, new IgpRouterId((ulong)n, 6))).ToImmutableArray();
        var srgb = new LabelBlock([new LabelRange(new Label(16000), 100)]);
        for (var i = 0; i < keys.Length; i++)
        {
            var address = IpAddress.V4(0x0A000001u + (uint)i);
            builder.Apply(new NodeChange("rehearsal", keys[i], new NodeAttributes { RouterIds = [address], Srgb = srgb }));
            var sid = new PrefixSid((uint)i, IsLabel: false, Algorithm: 0, PrefixSidFlags.Node);
            builder.Apply(new PrefixChange("rehearsal", new PrefixKey(keys[i], IpPrefix.Host(address)), new PrefixAttributes { IsNodePrefix = true, PrefixSids = [sid] }));
        }
        for (var i = 0; i + 1 < keys.Length; i++)
        {
            builder.Apply(new LinkChange("rehearsal", new LinkKey(keys[i], keys[i + 1]), HalfLink));
            builder.Apply(new LinkChange("rehearsal", new LinkKey(keys[i + 1], keys[i]), HalfLink));
        }
        return builder.Flush();
    }

    private static LinkAttributes HalfLink => new()
    {
        IgpMetric = 10,
        TeMetric = 10,
        DelayMicroseconds = 10,
        AdminGroup = 1,
        MaximumBandwidth = 1,
        MaximumReservableBandwidth = 1,
        AdjacencySids = [new AdjacencySid(24001, IsLabel: true, AdjacencySidFlags.None, 0)],
    };
}
