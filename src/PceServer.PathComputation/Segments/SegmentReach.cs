using PceServer.PathComputation.Search;

namespace PceServer.PathComputation.Segments;

/// <summary>
/// Where one node segment from a given node can lead: every node whose shortest path (or, with branches, every one of its equal shortest paths) keeps to the
/// constraints, with the worst branch's cost.
/// </summary>
internal sealed class SegmentReach
{
    private const byte Unknown = 0, Open = 1, Dead = 2, Busy = 3;

    private readonly DistanceTree _tree = new();
    private ulong[] _cost = [];
    private ulong[] _resources = [];
    private int[] _passed = [];
    private uint[] _srgb = [];
    private byte[] _state = [];
    private SearchProblem _problem = null!;
    private int _root;

    public ReadOnlySpan<int> Settled => _tree.Settled.AsSpan(0, _tree.SettledCount);

    public ulong Cost(int node) => _cost[node];

    public int Passed(int node) => _passed[node];

    public ReadOnlySpan<ulong> Resources(int node) => _resources.AsSpan(node * _problem.ResourceCount, _problem.ResourceCount);

    /// <summary>True when a node SID pushed at the root leads to this node within the constraints.</summary>
    public bool Leads(int node) => _state[node] == Open && node != _root && _problem.Routing.HasSid[node] && _problem.Routing.SidIndex[node] < _srgb[node];

    public void Run(SearchProblem problem, int root, int passed, MinHeap heap)
    {
        (_problem, _root) = (problem, root);
        var nodes = problem.Topology.NodeCount;
        if (_cost.Length < nodes)
            (_cost, _passed, _srgb, _state) = (new ulong[nodes], new int[nodes], new uint[nodes], new byte[nodes]);
        if (_resources.Length < nodes * problem.ResourceCount)
            _resources = new ulong[nodes * problem.ResourceCount];
        _state.AsSpan(0, nodes).Clear();
        ShortestPaths.From(problem.Topology, problem.Routing.Weights, root, heap, _tree);
        (_state[root], _cost[root], _passed[root], _srgb[root]) = (Open, 0, passed, problem.Routing.SrgbSize[root]);
        _resources.AsSpan(root * problem.ResourceCount, problem.ResourceCount).Clear();
        foreach (var node in Settled)
        {
            if (_state[node] == Unknown)
                Judge(node);
        }
    }

    /// <summary>Links of the segment that ends at a node, in the order of the walk; with branches all of them.</summary>
    public void CollectEdges(int node, List<int> edges, HashSet<int> seen)
    {
        if (node == _root || !seen.Add(node))
            return;
        var topology = _problem.Topology;
        for (var i = topology.InStart[node]; i < topology.InStart[node + 1]; i++)
        {
            var edge = topology.InEdges[i];
            if (!IsTight(edge, node))
                continue;
            CollectEdges(topology.EdgeFrom[edge], edges, seen);
            edges.Add(edge);
        }
    }

    /// <summary>One branch of the segment that ends at a node.</summary>
    public void CollectBranch(int node, List<int> edges)
    {
        var at = edges.Count;
        for (; node != _root; node = _problem.Topology.EdgeFrom[_tree.Via[node]])
            edges.Insert(at, _tree.Via[node]);
    }

    private bool IsTight(int edge, int node)
    {
        var from = _problem.Topology.EdgeFrom[edge];
        var weight = _problem.Routing.Weights[edge];
        return weight != DistanceTree.Unreachable && _tree.Distance[from] != DistanceTree.Unreachable
            && _tree.Distance[from] + weight == _tree.Distance[node]
            && (from == _root || !_problem.Topology.NoTransit[from]);
    }

    // Predecessors were settled before, except over links that cost nothing: those are judged on demand, and a ring of them is nobody's shortest path.
    private void Judge(int node)
    {
        _state[node] = Busy;
        var topology = _problem.Topology;
        var ways = 0;
        for (var i = topology.InStart[node]; i < topology.InStart[node + 1]; i++)
        {
            var edge = topology.InEdges[i];
            if (!IsTight(edge, node))
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
        _srgb[node] = ways == 0 ? 0 : _srgb[node];
        _state[node] = ways == 0 ? Dead : Open;
    }

    private bool Arrive(int edge, int from, int node, bool isFurtherBranch)
    {
        var graph = _problem.Graph;
        var passed = _problem.Inclusions.Step(_passed[from], edge);
        if (passed < 0)
            return false;
        var cost = _cost[from] + graph.Weights[edge];
        _cost[node] = isFurtherBranch ? Math.Max(_cost[node], cost) : cost;
        _passed[node] = isFurtherBranch ? Math.Min(_passed[node], passed) : passed;
        // The node itself need not know its own label: the one before it pops. So its SRGB counts only for those beyond it.
        var srgb = from == _root ? _problem.Routing.SrgbSize[from] : Math.Min(_srgb[from], _problem.Routing.SrgbSize[from]);
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
