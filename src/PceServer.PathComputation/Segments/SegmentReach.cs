using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Search;

namespace PceServer.PathComputation.Segments;

/// <summary>
/// Where one node segment from a given node can lead: every node whose shortest path (or, with branches, every one of its equal shortest paths) keeps to the
/// constraints, with the worst branch's cost. It looks no further than the last such node.
/// </summary>
internal sealed class SegmentReach
{
    private const byte Unknown = 0, Open = 1, Dead = 2, Busy = 3;

    [ThreadStatic]
    private static SegmentReach? t_own;

    private readonly Wave _wave = new();
    private readonly List<int> _reached = [];
    private readonly List<int> _marked = [];
    private readonly HashSet<int> _seen = [];
    private ulong[] _cost = [];
    private ulong[] _resources = [];
    private int[] _passed = [];
    private uint[] _srgb = [];
    private int[] _limit = [];
    private bool _isFirst;
    private byte[] _state = [];
    private SearchProblem _problem = null!;
    private int _root;

    /// <summary>One for each thread, for runs whose result is used up at once.</summary>
    public static SegmentReach Own => t_own ??= new SegmentReach();

    /// <summary>Nodes to which a node SID pushed at the root leads within the constraints, nearest first.</summary>
    public List<int> Reached => _reached;

    /// <summary>The least estimate of those that were left out because of the threshold.</summary>
    public ulong LeastPutOff { get; private set; }

    public ulong Cost(int node) => _cost[node];

    public int Passed(int node) => _passed[node];

    /// <summary>Most SIDs of a list that begins with the segment to a node.</summary>
    public int Limit(int node) => _limit[node];

    public ReadOnlySpan<ulong> Resources(int node) => _resources.AsSpan(node * _problem.ResourceCount, _problem.ResourceCount);

    /// <summary>Labels in the smallest SRGB of those that forward to a node.</summary>
    public uint SmallestSrgb(int node) => _srgb[node];

    /// <summary>True when the wave met one node no later than the other.</summary>
    public bool IsAsNear(int node, int other) => _wave.Distance[node] <= _wave.Distance[other];

    /// <summary>Spreads from a label's node. What would exceed the threshold, or cannot reach the target any more, is not followed.</summary>
    /// <param name="until">Where the run may stop.</param>
    public void Run(SearchProblem problem, in SearchLabel from, ReadOnlySpan<ulong> used, LowerBounds? bounds = null, ulong threshold = LinkMetrics.None, int until = -1)
    {
        Prepare(problem, from, used);
        var horizon = 0UL;
        _wave.Start(problem.Topology, problem.Routing.Weights, problem.Routing.LargestWeight, _root);
        while (_wave.TryAdvance(out var distance) && distance <= horizon)
        {
            foreach (var node in _wave.Level)
            {
                if (_state[node] == Unknown)
                    Judge(node);
            }
            if (until >= 0 && _state[until] != Unknown)
                return;
            foreach (var node in _wave.Level)
            {
                if (_state[node] == Open && IsWorthwhile(node, bounds, threshold))
                    horizon = Math.Max(horizon, Horizon(node, distance));
            }
        }
    }

    /// <summary>Lets go of the snapshot.</summary>
    public void Release()
    {
        _problem = null!;
        _wave.Release();
    }

    /// <summary>False when the segment that ends at a node comes by a node that a walk has met before.</summary>
    public bool TryVisit(int node, VisitedNodes visited)
    {
        var topology = _problem.Topology;
        _seen.Clear();
        _seen.Add(node);
        var waiting = new Stack<int>([node]);
        while (waiting.TryPop(out var at))
        {
            for (var i = topology.InStart[at]; at != _root && i < topology.InStart[at + 1]; i++)
            {
                var edge = topology.InEdges[i];
                if (_wave.IsTight(edge) && topology.EdgeFrom[edge] != _root && _seen.Add(topology.EdgeFrom[edge]))
                    waiting.Push(topology.EdgeFrom[edge]);
            }
        }
        return _seen.All(visited.TryVisit);
    }

