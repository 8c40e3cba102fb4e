using PceServer.PathComputation.Segments;

namespace PceServer.PathComputation.Domains;

/// <summary>
/// Follows one prefix SID from a node over every branch, router by router and domain by domain, to where it ends. It leads there within the constraints only if all
/// branches do, and end at the same node. Memory is kept from run to run.
/// </summary>
internal sealed class RouteWalk
{
    private const byte Unknown = 0, Busy = 1, Done = 2;

    private readonly List<int> _links = [];
    private readonly List<int> _order = [];
    private byte[] _state = [];
    private (int Start, int Count)[] _out = [];
    private ulong[] _cost = [];
    private ulong[] _resources = [];
    private int[] _passed = [];
    private int[] _limit = [];
    private SearchProblem _problem = null!;
    private PrefixFec _fec = null!;
    private int _root;
    private int _avoided;
    private bool _isFirst;

    /// <summary>Where it ends.</summary>
    public int End { get; private set; }

    public ulong Cost => _cost[End];

    public int Passed => _passed[End];

    /// <summary>Most SIDs of a list that begins with this segment.</summary>
    public int Limit => _limit[End];

    public ReadOnlySpan<ulong> Resources => _resources.AsSpan(End * _problem.ResourceCount, _problem.ResourceCount);

