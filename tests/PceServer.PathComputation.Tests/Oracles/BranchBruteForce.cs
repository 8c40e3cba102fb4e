using PceServer.Topology;

namespace PceServer.PathComputation.Tests.Oracles;

/// <summary>The best segment list when node segments may spread: every sequence of segments whose every branch keeps to the constraints, the worst branch counting.</summary>
internal sealed class BranchBruteForce(TopologySnapshot topology, PathRequest request, Func<int, int, List<List<int>>>? routes = null)
{
    private readonly BruteForce _links = new(topology, request, NetworkOverlay.Empty) { Routes = routes };
    private (ulong Cost, int Sids)? _best;

    public (ulong Cost, int Sids)? Best(int limit)
    {
        Extend(request.Source.Value, 0, [], [request.Source.Value], new Dictionary<PathMetric, ulong>(), limit);
        return _best;
    }

    private void Extend(int at, int sids, List<int> edges, HashSet<int> visited, Dictionary<PathMetric, ulong> sums, int limit)
    {
        if (at == request.Destination.Value)
        {
            var found = (sums.GetValueOrDefault(request.Objective), sids);
            if (_best is null || found.CompareTo(_best.Value) < 0)
                _best = found;
            return;
        }
        if (sids == limit || (sids > 0 && topology.NoTransit[at]))
            return;
        foreach (var (end, paths) in Segments(at))
        {
            var nodes = paths.SelectMany(p => p).Select(e => topology.EdgeTo[e]).ToHashSet();
            if (nodes.Overlaps(visited) || !paths.SelectMany(p => p).All(_links.IsAllowed))
                continue;
            var next = new Dictionary<PathMetric, ulong>(sums);
            foreach (var metric in request.Constraints.Bounds.Select(b => b.Metric).Where(m => m != PathMetric.SidDepth).Append(request.Objective).Distinct())
                next[metric] = sums.GetValueOrDefault(metric) + paths.Max(p => _links.Sum(p, metric)!.Value);
            if (request.Constraints.Bounds.Any(b => b.Metric != PathMetric.SidDepth && next[b.Metric] > b.Maximum))
                continue;
            Extend(end, sids + 1, edges, [.. visited, .. nodes], next, limit);
        }
    }

    private IEnumerable<(int End, List<List<int>> Paths)> Segments(int at)
    {
        for (var edge = topology.OutStart[at]; edge < topology.OutStart[at + 1]; edge++)
        {
            if (topology[new EdgeIndex(edge)].Attributes.AdjacencySids.Length > 0 && !topology.IsPseudonode[topology.EdgeTo[edge]])
                yield return (topology.EdgeTo[edge], [[edge]]);
        }
        for (var end = 0; end < topology.NodeCount; end++)
        {
            if (end != at && routes is not null && _links.Shortest(at, end) is { Count: > 0 } known)
                yield return (end, known);
            if (routes is not null || end == at || !topology.TryGetNodeSid(new NodeIndex(end), 0, out var sid) || !BruteForce.TakesIn(topology, new NodeIndex(end), sid.Sid))
                continue;
            var paths = _links.Shortest(at, end);
            var forwards = paths.SelectMany(p => p).Select(e => topology.EdgeFrom[e]).Append(at).Distinct()
                .All(n => topology.IsPseudonode[n] || topology.TryGetLabel(new NodeIndex(n), sid.Sid, out _));
            if (paths.Count > 0 && forwards)
                yield return (end, paths);
        }
    }
}
