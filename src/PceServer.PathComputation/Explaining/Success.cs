using System.Collections.Immutable;
using PceServer.PathComputation.Constraints;
using PceServer.Topology;

namespace PceServer.PathComputation.Explaining;

/// <summary>Finds out why a path is the answer, and what came next.</summary>
internal static class Success
{
    public static FoundExplanation Explain(TopologySnapshot topology, PathRequest request, ComputedPath path, NetworkOverlay overlay)
    {
        var runnerUp = PathComputer.Candidates(topology, request, overlay).Where(p => !p.AllEdges.SequenceEqual(path.AllEdges)).FirstOrDefault();
        var tight = Tight(topology, request, path, overlay).ToImmutableArray();
        var margin = runnerUp is null || runnerUp.Cost < path.Cost ? (ulong?)null : runnerUp.Cost - path.Cost;
        return new FoundExplanation(path.Metrics, tight, runnerUp, margin, Sentence(topology, request, path, tight, runnerUp));
    }

    private static IEnumerable<TightConstraint> Tight(TopologySnapshot topology, PathRequest request, ComputedPath path, NetworkOverlay overlay)
    {
        var constraints = request.Constraints;
        foreach (var bound in constraints.Bounds.Where(b => b.Metric != PathMetric.SidDepth))
        {
            var used = path.Metrics.FirstOrDefault(m => m.Metric == bound.Metric).Value;
            var text = $"{Words.Name(bound.Metric)} {Words.Value(bound.Metric, used)} of at most {Words.Value(bound.Metric, bound.Maximum)}";
            yield return new TightConstraint(ConstraintKind.Bound, text, used, bound.Maximum);
        }
        var depth = Math.Min(HeadEndDepth.Asked(constraints), path.AllEdges.Where(e => topology.EdgeFrom[e.Value] == request.Source.Value)
            .Select(e => HeadEndDepth.Over(topology, request, e.Value)).DefaultIfEmpty(int.MaxValue).Min());
        if (depth != int.MaxValue)
            yield return new TightConstraint(ConstraintKind.SidDepth, $"{path.Segments.Count} SIDs of at most {depth}", (ulong)path.Segments.Count, (ulong)depth);
        if (constraints.BandwidthBytesPerSecond > 0)
            yield return Narrowest(topology, constraints, path, overlay);
    }

    private static TightConstraint Narrowest(TopologySnapshot topology, PathConstraints constraints, ComputedPath path, NetworkOverlay overlay)
    {
        var links = path.AllEdges.Where(e => !topology.IsPseudonode[topology.EdgeFrom[e.Value]])
            .Select(e => (Edge: e, Left: LinkAdmission.ResidualBandwidth(topology, e.Value, constraints.SetupPriority, overlay) ?? 0));
        var (edge, left) = links.MinBy(l => l.Left);
        var text = $"{Name(topology, topology.EdgeFrom[edge.Value])}-{Name(topology, topology.EdgeTo[edge.Value])} has {left} bytes/s left for {constraints.BandwidthBytesPerSecond}";
        return new TightConstraint(ConstraintKind.Bandwidth, text, constraints.BandwidthBytesPerSecond, left, edge);
    }

    private static string Sentence(
        TopologySnapshot topology, PathRequest request, ComputedPath path, ImmutableArray<TightConstraint> tight, ComputedPath? runnerUp)
    {
        var way = $"{Route(topology, path)} has the least {Words.Name(request.Objective)}, {Words.Value(request.Objective, path.Cost)}, and takes {path.Segments.Count} SID{(path.Segments.Count == 1 ? "" : "s")}";
        var limits = tight.IsEmpty ? "" : $" ({Words.List([.. tight.Select(t => t.Text)])})";
        var next = runnerUp is null ? "; no other path fits"
            : runnerUp.Cost == path.Cost ? $"; {Route(topology, runnerUp)} costs the same"
            : runnerUp.Cost > path.Cost ? $"; next best is {Route(topology, runnerUp)}, {Words.Value(request.Objective, runnerUp.Cost - path.Cost)} more"
            : $"; {Route(topology, runnerUp)} would have been better";
        return way + limits + next;
    }

    private static string Route(TopologySnapshot topology, ComputedPath path) => string.Join('-',
        path.Edges.Where(e => !topology.IsPseudonode[topology.EdgeFrom[e.Value]]).Select(e => Name(topology, topology.EdgeFrom[e.Value]))
            .Append(Name(topology, topology.EdgeTo[path.Edges[^1].Value])));

    private static string Name(TopologySnapshot topology, int node) => topology[new NodeIndex(node)].DisplayName;
}