    /// <summary>The links by which it leaves.</summary>
    public ReadOnlySpan<int> FirstLinks => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_links).Slice(_out[_root].Start, _out[_root].Count);

    /// <summary>A link by which it comes to its end.</summary>
    public int LastLink => _links.Find(l => _problem.Topology.EdgeTo[l] == End);

    /// <summary>The nodes that it meets, the root last and each before those that lead to it.</summary>
    public IReadOnlyList<int> Met => _order;

    /// <summary>Adds up along the way from a label's node; false where the SID does not lead to one end within the constraints.</summary>
    /// <param name="avoided">A node that it may not pass either; -1 for none.</param>
    public bool TryRun(SearchProblem problem, in SearchLabel from, ReadOnlySpan<ulong> used, PrefixFec fec, int avoided = -1)
    {
        Prepare(problem, from, used, fec, avoided);
        if (fec.IsOwner(_root) || !TryVisit(_root))
            return false;
        _state[_root] = Done;
        for (var i = _order.Count - 1; i >= 0; i--)
        {
            if (!TrySend(_order[i]))
                return false;
        }
        return End >= 0;
    }

    /// <summary>Lets go of the snapshot.</summary>
    public void Release() => (_problem, _fec) = (null!, null!);

    /// <summary>The links of the walk, each after those that lead to it.</summary>
    public void CollectEdges(List<int> edges)
    {
        for (var i = _order.Count - 1; i >= 0; i--)
        {
            var (start, count) = _out[_order[i]];
            for (var l = start; l < start + count; l++)
                edges.Add(_links[l]);
        }
    }

    /// <summary>One branch of it.</summary>
    public void CollectBranch(List<int> edges)
    {
        for (var node = _root; node != End; node = _problem.Topology.EdgeTo[edges[^1]])
            edges.Add(_links[_out[node].Start]);
    }

    private void Prepare(SearchProblem problem, in SearchLabel from, ReadOnlySpan<ulong> used, PrefixFec fec, int avoided)
    {
        foreach (var node in _order)
            _state[node] = Unknown;
        _order.Clear();
        _links.Clear();
        (_problem, _fec, _root, _avoided, End) = (problem, fec, from.Node, avoided, -1);
        var nodes = problem.Topology.NodeCount;
        if (_state.Length < nodes)
            (_state, _out, _cost, _passed, _limit) = (new byte[nodes], new (int, int)[nodes], new ulong[nodes], new int[nodes], new int[nodes]);
        if (_resources.Length < nodes * problem.ResourceCount)
            _resources = new ulong[nodes * problem.ResourceCount];
        (_cost[_root], _passed[_root], _limit[_root]) = (from.Cost, from.Passed, from.Limit);
        _isFirst = from.Sids == 0 && problem.SidsByFirstLink is not null;
        used.CopyTo(_resources.AsSpan(_root * problem.ResourceCount));
    }

    // In depth first: a node comes into the order after everything that lies beyond it.
    private bool TryVisit(int node)
    {
        _state[node] = Busy;
        var isFine = node != _avoided && (_fec.IsOwner(node) ? TryEnd(node) : TryForward(node));
        _state[node] = Done;
        _order.Add(node);
        return isFine;
    }

    private bool TryEnd(int node)
    {
        _out[node] = (_links.Count, 0);
        if (End >= 0 && End != node)
            return false;
        End = node;
        return true;
    }

    private bool TryForward(int node)
    {
        if (_problem.Routing.SrgbSize[node] <= _fec.Sid.Value)
            return false;
        var start = _links.Count;
        var hops = NextHops.Of(_problem.Routing, node, _fec);
        if (hops.Count == 0 || (hops.Count > 1 && !_problem.AllowsBranches))
            return false;
        _links.AddRange(hops);
        _out[node] = (start, hops.Count);
        for (var i = start; i < start + _out[node].Count; i++)
        {
            var to = _problem.Topology.EdgeTo[_links[i]];
            // A label that comes to its end must be known there.
            if (_fec.IsOwner(to) && _problem.Routing.SrgbSize[to] <= _fec.Sid.Value && _fec.ArrivesLabelled(to, _problem.Topology.EdgeDomain[_links[i]]))
                return false;
            if (!_problem.IsAllowed(_links[i]) || _state[to] == Busy || (_state[to] == Unknown && !TryVisit(to)))
                return false;
        }
        return true;
    }

    private bool TrySend(int node)
    {
        var (start, count) = _out[node];
        for (var i = start; i < start + count; i++)
        {
            var to = _problem.Topology.EdgeTo[_links[i]];
            if (TurnsBack(_links[i], to) || !TryArrive(_links[i], node, to))
                return false;
        }
        return true;
    }

    // Over the border of a router that is closed to transit, but announces what lies beyond, packets may come back into the same domain: that is transit too.
    private bool TurnsBack(int edge, int node)
    {
        var domain = _problem.ClosedDomain(edge, node);
        var (start, count) = _out[node];
        for (var i = start; domain >= 0 && i < start + count; i++)
        {
            if (_problem.Topology.EdgeDomain[_links[i]] == domain)
                return true;
        }
        return false;
    }

    // The first to arrive finds the node done, and leaves it busy for those that follow: the worst branch counts.
    private bool TryArrive(int edge, int from, int node)
    {
        var isFurther = _state[node] == Busy;
        _state[node] = Busy;
        var graph = _problem.Graph;
        var passed = _problem.Inclusions.Step(_passed[from], edge);
        if (passed < 0)
            return false;
        var cost = _cost[from] + graph.Weights[edge];
        var limit = _isFirst && from == _root ? _problem.LimitOver(edge) : _limit[from];
        _cost[node] = isFurther ? Math.Max(_cost[node], cost) : cost;
        _passed[node] = isFurther ? Math.Min(_passed[node], passed) : passed;
        _limit[node] = isFurther ? Math.Min(_limit[node], limit) : limit;
        for (var r = 0; r < _problem.ResourceCount; r++)
        {
            var sum = _resources[(from * _problem.ResourceCount) + r] + graph.Resources[r][edge];
            ref var slot = ref _resources[(node * _problem.ResourceCount) + r];
            slot = isFurther ? Math.Max(slot, sum) : sum;
        }
        return true;
    }

    /// <summary>Memory for one node's next hops.</summary>
    private static class NextHops
    {
        [ThreadStatic]
        private static List<int>? t_own;

        public static List<int> Of(SegmentRouting routing, int node, PrefixFec fec)
        {
            var links = t_own ??= [];
            routing.Routes.NextHops(node, fec, links);
            return links;
        }
    }
}
