using System.Collections.Immutable;
using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Ranking;
using PceServer.PathComputation.Segments;
using PceServer.Topology;

namespace PceServer.PathComputation.Disjoint;

/// <summary>
/// The best set at one level. Sets between the same ends start from the cheapest flow, which is the answer when segment lists can force its paths within their limits;
/// else, and for risk groups, different ends and the least maximum, all sets are tried in the order of their first paths, as far as they can still be better.
/// </summary>
internal sealed class DisjointSearch(TopologySnapshot topology, DisjointRequest request, Disjointness level, NetworkOverlay overlay)
{
    private readonly SearchProblem[] _problems = [.. request.Paths.Select(p => PathComputer.Problem(topology, p, overlay))];
    private readonly ulong[] _floors = new ulong[request.Paths.Length];
    private readonly List<ComputedPath> _chosen = [];
    private ImmutableArray<ComputedPath> _best = [];
    private (PathWeight First, PathWeight Second) _bestValue = (PathWeight.None, PathWeight.None);
    private int _work = request.WorkLimit;
    private bool? _sharesEnds;

    /// <summary>False when the limit ended the search.</summary>
    public bool IsProven => _work > 0;

    private bool SharesEnds => _sharesEnds ??= _problems.All(p => IsLike(p, _problems[0]));

    public ImmutableArray<ComputedPath> Find()
    {
        for (var i = 0; i < _problems.Length; i++)
            _floors[i] = SegmentSearch.Own.Measure(_problems[i]);
        if (_floors.Contains(LinkMetrics.None))
            return [];
        if (request.Goal == DisjointGoal.FirstIsBest)
            return OneByOne();
        if (SharesEnds && !level.HasFlag(Disjointness.Srlg) && !TryFlow())
            return [];
        if (!IsSettledByFlow)
            Branch();
        return _best;
    }

    // Flow adds up one number a link: what does not fit into it is left to the exact search.
    private bool IsSettledByFlow =>
        !_best.IsEmpty && request.Goal == DisjointGoal.LeastSum && SharesEnds && !level.HasFlag(Disjointness.Srlg) && _problems[0].Graph.Further.Length == 0;

    /// <summary>False when there is no such set of links at all, whatever the segments.</summary>
    private bool TryFlow()
    {
        var problem = _problems[0];
        var paths = new CheapestFlow(problem.Graph, problem.Source, problem.Target, level.HasFlag(Disjointness.Node)).Find(_problems.Length);
        if (paths is null)
            return false;
        var forced = paths.Select(p => Force(problem, p)).ToArray();
        if (forced.All(p => p is not null))
            Consider([.. forced.OrderBy(p => p!.Weight)!]);
        return true;
    }

    /// <summary>The segment list for exactly these links, or null.</summary>
    private static ComputedPath? Force(SearchProblem problem, List<int> edges)
    {
        var weights = new ulong[problem.Graph.Weights.Length];
        weights.AsSpan().Fill(LinkMetrics.None);
        foreach (var edge in edges)
            weights[edge] = problem.Graph.Weights[edge];
        return new RankedPaths(problem with { Graph = problem.Graph with { Weights = weights } }).Enumerate().FirstOrDefault();
    }

    private ImmutableArray<ComputedPath> OneByOne()
    {
        for (var i = 0; i < _problems.Length; i++)
        {
            if (Candidates(i).FirstOrDefault() is not { } path)
                return [];
            _chosen.Add(path);
        }
        return [.. _chosen];
    }

    private void Branch()
    {
        var depth = _chosen.Count;
        if (depth == _problems.Length)
        {
            Consider([.. _chosen]);
            return;
        }
        foreach (var path in Candidates(depth))
        {
            if (--_work <= 0 || !CanImprove(path))
                return;
            // Equal requests may be answered in any order: only the ascending one is tried.
            if (SharesEnds && depth > 0 && path.Weight < _chosen[^1].Weight)
                continue;
            _chosen.Add(path);
            Branch();
            _chosen.RemoveAt(depth);
        }
    }

    private static bool IsLike(SearchProblem one, SearchProblem other) =>
        one.Source == other.Source && one.Target == other.Target && one.MaximumSids == other.MaximumSids && one.Protection == other.Protection
        && one.Routing == other.Routing && one.Inclusions.Count == 0 && other.Inclusions.Count == 0
        && one.Graph.Bounded.SequenceEqual(other.Graph.Bounded) && one.Graph.Limits.SequenceEqual(other.Graph.Limits)
        && one.Graph.Weights.AsSpan().SequenceEqual(other.Graph.Weights) && one.Graph.Further.Length == other.Graph.Further.Length
        && one.Graph.Further.Zip(other.Graph.Further).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <summary>Paths for a request beside those already chosen.</summary>
    private IEnumerable<ComputedPath> Candidates(int index)
    {
        var problem = _problems[index];
        var taken = _chosen.SelectMany(p => SharedFate.Of(topology, p, level, request.Paths[index]));
        problem = problem with { Graph = problem.Graph.Without(taken) };
        return PathComputer.Ranked(problem, request.Paths[index].Branches);
    }

    private bool CanImprove(ComputedPath next)
    {
        var sum = next.Weight;
        var worst = next.Weight;
        foreach (var path in _chosen)
            (sum, worst) = (sum + path.Weight, PathWeight.Max(worst, path.Weight));
        for (var i = _chosen.Count + 1; i < _problems.Length; i++)
        {
            var least = SharesEnds ? PathWeight.Max(new PathWeight(_floors[i]), next.Weight) : new PathWeight(_floors[i]);
            (sum, worst) = (sum + least, PathWeight.Max(worst, least));
        }
        return Value(sum, worst).CompareTo(_bestValue) < 0;
    }

    private void Consider(ImmutableArray<ComputedPath> set)
    {
        var value = Value(set.Aggregate(default(PathWeight), (sum, p) => sum + p.Weight), set.Select(p => p.Weight).Aggregate(PathWeight.Max));
        if (value.CompareTo(_bestValue) < 0)
            (_best, _bestValue) = (set, value);
    }

    private (PathWeight, PathWeight) Value(PathWeight sum, PathWeight worst) => request.Goal == DisjointGoal.LeastMaximum ? (worst, sum) : (sum, worst);
}
