using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Domains;
using PceServer.Topology;

namespace PceServer.PathComputation.Segments;

/// <summary>
/// The best segment list under all constraints: a best-first search over (node, SIDs used), whose steps are single segments. It is exact: the list found has the
/// least cost of all that fit, and the fewest SIDs of those. Lists that cost more than a threshold are put off; the threshold starts at what the constrained
/// shortest path costs, so that where the cheapest path fits, nothing else is looked at. One for each thread, its memory is kept.
/// </summary>
internal sealed class SegmentSearch
{
    [ThreadStatic]
    private static SegmentSearch? t_own;

    private readonly LowerBounds _bounds = new();
    private readonly RemainingSids _rest = new();
    private readonly SegmentReach _reach = new();
    private readonly RouteReach _routes = new();
    private readonly VisitedNodes _visited = new();
    private readonly LabelStore _labels = new();
    private readonly OpenLabels _open = new();
    private SearchProblem _problem = null!;
    private ulong[] _sums = [];
    private ulong _threshold;
    private ulong _leastPutOff;
    private int _work;
    private int _bestGoal;

    public static SegmentSearch Own => t_own ??= new SegmentSearch();

    /// <summary>At least what any path costs; <see cref="LinkMetrics.None"/> when the constraints, bounds apart, leave no path at all.</summary>
    public ulong Floor { get; private set; }

    private int StartPassed => _problem.Inclusions.Start(new NodeIndex(_problem.Source));

    /// <summary>Only measures: sets <see cref="Floor"/>.</summary>
    public ulong Measure(SearchProblem problem)
    {
        Start(problem);
        Release();
        return Floor;
    }

    private void Start(SearchProblem problem)
    {
        _problem = problem;
        _bounds.Start(problem);
        Floor = _bounds.Cost(problem.Source, StartPassed);
    }

    // The thread's memory must not keep a snapshot alive that nobody else wants any more.
    private void Release()
    {
        _problem = null!;
        _bounds.Release();
        _rest.Release();
        _reach.Release();
        _routes.Release();
    }

    /// <summary>Looks for the best list; its chain of labels, from the first segment on, comes out in <paramref name="chain"/>.</summary>
    /// <param name="loopless">
    /// Labels remember the nodes that they met. Slower; needed only where the best walk without that memory meets a node twice, which a tight limit on SIDs can bring about.
    /// </param>
    public SearchEnd Run(SearchProblem problem, out List<SearchLabel> chain, bool loopless = false)
    {
        chain = [];
        _work = problem.WorkLimit;
        Start(problem);
        var goal = -1;
        var end = SearchEnd.NothingWithin;
        if (Floor != LinkMetrics.None)
        {
            _rest.Start(problem);
            _routes.Start(problem);
            _sums = new ulong[problem.ResourceCount];
            _visited.Reset(loopless ? problem.Topology.NodeCount : 0);
            end = Widen(out goal);
        }
        Release();
        for (var at = goal; at >= 0 && _labels[at].Parent >= 0; at = _labels[at].Parent)
            chain.Insert(0, _labels[at]);
        return end;
    }

    private SearchEnd Widen(out int goal)
    {
        for (var (threshold, slack) = (Floor, Math.Max(Floor >> 3, 1)); ; slack *= 2)
        {
            if (TryWithin(threshold, out goal))
                return SearchEnd.Found;
            if (_work <= 0)
            {
                goal = _bestGoal;
                return goal < 0 ? SearchEnd.WorkLimit : SearchEnd.Unproven;
            }
            if (_leastPutOff == LinkMetrics.None)
                return SearchEnd.NothingWithin;
            _bounds.Complete();
            threshold = Math.Max(_leastPutOff, Floor + Math.Min(slack, LinkMetrics.None - 1 - Floor));
        }
    }

    private bool TryWithin(ulong threshold, out int goal)
    {
        (_threshold, _leastPutOff, _bestGoal) = (threshold, LinkMetrics.None, -1);
        _labels.Reset(_problem.Topology.NodeCount, _problem.ResourceCount, _visited.WordCount);
        _open.Clear();
        Array.Clear(_sums);
        _visited.Clear();
        _visited.TryVisit(_problem.Source);
        Offer(new SearchLabel(_problem.Source, -1, -1, -1, 0, StartPassed, 0), _sums);
        while (_open.TryPop(out goal))
        {
            var label = _labels[goal];
            if (label.Node == _problem.Target)
                return true;
            if (_labels.IsDominated(label, _labels.Resources(goal), _labels.Visited(goal), goal))
                continue;
            if (--_work < 0 || _problem.Notes?.IsLate(_problem.WorkLimit - _work) == true)
            {
                _work = 0;
                break;
            }
            Extend(goal, label);
        }
        goal = -1;
        return false;
    }

