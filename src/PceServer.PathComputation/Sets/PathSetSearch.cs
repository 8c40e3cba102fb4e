using System.Collections.Immutable;
using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Disjoint;
using PceServer.PathComputation.Segments;
using PceServer.Topology;

namespace PceServer.PathComputation.Sets;

/// <summary>
/// The best set by branch and bound: the paths of the first request are tried in the order of their cost, beside each those of the second, and so on, as long as
/// what is chosen can still become better than the best set so far. Exact unless its work limit ends it.
/// </summary>
internal sealed class PathSetSearch
{
    private readonly TopologySnapshot _topology;
    private readonly PathSetRequest _request;
    private readonly SearchProblem[] _problems;
    private readonly Disjointness[,] _levels;
    private readonly ulong[] _floors;
    private readonly SetLoads _loads;
    private readonly SharedTally? _shared;
    private readonly List<ComputedPath> _chosen = [];
    private ImmutableArray<ComputedPath> _best = [];
    private SetValue _bestValue = SetValue.Worst;
    private double _ceiling = double.PositiveInfinity;
    private bool _isAnyGood;
    private int _work;

    public PathSetSearch(TopologySnapshot topology, PathSetRequest request, NetworkOverlay overlay)
    {
        (_topology, _request) = (topology, request);
        _problems = [.. request.Paths.Select(p => PathComputer.Problem(topology, p, overlay))];
        _levels = new Disjointness[request.Paths.Length, request.Paths.Length];
        foreach (var (one, other, level, _) in request.Diversity)
            _levels[one, other] = _levels[other, one] |= level;
        _floors = new ulong[request.Paths.Length];
        _loads = new SetLoads(topology, request, overlay);
        _shared = request.Objective >= SetObjective.FewestSharedLinks ? new SharedTally(topology, request) : null;
        _work = request.WorkLimit ?? Math.Clamp(2_000_000 / Math.Max(topology.EdgeCount, 1), 50, 2_000);
    }

    /// <summary>False when the limit ended the search.</summary>
    public bool IsProven => _work > 0;

    /// <summary>The objective of the set found.</summary>
    public double Value => _best.IsEmpty ? 0 : _bestValue.Primary;

    /// <param name="start">A set that keeps to everything, found otherwise; empty where there is none.</param>
    public ImmutableArray<ComputedPath> Find(ImmutableArray<ComputedPath> start)
    {
        for (var i = 0; i < _problems.Length; i++)
        {
            var floor = SegmentSearch.Own.Measure(_problems[i]);
            if (floor == LinkMetrics.None)
                return [];
            _floors[i] = LinkMetrics.Shown(_problems[i].Graph.Objective, _problems[i].Graph.ObjectiveOf(new PathWeight(floor)));
        }
        _shared?.Bound(_problems);
        if (!start.IsEmpty && Carries(start))
            (_best, _bestValue) = (start, ValueOf(start));
        if (_request.Objective == SetObjective.LeastLoad)
            Level();
        else
            Branch();
        return _best;
    }

    /// <summary>Sets under an ever lower ceiling of load until there is none below; then the cheapest one that stays at the lowest.</summary>
    private void Level()
    {
        Spread();
        _isAnyGood = true;
        do
            _ceiling = _bestValue.Primary;
        while (Branch() && _work > 0);
        if (_best.IsEmpty)
            return;
        _isAnyGood = false;
        _ceiling = Math.BitIncrement(_bestValue.Primary);
        _bestValue = ValueOf(_best);
        Branch();
    }

    /// <summary>A first set: each path in turn where it makes the least load.</summary>
    private void Spread()
    {
        for (var i = 0; i < _problems.Length; i++)
        {
            var steps = _loads.Steps(_request.Paths[i].Constraints.BandwidthBytesPerSecond);
            var (low, high) = (0, steps.Length);
            ComputedPath? path = null;
            while (low < high)
            {
                var middle = (low + high) / 2;
                _ceiling = Math.BitIncrement(steps[middle]);
                if (Candidates(i).FirstOrDefault() is { } fits)
                    (path, high) = (fits, middle);
                else
                    low = middle + 1;
            }
            if (path is null)
                break;
            Push(path);
        }
        ImmutableArray<ComputedPath> set = _chosen.Count == _problems.Length ? [.. _chosen] : [];
        while (_chosen.Count > 0)
            Pop();
        if (!set.IsEmpty && ValueOf(set) is var value && value.CompareTo(_bestValue) < 0)
            (_best, _bestValue) = (set, value);
    }

    /// <summary>True when the search is to end: a set was found and any will do, or the limit is reached.</summary>
    private bool Branch()
    {
        var depth = _chosen.Count;
        if (depth == _problems.Length)
            return Consider();
        ulong? own = null;
        foreach (var path in Candidates(depth))
        {
            if (--_work <= 0)
                return true;
            own ??= path.Cost;
            if (depth < _request.Preferred && path.Cost > own)
                return false;
            var (next, isLast) = Judge(depth, path);
            if (isLast)
                return false;
            if (next.CompareTo(_bestValue) >= 0 && !_isAnyGood)
                continue;
            Push(path);
            var ends = Branch();
            Pop();
            if (ends)
                return true;
        }
        return false;
    }

