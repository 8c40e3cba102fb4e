using System.Collections.Immutable;
using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Domains;
using PceServer.Topology;

namespace PceServer.PathComputation.Segments;

/// <summary>Writes out what a search found: the links it crosses, and each SID as the label that its processing node expects (RFC 8660 §2).</summary>
internal sealed class SegmentWriter(SearchProblem problem)
{
    private readonly SegmentReach _reach = SegmentReach.Own;
    private readonly RouteWalk _walk = new();
    private readonly List<int> _branch = [];
    private readonly List<int> _all = [];
    private readonly List<Segment> _segments = [];
    private readonly HashSet<int> _visited = [];
    private int _looked;

    /// <summary>Null when a label cannot be written after all: a SID outside the SRGB of the node that must look it up.</summary>
    public ComputedPath? Write(IReadOnlyList<SearchLabel> chain)
    {
        var at = new SearchLabel(problem.Source, -1, -1, -1, 0, problem.Inclusions.Start(new NodeIndex(problem.Source)), 0);
        for (var i = 0; i < chain.Count; i++)
        {
            var label = chain[i];
            var before = _all.Count;
            var segment = label.Edge >= 0 ? WriteAdjacency(label)
                : label.Covered >= 0 ? WriteBinding(problem.Covered[label.Covered])
                : label.FarEdge >= 0 ? WriteRoute(at, label)
                : WriteNode(at, label.Node);
            if (segment is null)
                return null;
            if (label.Edge == -1 && i + 1 < chain.Count)
                segment = WriteAnycast(at, label, chain[i + 1], before) ?? segment;
            _segments.Add(segment);
            NoteLoops();
            at = label;
        }
        _reach.Release();
        return new ComputedPath(Indices(_branch), 0, new SegmentList([.. _segments]))
        {
            AllEdges = Indices(_all),
            Metrics = PathSums.Of(problem.Topology, _branch, _all),
            Weight = new PathWeight(chain[^1].Cost),
        };
    }

    /// <summary>False when the walk meets a node, or a LAN, in two different segments.</summary>
    public bool IsLoopless { get; private set; } = true;

