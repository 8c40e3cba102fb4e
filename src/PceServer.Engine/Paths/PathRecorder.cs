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
        { Totals = [.. path.Metrics.Select(m => (m.Metric, m.Value)), (PathMetric.SidDepth, (ulong)path.Segments.Count)] };
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
        $"{Objective(request.Objective, path.Cost)} within the constraints, over {Counted(path.Edges.Length, "link")} with {Counted(path.Segments.Count, "label")}"
            + (path.IsProven ? "" : "; the search ended at its work limit, so a better path may exist");

    private static string Objective(PathMetric metric, ulong cost) => metric switch
    {
        PathMetric.Igp => $"the least IGP cost, {cost},",
        PathMetric.Te => $"the least TE cost, {cost},",
        PathMetric.Delay => $"the least delay, {cost} us,",
        PathMetric.Hops => "the fewest links",
        _ => $"the least {metric}, {cost},",
    };

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