    private void Prepare(SearchProblem problem, in SearchLabel from, ReadOnlySpan<ulong> used)
    {
        foreach (var node in _marked)
            _state[node] = Unknown;
        _marked.Clear();
        _reached.Clear();
        (_problem, _root, LeastPutOff) = (problem, from.Node, LinkMetrics.None);
        var nodes = problem.Topology.NodeCount;
        if (_cost.Length < nodes)
            (_cost, _passed, _srgb, _state, _limit) = (new ulong[nodes], new int[nodes], new uint[nodes], new byte[nodes], new int[nodes]);
        if (_resources.Length < nodes * problem.ResourceCount)
            _resources = new ulong[nodes * problem.ResourceCount];
        Mark(_root, Open);
        (_cost[_root], _passed[_root], _srgb[_root]) = (from.Cost, from.Passed, problem.Routing.SrgbSize[_root]);
        (_limit[_root], _isFirst) = (from.Limit, from.Sids == 0 && problem.SidsByFirstLink is not null);
        used.CopyTo(_resources.AsSpan(_root * problem.ResourceCount));
    }

    private void Mark(int node, byte state)
    {
        if (_state[node] == Unknown)
            _marked.Add(node);
        _state[node] = state;
    }

    private bool IsWorthwhile(int node, LowerBounds? bounds, ulong threshold)
    {
        if (bounds is not null)
        {
            var estimate = bounds.Estimate(node, _passed[node], _cost[node], Resources(node));
            if (estimate > threshold)
            {
                LeastPutOff = Math.Min(LeastPutOff, estimate);
                _state[node] = Dead;
                return false;
            }
        }
        var routing = _problem.Routing;
        if (node != _root && routing.HasSid[node] && routing.SidIndex[node] < _srgb[node])
            _reached.Add(node);
        return node == _root || !_problem.Topology.NoTransit[node];
    }

    // How far the wave has to go for the neighbours over which a segment may go on from this node.
    private ulong Horizon(int node, uint distance)
    {
        var topology = _problem.Topology;
        var horizon = 0UL;
        for (var edge = topology.OutStart[node]; edge < topology.OutStart[node + 1]; edge++)
        {
            var next = (ulong)distance + _problem.Routing.Weights[edge];
            if (next > horizon && next == _wave.Distance[topology.EdgeTo[edge]] && _problem.IsAllowed(edge))
                horizon = next;
        }
        return horizon;
    }

    // Predecessors were judged before, except over links that cost nothing: those are judged on demand, and a ring of them is nobody's shortest path.
    private void Judge(int node)
    {
        Mark(node, Busy);
        var topology = _problem.Topology;
        var ways = 0;
        for (var i = topology.InStart[node]; i < topology.InStart[node + 1]; i++)
        {
            var edge = topology.InEdges[i];
            if (!_wave.IsTight(edge))
                continue;
            var from = topology.EdgeFrom[edge];
            if (_state[from] == Unknown)
                Judge(from);
            if (_state[from] != Open || !_problem.IsAllowed(edge) || (ways > 0 && !_problem.AllowsBranches) || !Arrive(edge, from, node, ways > 0))
            {
                _state[node] = Dead;
                return;
            }
            ways++;
        }
        _state[node] = ways == 0 ? Dead : Open;
    }

    private bool Arrive(int edge, int from, int node, bool isFurtherBranch)
    {
        var graph = _problem.Graph;
        var passed = _problem.Inclusions.Step(_passed[from], edge);
        // The node itself need not know its own label: the one before it pops. So its SRGB counts only for those beyond it.
        var srgb = from == _root ? _problem.Routing.SrgbSize[from] : Math.Min(_srgb[from], _problem.Routing.SrgbSize[from]);
        if (passed < 0 || srgb == 0)
            return false;
        var limit = _isFirst && from == _root ? _problem.LimitOver(edge) : _limit[from];
        _limit[node] = isFurtherBranch ? Math.Min(_limit[node], limit) : limit;
        var cost = _cost[from] + graph.Weights[edge];
        _cost[node] = isFurtherBranch ? Math.Max(_cost[node], cost) : cost;
        _passed[node] = isFurtherBranch ? Math.Min(_passed[node], passed) : passed;
        _srgb[node] = isFurtherBranch ? Math.Min(_srgb[node], srgb) : srgb;
        for (var r = 0; r < _problem.ResourceCount; r++)
        {
            var sum = _resources[(from * _problem.ResourceCount) + r] + graph.Resources[r][edge];
            ref var slot = ref _resources[(node * _problem.ResourceCount) + r];
            slot = isFurtherBranch ? Math.Max(slot, sum) : sum;
        }
        return true;
    }
}
