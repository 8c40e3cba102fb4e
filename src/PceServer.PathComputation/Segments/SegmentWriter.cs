using System.Collections.Immutable;
using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Search;
using PceServer.Topology;

namespace PceServer.PathComputation.Segments;

/// <summary>Writes out what a search found: the links it crosses, and each SID as the label that its processing node expects (RFC 8660 §2).</summary>
internal sealed class SegmentWriter(SearchProblem problem)
{
    private readonly SegmentReach _reach = new();
    private readonly MinHeap _heap = new();
    private readonly List<int> _branch = [];
    private readonly List<int> _all = [];
    private readonly List<Segment> _segments = [];

    /// <summary>Null when a label cannot be written after all: a SID outside the SRGB of the node that must look it up.</summary>
    public ComputedPath? Write(IReadOnlyList<SearchLabel> chain)
    {
        var at = problem.Source;
        var passed = problem.Inclusions.Start(new NodeIndex(at));
        foreach (var label in chain)
        {
            var segment = label.Edge >= 0 ? WriteAdjacency(label) : WriteNode(at, passed, label.Node);
            if (segment is null)
                return null;
            _segments.Add(segment);
            (at, passed) = (label.Node, label.Passed);
        }
        return new ComputedPath(Indices(_branch), problem.Graph.ObjectiveOf(chain[^1].Cost), new SegmentList([.. _segments]))
        {
            AllEdges = Indices(_all),
            Weight = chain[^1].Cost,
        };
    }

    /// <summary>True when the walk meets no node twice.</summary>
    public bool IsLoopless()
    {
        var topology = problem.Topology;
        var arrivals = _all.GroupBy(e => topology.EdgeTo[e]).ToArray();
        return arrivals.All(a => a.Key != problem.Source && (problem.AllowsBranches || a.Count() == 1)) && _all.Distinct().Count() == _all.Count;
    }

    private Segment? WriteNode(int at, int passed, int end)
    {
        _reach.Run(problem, at, passed, _heap);
        var before = _all.Count;
        _reach.CollectEdges(end, _all, []);
        _reach.CollectBranch(end, _branch);
        var topology = problem.Topology;
        if (!topology.TryGetNodeSid(new NodeIndex(end), problem.Routing.Algorithm, out var sid) || !topology.TryGetLabel(new NodeIndex(at), sid.Sid, out var label))
            return null;
        var hops = _all.Count - before;
        return new Segment(SegmentKind.Node, label, new NodeIndex(end))
        {
            Algorithm = problem.Routing.Algorithm,
            Reason = $"{(problem.AllowsBranches ? "every shortest path" : "the only shortest path")} from {Name(at)} to {Name(end)} "
                + (hops == 1 ? "is this link" : $"runs over these {hops} links"),
        };
    }

    private Segment? WriteAdjacency(in SearchLabel label)
    {
        var topology = problem.Topology;
        var link = topology[new EdgeIndex(label.Edge)];
        var neighbor = label.FarEdge < 0 ? null : topology[new NodeIndex(label.Node)];
        if (!AdjacencyChoice.TryChoose(topology, label.Edge, neighbor, problem.Protection, out var value))
            return null;
        foreach (var edge in label.FarEdge < 0 ? [label.Edge] : new[] { label.Edge, label.FarEdge })
        {
            _branch.Add(edge);
            _all.Add(edge);
        }
        return new Segment(LinkMetrics.IsPeering(link) ? SegmentKind.Peer : SegmentKind.Adjacency, value, new NodeIndex(label.Node), link.Index)
        {
            Reason = $"no node SID forces the link {Name(link.From.Value)} to {Name(label.Node)}",
        };
    }

    private string Name(int node) => problem.Topology[new NodeIndex(node)].DisplayName;

    private static ImmutableArray<EdgeIndex> Indices(List<int> edges) => [.. edges.Select(e => new EdgeIndex(e))];
}