    // Node SIDs first: of two equal lists the one offered first stays, and node SIDs are the ones that survive a failure.
    private void Extend(int index, in SearchLabel label)
    {
        if (_problem.Routing.SrgbSize[label.Node] > 0)
        {
            if (_problem.Routing.HasSeveralDomains)
                ExtendByRoutes(index, label, _routes.Candidates(isLast: label.Sids + 1 == Math.Min(_problem.MaximumSids, label.Limit)));
            else
                ExtendByNode(index, label);
            ExtendByRoutes(index, label, _problem.AnycastEnds);
        }
        // The SIDs of a link or an LSP mean nothing at another member of an anycast set.
        if (label.Anycast >= 0)
            return;
        ExtendByAdjacency(index, label);
        for (var i = 0; i < _problem.Covered.Length; i++)
        {
            if (_problem.Covered[i].HeadEnd == label.Node && !TurnsBack(label, _problem.Covered[i].Edges[0]))
                ExtendByBinding(index, label, i);
        }
    }

    private void ExtendByRoutes(int index, in SearchLabel label, IEnumerable<PrefixFec> fecs)
    {
        foreach (var fec in fecs)
        {
            if (!IsWorthwhile(index, label, fec) || !_routes.TryRun(label, _labels.Resources(index), fec))
                continue;
            var walk = _routes.Walk;
            _visited.Load(_labels.Visited(index));
            if (_visited.IsKept && !walk.Met.SkipLast(1).All(_visited.TryVisit))
                continue;
            var next = new SearchLabel(walk.End, index, -1, fec.Place, label.Sids + 1, walk.Passed, walk.Cost)
            {
                Limit = walk.Limit,
                Anycast = fec.Owners.Length > 1 ? fec.Place : -1,
                ClosedDomain = _problem.ClosedDomain(walk.LastLink, walk.End),
            };
            Offer(next, walk.Resources);
        }
    }

    // A bound that holds whatever the way: what was passed on it is taken for all that there is.
    private bool IsWorthwhile(int index, in SearchLabel label, PrefixFec fec)
    {
        var estimate = _bounds.Least(fec.Owners, label.Cost, _labels.Resources(index));
        if (estimate > _threshold && estimate != LinkMetrics.None)
            _leastPutOff = Math.Min(_leastPutOff, estimate);
        return estimate <= _threshold && estimate != LinkMetrics.None;
    }

    private void ExtendByBinding(int index, in SearchLabel label, int covered)
    {
        var (graph, path) = (_problem.Graph, _problem.Covered[covered]);
        var (cost, passed) = (label.Cost, label.Passed);
        _labels.Resources(index).CopyTo(_sums);
        _visited.Load(_labels.Visited(index));
        foreach (var edge in path.Edges)
        {
            passed = _problem.Inclusions.Step(passed, edge);
            if (passed < 0 || !_problem.IsAllowed(edge) || !_visited.TryVisit(graph.Topology.EdgeTo[edge]))
                return;
            cost += graph.Weights[edge];
            for (var r = 0; r < _sums.Length; r++)
                _sums[r] += graph.Resources[r][edge];
        }
        Offer(Next(label, index, path.End, -2 - covered, -1, passed, cost, path.Edges[0], path.Edges[^1]), _sums);
    }

    private void ExtendByNode(int index, in SearchLabel label)
    {
        if (!_visited.IsKept && _rest.TryEnd(label, _bounds, out var last))
        {
            Offer(new SearchLabel(_problem.Target, index, -1, -1, label.Sids + 1, label.Passed, label.Cost + last) { Limit = label.Limit }, []);
            return;
        }
        _reach.Run(_problem, label, _labels.Resources(index), _bounds, _threshold);
        _leastPutOff = Math.Min(_leastPutOff, _reach.LeastPutOff);
        foreach (var node in _reach.Reached)
        {
            if (CanWalk(index, node) && (label.Anycast < 0 || _routes.MeansTheSame(label, node)))
                Offer(new SearchLabel(node, index, -1, -1, label.Sids + 1, _reach.Passed(node), _reach.Cost(node)) { Limit = _reach.Limit(node) }, _reach.Resources(node));
        }
    }

