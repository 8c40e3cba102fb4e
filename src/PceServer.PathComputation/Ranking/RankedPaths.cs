using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Segments;

namespace PceServer.PathComputation.Ranking;

/// <summary>
/// Loopless paths in the order of their cost, found as they are asked for. What follows a path is the best of its deviations: each keeps a beginning of it and
/// then takes another link, so that no path is met twice and none is missed.
/// </summary>
internal sealed class RankedPaths(SearchProblem problem)
{
    private readonly PriorityQueue<Candidate, (PathWeight Weight, int Sids, ulong Narrowness, int Order)> _waiting = new();
    private readonly HashSet<string> _known = [];
    private int _order;

    private sealed record Candidate(ComputedPath Path, SearchProblem Problem, int Forced);

    /// <summary>True when some search gave up at its work limit: a better path may have been missed.</summary>
    public bool WasCutShort { get; private set; }

    /// <summary>At least what any path costs; known once the first was asked for.</summary>
    public ulong? Floor { get; private set; }

    public IEnumerable<ComputedPath> Enumerate()
    {
        Solve(problem, 0);
        while (_waiting.TryDequeue(out var best, out _))
        {
            yield return best.Path;
            if (problem.AllowsBranches)
                DeviateBranches(best);
            else
                Deviate(best);
        }
    }

    private void Solve(SearchProblem part, int forced)
    {
        if (Widest(part) is { } path && (!problem.AllowsBranches || _known.Add(path.Segments.ToString())))
            _waiting.Enqueue(new Candidate(path, part, forced), (path.Weight, path.Segments.Count, ~path.Width, _order++));
    }

    // As long as links wider than the path's narrowest one give a path that is as good in everything else, that one is better.
    private ComputedPath? Widest(SearchProblem part)
    {
        var path = Best(part);
        while (path is not null && part.Widths is { } widths)
        {
            var narrowest = path.AllEdges.Min(e => widths[e.Value]);
            path = path with { Width = narrowest };
            var narrow = Enumerable.Range(0, widths.Length).Where(e => widths[e] <= narrowest);
            var wider = Best(part with { Graph = part.Graph.Without(narrow) });
            if (wider is null || wider.Weight > path.Weight || wider.Segments.Count > path.Segments.Count)
                return path;
            path = wider;
        }
        return path;
    }

    // One search for each word of the weight: every further one keeps to what those before it found to be the least.
    private ComputedPath? Best(SearchProblem part)
    {
        if (Search(part) is not { } path)
            return null;
        var weight = path.Weight;
        for (var graph = part.Graph; graph.Further.Length > 0;)
        {
            graph = graph.Tied(path.Weight.First);
            if (Search(part with { Graph = graph }) is not { } tied)
                break;
            (path, weight) = (tied, weight.Then(tied.Weight.First));
        }
        var cost = LinkMetrics.Shown(part.Graph.Objective, part.Graph.ObjectiveOf(weight));
        return path with { Weight = weight, Cost = cost, IsProven = !WasCutShort };
    }

    private ComputedPath? Search(SearchProblem part)
    {
        foreach (var loopless in new[] { false, true })
        {
            var end = SegmentSearch.Own.Run(part, out var chain, loopless);
            WasCutShort |= end is SearchEnd.WorkLimit or SearchEnd.Unproven;
            if (problem.Notes is { } notes)
                notes.WasCutShort |= WasCutShort;
            Floor ??= SegmentSearch.Own.Floor;
            if (end is not (SearchEnd.Found or SearchEnd.Unproven))
                return null;
            var writer = new SegmentWriter(part);
            var path = writer.Write(chain);
            if (path is null || writer.IsLoopless)
                return path;
        }
        return null;
    }

    // Lawler's partition: at each node of the path after the forced beginning, that beginning stays and the link taken is forbidden.
    private void Deviate(Candidate from)
    {
        var topology = problem.Topology;
        var edges = from.Path.Edges;
        for (var spur = from.Forced; spur < edges.Length; spur++)
        {
            var forbidden = new List<int> { edges[spur].Value };
            for (var i = 0; i <= spur; i++)
            {
                var start = topology.EdgeFrom[edges[i].Value];
                forbidden.AddRange(Out(start).Where(e => i < spur && e != edges[i].Value));
                forbidden.AddRange(In(start).Where(e => i == 0 || e != edges[i - 1].Value));
            }
            Solve(from.Problem with { Graph = from.Problem.Graph.Without(forbidden) }, spur);
        }
    }

    private void DeviateBranches(Candidate from)
    {
        foreach (var edge in from.Path.AllEdges.Distinct())
            Solve(from.Problem with { Graph = from.Problem.Graph.Without([edge.Value]) }, 0);
    }

    private IEnumerable<int> Out(int node)
    {
        for (var edge = problem.Topology.OutStart[node]; edge < problem.Topology.OutStart[node + 1]; edge++)
            yield return edge;
    }

    private IEnumerable<int> In(int node)
    {
        for (var i = problem.Topology.InStart[node]; i < problem.Topology.InStart[node + 1]; i++)
            yield return problem.Topology.InEdges[i];
    }
}