    private Segment? WriteNode(in SearchLabel from, int end)
    {
        var at = from.Node;
        var before = _all.Count;
        ShortestLinks.Own.Collect(problem.Routing, at, end, _all, _branch);
        var topology = problem.Topology;
        if (end == problem.Target && problem.Prefix is { } prefix && WritePrefix(from, end, prefix, before) is { } own)
            return own;
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

    /// <summary>A prefix segment that was followed route by route.</summary>
    private Segment? WriteRoute(in SearchLabel from, in SearchLabel to)
    {
        var (topology, fec) = (problem.Topology, problem.Routing.Routes.Fecs.All[to.FarEdge]);
        var before = _all.Count;
        if (!_walk.TryRun(problem, from, new ulong[problem.ResourceCount], fec) || _walk.End != to.Node)
            return null;
        _walk.CollectEdges(_all);
        _walk.CollectBranch(_branch);
        var end = new NodeIndex(to.Node);
        if (to.Node == problem.Target && problem.Prefix is { } prefix && prefix != fec.Prefix && AskedFor(from, to.Node, prefix, before) is { } asked)
            fec = asked;
        if (!topology.TryGetLabel(new NodeIndex(from.Node), fec.Sid, out var label))
            return null;
        return new Segment(KindOf(fec), label, end) { Algorithm = problem.Routing.Algorithm, Reason = Reasons.Route(problem, from.Node, fec, to.Node, _all.GetRange(before, _all.Count - before)) };
    }

    /// <summary>The prefix that was asked for, where its own SID takes the same way.</summary>
    private PrefixFec? AskedFor(in SearchLabel from, int end, IpPrefix prefix, int before)
    {
        foreach (var fec in problem.Routing.Routes.Fecs.EndingAt(end))
        {
            if (fec.Prefix == prefix && Leads(fec, from, end, _all.Skip(before)))
                return fec;
        }
        return null;
    }

    private static SegmentKind KindOf(PrefixFec fec) =>
        fec.Owners.Length > 1 ? SegmentKind.Anycast : fec.NodeOf >= 0 ? SegmentKind.Node : SegmentKind.Prefix;

    /// <summary>
    /// Where an anycast set was to be passed, its own SID, provided that it leads the same way and that what follows means the same at every member.
    /// </summary>
    private Segment? WriteAnycast(in SearchLabel from, in SearchLabel to, in SearchLabel next, int before)
    {
        for (var i = from.Passed; i < to.Passed; i++)
        {
            if (problem.Inclusions.Element(i).Node is not { } address)
                continue;
            foreach (var fec in problem.Routing.Routes.Fecs.EndingAt(to.Node))
            {
                if (fec.Owners.Length > 1 && fec.Prefix == IpPrefix.Host(address) && Leads(fec, from, to.Node, _all.Skip(before)) && MayFollow(fec, to, next)
                    && problem.Topology.TryGetLabel(new NodeIndex(from.Node), fec.Sid, out var label))
                    return Anycast(fec, label, from.Node, to.Node);
            }
        }
        return null;
    }

    private bool MayFollow(PrefixFec fec, in SearchLabel at, in SearchLabel next)
    {
        if (next.Edge != -1)
            return false;
        var routes = new RouteReach();
        routes.Start(problem);
        var label = at with { Anycast = fec.Place };
        return next.FarEdge >= 0 ? routes.MeansTheSame(label, problem.Routing.Routes.Fecs.All[next.FarEdge]) : routes.MeansTheSame(label, next.Node);
    }

    private bool Leads(PrefixFec fec, in SearchLabel from, int end, IEnumerable<int> over)
    {
        var (walk, way) = (new RouteWalk(), new List<int>());
        if (!walk.TryRun(problem, from, new ulong[problem.ResourceCount], fec) || walk.End != end)
            return false;
        walk.CollectEdges(way);
        return way.ToHashSet().SetEquals(over);
    }

    private Segment Anycast(PrefixFec fec, Label label, int at, int end) => new(SegmentKind.Anycast, label, new NodeIndex(end))
    {
        Algorithm = problem.Routing.Algorithm,
        Reason = Reasons.Anycast(problem.Topology, at, fec.Prefix, fec.Owners, end),
    };

    /// <summary>The SID of the prefix that was asked for, where it leads from here to the end that was chosen (RFC 8402 §3.3).</summary>
    private Segment? WritePrefix(in SearchLabel from, int end, IpPrefix prefix, int before)
    {
        var topology = problem.Topology;
        _reach.Run(problem, from, new ulong[problem.ResourceCount], until: end);
        foreach (var segment in topology.PrefixSegments)
        {
            if (segment.Prefix != prefix || segment.Sid.Algorithm != problem.Routing.Algorithm || segment.Sid.IsLabel || segment.Sid.Value >= _reach.SmallestSrgb(end)
                || !topology.TryGetLabel(new NodeIndex(from.Node), segment.Sid, out var label) || !LeadsTo(segment, from, end, before))
                continue;
            var kind = segment.Kind switch { PrefixSegmentKind.Anycast => SegmentKind.Anycast, PrefixSegmentKind.Node => SegmentKind.Node, _ => SegmentKind.Prefix };
            return new Segment(kind, label, new NodeIndex(end))
            {
                Algorithm = problem.Routing.Algorithm,
                Reason = segment.Owners.Length == 1 ? $"leads to {prefix} at {Name(end)}" : Reasons.Anycast(topology, from.Node, prefix, segment.Owners.Select(o => o.Value), end),
            };
        }
        return null;
    }

    // Of several owners the one that is nearest with the metric that it announces; what a mapping server says is without metrics.
    private bool LeadsTo(PrefixSegment segment, in SearchLabel from, int end, int before)
    {
        if (segment.Owners.Length == 1 || segment.IsMapped)
            return segment.Owners.All(o => o.Value == end || !_reach.IsAsNear(o.Value, end));
        foreach (var fec in problem.Routing.Routes.Fecs.EndingAt(end))
        {
            if (fec.Prefix == segment.Prefix && fec.Sid.Value == segment.Sid.Value && Leads(fec, from, end, _all.Skip(before)))
                return true;
        }
        return false;
    }

    private Segment WriteBinding(CoveredPath covered)
    {
        _branch.AddRange(covered.Edges);
        _all.AddRange(covered.Edges);
        return new Segment(SegmentKind.Binding, covered.Binding.Label, new NodeIndex(covered.End))
        {
            Reason = $"stands for the {covered.Binding.Labels.Length} labels of {covered.Binding.Lsp}",
        };
    }

    private Segment? WriteAdjacency(in SearchLabel label)
    {
        var topology = problem.Topology;
        var neighbor = label.FarEdge < 0 ? (NodeIndex?)null : new NodeIndex(label.Node);
        if (!AdjacencyChoice.TryChoose(topology, label.Edge, neighbor, problem.Protection, out var value))
            return null;
        foreach (var edge in label.FarEdge < 0 ? [label.Edge] : new[] { label.Edge, label.FarEdge })
        {
            _branch.Add(edge);
            _all.Add(edge);
        }
        return new Segment(LinkMetrics.IsPeering(topology, label.Edge) ? SegmentKind.Peer : SegmentKind.Adjacency, value, new NodeIndex(label.Node), new EdgeIndex(label.Edge))
        {
            Reason = $"no node SID forces the link {Name(topology.EdgeFrom[label.Edge])} to {Name(label.Node)}",
        };
    }

    private void NoteLoops()
    {
        _visited.Add(problem.Source);
        var reached = _all.Skip(_looked).Select(e => problem.Topology.EdgeTo[e]).ToHashSet();
        IsLoopless &= !reached.Overlaps(_visited);
        _visited.UnionWith(reached);
        _looked = _all.Count;
    }

    private string Name(int node) => problem.Topology[new NodeIndex(node)].DisplayName;

    private static ImmutableArray<EdgeIndex> Indices(List<int> edges) => [.. edges.Select(e => new EdgeIndex(e))];
}