    /// <summary>At least what a set with this path can be worth, and whether no later path can do better.</summary>
    private (SetValue AtLeast, bool IsLast) Judge(int depth, ComputedPath path)
    {
        ulong sum = path.Cost;
        foreach (var chosen in _chosen)
            sum += chosen.Cost;
        for (var i = depth + 1; i < _problems.Length; i++)
            sum += _floors[i];
        if (_isAnyGood)
            return (default, false);
        var primary = _request.Objective switch
        {
            SetObjective.LeastBandwidth => Consumption(depth, path),
            SetObjective.LeastLoad => _bestValue.Primary,
            >= SetObjective.FewestSharedLinks => _shared!.AtLeastWith(path),
            _ => sum,
        };
        var value = new SetValue(primary, sum);
        var isOver = value.CompareTo(_bestValue) >= 0;
        // Beside others, paths come in the order of what they share first, and only then of their cost.
        return (value, isOver && (_shared is null || depth == 0 || depth < _request.Preferred || _shared.IsPastWith(path, _bestValue.Primary)));
    }

    private double Consumption(int depth, ComputedPath path)
    {
        var sum = Weight(depth) * path.Cost;
        for (var i = 0; i < _problems.Length; i++)
            sum += i < depth ? Weight(i) * _chosen[i].Cost : i > depth ? Weight(i) * _floors[i] : 0;
        return sum;
    }

    private double Weight(int index) => _loads.Matter ? _request.Paths[index].Constraints.BandwidthBytesPerSecond : 1;

    private bool Consider()
    {
        var value = ValueOf([.. _chosen]);
        if (_isAnyGood ? value.Primary >= _bestValue.Primary : value.CompareTo(_bestValue) >= 0)
            return false;
        (_best, _bestValue) = ([.. _chosen], value);
        return _isAnyGood;
    }

    private SetValue ValueOf(ImmutableArray<ComputedPath> set)
    {
        var sum = set.Aggregate(0UL, (all, path) => all + path.Cost);
        return new(_request.Objective switch
        {
            SetObjective.LeastBandwidth => set.Select((path, i) => Weight(i) * path.Cost).Sum(),
            SetObjective.LeastLoad => LoadOf(set),
            >= SetObjective.FewestSharedLinks => _shared!.Of(set),
            _ => sum,
        }, sum);
    }

    private double LoadOf(ImmutableArray<ComputedPath> set)
    {
        if (_chosen.Count > 0)
            return _chosen.Max(path => _loads.Of(path, 0));
        for (var i = 0; i < set.Length; i++)
            _loads.Take(set[i], _request.Paths[i].Constraints.BandwidthBytesPerSecond);
        var load = set.Max(path => _loads.Of(path, 0));
        for (var i = 0; i < set.Length; i++)
            _loads.GiveBack(set[i], _request.Paths[i].Constraints.BandwidthBytesPerSecond);
        return load;
    }

    /// <summary>Paths that share links must fit on them together.</summary>
    private bool Carries(ImmutableArray<ComputedPath> set)
    {
        var carries = true;
        for (var i = 0; i < set.Length && carries; i++)
        {
            var narrow = _loads.TooNarrowFor(_request.Paths[i]).ToHashSet();
            carries = !set[i].AllEdges.Any(edge => narrow.Contains(edge.Value));
            Push(set[i]);
        }
        while (_chosen.Count > 0)
            Pop();
        return carries;
    }

    /// <summary>Paths for a request beside those already chosen.</summary>
    private IEnumerable<ComputedPath> Candidates(int index)
    {
        var (problem, request) = (_problems[index], _request.Paths[index]);
        var taken = new HashSet<int>();
        for (var i = 0; i < _chosen.Count; i++)
            taken.UnionWith(SharedFate.Of(_topology, _chosen[i], _levels[i, index], request));
        if (_loads.Matter)
            taken.UnionWith(_loads.TooNarrowFor(request));
        if (_request.Objective == SetObjective.LeastLoad && index >= _request.Preferred)
            taken.UnionWith(_loads.NotBelow(_ceiling, request));
        if (taken.Count > 0)
            problem = problem with { Graph = problem.Graph.Without(taken) };
        if (_shared is not null && index > 0 && index >= _request.Preferred)
            problem = problem with { Graph = problem.Graph.After(_shared.Penalties(index)) };
        return PathComputer.Ranked(problem, request.Branches);
    }

    private void Push(ComputedPath path)
    {
        _loads.Take(path, _request.Paths[_chosen.Count].Constraints.BandwidthBytesPerSecond);
        _shared?.Push(path);
        _chosen.Add(path);
    }

    private void Pop()
    {
        var path = _chosen[^1];
        _chosen.RemoveAt(_chosen.Count - 1);
        _shared?.Pop();
        _loads.GiveBack(path, _request.Paths[_chosen.Count].Constraints.BandwidthBytesPerSecond);
    }
}
