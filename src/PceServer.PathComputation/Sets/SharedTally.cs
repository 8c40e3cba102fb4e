using System.Collections.Immutable;
using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Segments;
using PceServer.Topology;

namespace PceServer.PathComputation.Sets;

/// <summary>Counts what the chosen paths of a set have in common (RFC 8800 §5.3): an element that several share counts once.</summary>
internal sealed class SharedTally(TopologySnapshot topology, PathSetRequest request)
{
    private readonly SetElements _elements = new(topology, request.Objective);
    private readonly List<HashSet<long>> _paths = [];
    private readonly List<HashSet<long>> _shared = [[]];
    private int _unavoidable;

    /// <summary>Finds the elements that no path of a request can do without: what two requests have in common of these, every set shares.</summary>
    public void Bound(SearchProblem[] problems)
    {
        var needed = problems.Select(Needed).ToArray();
        var shared = new HashSet<long>();
        for (var one = 0; one < needed.Length; one++)
        {
            for (var other = 0; other < one; other++)
                shared.UnionWith(_elements.Common(needed[one], request.Paths[one], needed[other], request.Paths[other]));
        }
        _unavoidable = shared.Count;
    }

    public int Of(ImmutableArray<ComputedPath> set)
    {
        var tally = new SharedTally(topology, request);
        foreach (var path in set)
            tally.Push(path);
        return tally._shared[^1].Count;
    }

    public void Push(ComputedPath path)
    {
        var elements = _elements.Of(path);
        _shared.Add(SharedWith(elements));
        _paths.Add(elements);
    }

    public void Pop()
    {
        _shared.RemoveAt(_shared.Count - 1);
        _paths.RemoveAt(_paths.Count - 1);
    }

    /// <summary>What a set with the chosen paths and this one shares at least.</summary>
    public int AtLeastWith(ComputedPath path) => Math.Max(_unavoidable, SharedWith(_elements.Of(path)).Count);

    /// <summary>True when neither this path nor any after it can lead to a set that shares as little.</summary>
    public bool IsPastWith(ComputedPath path, double best)
    {
        // Of one that spreads, the order counts the worst branch alone.
        if (!path.IsSinglePath)
            return false;
        var shares = SharedWith(_elements.Of(path)).Count;
        // A path that meets one risk group on several links comes later than its worth: only the step from nothing shared to something is sure.
        return request.Objective == SetObjective.FewestSharedSrlgs
            ? shares > _shared[^1].Count && _shared[^1].Count + 1 > best
            : shares > best;
    }

    /// <summary>By link, the elements that a path of this request would share anew by taking it.</summary>
    public ulong[] Penalties(int index)
    {
        var costly = new HashSet<long>();
        for (var i = 0; i < _paths.Count; i++)
            costly.UnionWith(_elements.Common(_paths[i], request.Paths[i], _paths[i], request.Paths[index]));
        costly.ExceptWith(_shared[^1]);
        var penalties = new ulong[topology.EdgeCount];
        for (var edge = 0; edge < penalties.Length && costly.Count > 0; edge++)
            penalties[edge] = (ulong)_elements.Of(edge).Count(costly.Contains);
        return penalties;
    }

    private HashSet<long> SharedWith(HashSet<long> elements)
    {
        var shared = new HashSet<long>(_shared[^1]);
        for (var i = 0; i < _paths.Count; i++)
            shared.UnionWith(_elements.Common(elements, request.Paths[_paths.Count], _paths[i], request.Paths[i]));
        return shared;
    }

    private HashSet<long> Needed(SearchProblem problem)
    {
        var path = PathComputer.Ranked(problem, BranchMode.AllowBranches).FirstOrDefault();
        var needed = new HashSet<long>();
        foreach (var element in path is null ? [] : _elements.Of(path))
        {
            var isEnd = request.Objective == SetObjective.FewestSharedNodes && (element == problem.Source || element == problem.Target);
            if (isEnd || SegmentSearch.Own.Measure(problem with { Graph = problem.Graph.Without(_elements.EdgesOf(element)) }) == LinkMetrics.None)
                needed.Add(element);
        }
        return needed;
    }
}
