using System.Collections.Immutable;
using PceServer.Forwarding;
using PceServer.PathComputation;
using PceServer.Topology;

namespace PceServer.Engine.Paths;

/// <summary>Takes a proven path out of its snapshot: indices become keys and names.</summary>
internal static class PathRecorder
{
    public static PathAnswer.Found Found(TopologySnapshot topology, PathRequest request, ComputedPath path, Trace trace, ImmutableArray<string> refusals)
    {
        var recorded = new RecordedPath(
            [.. path.Edges.Select(edge => Hop(topology, topology[edge]))],
            [.. path.Segments.Segments.Select(segment => Segment(topology, segment))],
            request.Objective,
            path.Cost,
            topology.Version,
            Sentence(request, path))
        { Totals = Totals(topology, path.Edges) };
        return new(recorded, RecordedTrace.Of(trace, topology), topology[request.Source].DisplayName, topology[request.Destination].DisplayName)
        {
            Refusals = refusals,
        };
    }

    private static RecordedHop Hop(TopologySnapshot topology, Link link) =>
        new(topology[link.To].DisplayName, topology[link.To].Key, topology[link.To].RouterId, link.Key) { From = topology[link.From].DisplayName };

    private static RecordedSegment Segment(TopologySnapshot topology, Segment segment)
    {
        var node = topology[segment.Node];
        var address = topology.TryGetNodeSid(segment.Node, segment.Algorithm, out var sid) ? sid.Prefix.Address : node.RouterId;
        return new(segment.Kind, segment.Label, node.DisplayName, node.Key, segment.Edge is { } edge ? topology[edge].Key : null, segment.Algorithm, segment.Reason)
        {
            NodeAddress = address,
        };
    }

    private static string Sentence(PathRequest request, ComputedPath path) =>
        $"lowest {request.Objective} metric, {path.Cost}, over {path.Edges.Length} links with {path.Segments.Count} labels";

    /// <summary>A metric that some link does not state has no total.</summary>
    private static ImmutableArray<(PathMetric, ulong)> Totals(TopologySnapshot topology, ImmutableArray<EdgeIndex> edges)
    {
        var totals = ImmutableArray.CreateBuilder<(PathMetric, ulong)>();
        Add(PathMetric.Igp, edge => topology.EdgeIgpMetric[edge.Value]);
        Add(PathMetric.Te, edge => topology.EdgeTeMetric[edge.Value]);
        Add(PathMetric.Hops, edge => topology[topology[edge].From].IsPseudonode ? 0u : 1u);
        Add(PathMetric.Delay, edge => topology.EdgeDelay[edge.Value]);
        return totals.ToImmutable();

        void Add(PathMetric metric, Func<EdgeIndex, uint> of)
        {
            var sum = 0ul;
            foreach (var edge in edges)
            {
                if (of(edge) == Metric.Missing)
                    return;
                sum += of(edge);
            }
            totals.Add((metric, sum));
        }
    }
}
