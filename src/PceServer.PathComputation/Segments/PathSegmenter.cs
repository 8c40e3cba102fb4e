using System.Collections.Immutable;
using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Domains;
using PceServer.Topology;

namespace PceServer.PathComputation.Segments;

/// <summary>
/// The fewest SIDs that force a given path and no other: from each point the node SID that reaches farthest, else the adjacency SID of the next link. Going as far as
/// possible is optimal, because whatever one segment can do from a point, it can also do from any later point of the same stretch.
/// </summary>
internal sealed class PathSegmenter(RoutingTrees trees, ProtectionWish protection = default)
{
    private readonly SegmentRouting _routing = trees.Routing;
    private readonly TopologySnapshot _topology = trees.Routing.Topology;

    /// <summary>Where each segment ends, as places in the path; false when no list of known SIDs forces it.</summary>
    /// <param name="path">Edges in order.</param>
    /// <param name="ends">Room for as many places as the path has links.</param>
    /// <param name="isNode">Whether each segment is a node segment.</param>
    public bool TryCut(ReadOnlySpan<int> path, Span<int> ends, Span<bool> isNode, out int count)
    {
        count = 0;
        for (var start = 0; start < path.Length;)
        {
            var end = Farthest(path, start);
            isNode[count] = end > start;
            if (end == start && !TryAdjacency(path, start, out end))
                return false;
            ends[count++] = end;
            start = end;
        }
        return true;
    }

    /// <summary>The list itself; null when no list of known SIDs forces the path.</summary>
    public SegmentList? List(ReadOnlySpan<int> path)
    {
        Span<int> ends = path.Length <= 256 ? stackalloc int[path.Length] : new int[path.Length];
        Span<bool> isNode = path.Length <= 256 ? stackalloc bool[path.Length] : new bool[path.Length];
        if (!TryCut(path, ends, isNode, out var count))
            return null;
        var segments = ImmutableArray.CreateBuilder<Segment>(count);
        for (var (i, start) = (0, 0); i < count; start = ends[i++])
        {
            var at = new NodeIndex(_topology.EdgeFrom[path[start]]);
            var end = new NodeIndex(_topology.EdgeTo[path[ends[i] - 1]]);
            if (Write(at, end, path[start..ends[i]], isNode[i]) is not { } segment)
                return null;
            segments.Add(segment);
        }
        return new SegmentList(segments.MoveToImmutable());
    }

    private Segment? Write(NodeIndex at, NodeIndex end, ReadOnlySpan<int> part, bool isNode)
    {
        var edge = part[0];
        if (isNode)
        {
            var sid = _routing.HasSeveralDomains ? RouteOver(part)?.Sid : _topology.TryGetNodeSid(end, _routing.Algorithm, out var found) ? found.Sid : null;
            return sid is { } known && _topology.TryGetLabel(at, known, out var label)
                ? new Segment(SegmentKind.Node, label, end) { Algorithm = _routing.Algorithm } : null;
        }
        var neighbor = _topology.IsPseudonode[_topology.EdgeTo[edge]] ? end : (NodeIndex?)null;
        var kind = LinkMetrics.IsPeering(_topology, edge) ? SegmentKind.Peer : SegmentKind.Adjacency;
        return AdjacencyChoice.TryChoose(_topology, edge, neighbor, protection, out var value) ? new Segment(kind, value, end, new EdgeIndex(edge)) : null;
    }

    // As long as the root's only shortest path to the next node ends with the next link, the way up to there is its only shortest path too.
    private int Farthest(ReadOnlySpan<int> path, int start)
    {
        if (_routing.HasSeveralDomains)
            return FarthestRoute(path, start);
        var root = _topology.EdgeFrom[path[start]];
        var only = trees.From(root);
        var (farthest, srgb) = (start, _routing.SrgbSize[root]);
        for (var i = start; i < path.Length && srgb > 0; i++)
        {
            var node = _topology.EdgeTo[path[i]];
            if (only[node] != path[i])
                break;
            if (_routing.HasSid[node] && _routing.SidIndex[node] < srgb)
                farthest = i + 1;
            srgb = Math.Min(srgb, _routing.SrgbSize[node]);
        }
        return farthest;
    }

    private int FarthestRoute(ReadOnlySpan<int> path, int start)
    {
        for (var end = path.Length; end > start; end--)
        {
            if (RouteOver(path[start..end]) is not null)
                return end;
        }
        return start;
    }

    private PrefixFec? RouteOver(ReadOnlySpan<int> part)
    {
        var (from, to) = (_topology.EdgeFrom[part[0]], _topology.EdgeTo[part[^1]]);
        foreach (var fec in _routing.Routes.Fecs.EndingAt(to))
        {
            if (fec.NodeOf == to && _routing.Routes.OnlyRoute(from, fec) is { } way && part.SequenceEqual(way.ToArray()))
                return fec;
        }
        return null;
    }

    private bool TryAdjacency(ReadOnlySpan<int> path, int start, out int end)
    {
        var far = _topology.EdgeTo[path[start]];
        end = start + 1;
        if (!_topology.IsPseudonode[far])
            return AdjacencyChoice.TryChoose(_topology, path[start], null, protection, out _);
        if (end == path.Length)
            return false;
        end++;
        return AdjacencyChoice.TryChoose(_topology, path[start], new NodeIndex(_topology.EdgeTo[path[start + 1]]), protection, out _);
    }
}
