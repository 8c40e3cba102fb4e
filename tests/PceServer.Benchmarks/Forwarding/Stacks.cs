using System.Collections.Immutable;
using PceServer.Forwarding;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Benchmarks.Forwarding;

/// <summary>Stacks of node and adjacency SIDs over random waypoints.</summary>
internal static class Stacks
{
    public static IEnumerable<TraceRequest> Random(TopologySnapshot topology, ForwardingSimulator simulator, int most, int segments)
    {
        var random = new SplitMix(11);
        for (var i = 0; i < most; i++)
        {
            var head = new NodeIndex(random.Below(topology.NodeCount));
            var (at, labels) = (head, ImmutableArray.CreateBuilder<Label>(segments));
            for (var s = 0; s < segments; s++)
            {
                var target = new NodeIndex(random.Below(topology.NodeCount));
                if (target == at || !topology.TryGetNodeSid(target, 0, out var sid) || !topology.TryGetLabel(at, sid.Sid, out var label))
                    continue;
                labels.Add(label);
                at = target;
            }
            yield return new TraceRequest(head, labels.ToImmutable(), at);
        }
    }

    /// <summary>Two node SIDs over five hops of one branch: the beginning of a longer shortest path, which is a shortest path itself.</summary>
    public static IEnumerable<TraceRequest> FiveHops(TopologySnapshot topology, ForwardingSimulator simulator)
    {
        foreach (var request in Random(topology, simulator, int.MaxValue, segments: 1))
        {
            var trace = simulator.Trace(request);
            if (trace.Edges.Length < 5 || trace.Steps.Length != trace.Hops.Length - 1)
                continue;
            var (middle, end) = (topology[trace.Edges[1]].To, topology[trace.Edges[4]].To);
            yield return new TraceRequest(request.HeadEnd, [NodeLabel(topology, request.HeadEnd, middle), NodeLabel(topology, middle, end)], end);
        }
    }

    private static Label NodeLabel(TopologySnapshot topology, NodeIndex at, NodeIndex of) =>
        topology.TryGetNodeSid(of, 0, out var sid) && topology.TryGetLabel(at, sid.Sid, out var label) ? label : default;

    public static Label Adjacency(TopologySnapshot topology, EdgeIndex edge) =>
        topology.TryGetLabel(topology[edge].From, topology.AttributesOf(edge).AdjacencySids[0], out var label) ? label : default;
}