    private void ExtendByAdjacency(int index, in SearchLabel label)
    {
        var topology = _problem.Topology;
        for (var edge = topology.OutStart[label.Node]; edge < topology.OutStart[label.Node + 1]; edge++)
        {
            if (!_problem.IsAllowed(edge) || TurnsBack(label, edge))
                continue;
            var to = topology.EdgeTo[edge];
            if (!topology.IsPseudonode[to])
            {
                OfferAdjacency(index, label, edge, -1);
                continue;
            }
            for (var far = topology.OutStart[to]; far < topology.OutStart[to + 1]; far++)
            {
                if (_problem.IsAllowed(far) && topology.EdgeTo[far] != label.Node)
                    OfferAdjacency(index, label, edge, far);
            }
        }
    }

    private void OfferAdjacency(int index, in SearchLabel label, int edge, int far)
    {
        var graph = _problem.Graph;
        var node = graph.Topology.EdgeTo[far < 0 ? edge : far];
        var passed = _problem.Inclusions.Step(label.Passed, edge);
        passed = far < 0 ? passed : _problem.Inclusions.Step(passed, far);
        if (passed < 0 || !AdjacencyChoice.TryChoose(graph.Topology, edge, far < 0 ? null : new NodeIndex(node), _problem.Protection, out _) || !CanCross(index, edge, far))
            return;
        var used = _labels.Resources(index);
        for (var r = 0; r < _sums.Length; r++)
            _sums[r] = used[r] + graph.Resources[r][edge] + (far < 0 ? 0 : graph.Resources[r][far]);
        var cost = label.Cost + graph.Weights[edge] + (far < 0 ? 0 : graph.Weights[far]);
        Offer(Next(label, index, node, edge, far, passed, cost, edge, edge), _sums);
    }

    // What the head-end can push depends on the link by which it sends (RFC 8491 §4).
    private SearchLabel Next(in SearchLabel label, int index, int node, int edge, int far, int passed, ulong cost, int first, int last) =>
        new(node, index, edge, far, label.Sids + 1, passed, cost)
        {
            Limit = label.Sids == 0 ? _problem.LimitOver(first) : label.Limit,
            ClosedDomain = _problem.ClosedDomain(last, node),
        };

    // A router closed to transit in a domain must not be entered and left over links of it.
    private bool TurnsBack(in SearchLabel label, int first) => label.ClosedDomain >= 0 && _problem.Topology.EdgeDomain[first] == label.ClosedDomain;

    private void Offer(in SearchLabel label, ReadOnlySpan<ulong> resources)
    {
        var isGoal = label.Node == _problem.Target;
        if (isGoal ? label.Passed != _problem.Inclusions.Count : _problem.Topology.NoTransit[label.Node] && label.Node != _problem.Source)
            return;
        var sids = label.Sids + _rest.Least(label);
        var estimate = _bounds.Estimate(label.Node, label.Passed, label.Cost, resources);
        if (estimate == LinkMetrics.None || sids > Math.Min(_problem.MaximumSids, label.Limit))
            return;
        if (estimate > _threshold)
            _leastPutOff = Math.Min(_leastPutOff, estimate);
        else if (!_labels.IsDominated(label, resources, _visited.Words))
            Add(label, resources, estimate, sids);
    }

    private void Add(in SearchLabel label, ReadOnlySpan<ulong> resources, ulong estimate, int sids)
    {
        var index = _labels.Add(label, resources, _visited.Words);
        _open.Push(estimate, sids, estimate - label.Cost, index);
        if (label.Node == _problem.Target && (_bestGoal < 0 || label.Cost < _labels[_bestGoal].Cost))
            _bestGoal = index;
    }

    private bool CanWalk(int index, int end)
    {
        _visited.Load(_labels.Visited(index));
        return !_visited.IsKept || _reach.TryVisit(end, _visited);
    }

    private bool CanCross(int index, int edge, int far)
    {
        _visited.Load(_labels.Visited(index));
        return _visited.TryVisit(_problem.Topology.EdgeTo[edge]) && (far < 0 || _visited.TryVisit(_problem.Topology.EdgeTo[far]));
    }
}
