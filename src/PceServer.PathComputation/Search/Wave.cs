using PceServer.Topology;

namespace PceServer.PathComputation.Search;

/// <summary>
/// Shortest paths that spread from a root one distance at a time, so that whoever watches may stop as soon as nothing of interest can follow.
/// What a run touched is cleaned up by the next, so that a short run costs little on a large network.
/// </summary>
internal sealed class Wave
{
    private readonly BucketRing _ring = new();
    private readonly RadixHeap _heap = new();
    private readonly List<int> _touched = [];
    private readonly List<int> _level = [];
    private uint[] _distance = [];
    private TopologySnapshot _topology = TopologySnapshot.Empty;
    private uint[] _weights = [];
    private bool _isNarrow;
    private uint _at;
    private int _root;
    private int _ahead = -1;
    private ulong _aheadKey;

    /// <summary>By node; <see cref="uint.MaxValue"/> where the wave has not come.</summary>
    public uint[] Distance => _distance;

    /// <summary>The nodes that the last step settled, all at one distance.</summary>
    public ReadOnlySpan<int> Level => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_level);

    /// <summary>Every node that has a distance, settled or not.</summary>
    public ReadOnlySpan<int> Touched => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_touched);

    public void Start(TopologySnapshot topology, uint[] weights, uint largest, int root)
    {
        foreach (var node in _touched)
            _distance[node] = uint.MaxValue;
        _touched.Clear();
        if (_distance.Length < topology.NodeCount)
        {
            _distance = new uint[topology.NodeCount];
            Array.Fill(_distance, uint.MaxValue);
        }
        (_topology, _weights, _root, _at, _ahead) = (topology, weights, root, 0, -1);
        _isNarrow = largest < BucketRing.Size;
        _ring.Clear();
        _ring.Reserve(_isNarrow ? largest : 0, weights.Length + 1);
        _heap.Clear();
        Reach(root, 0);
    }

    /// <summary>Lets go of the snapshot, which the thread's memory would otherwise keep alive.</summary>
    public void Release() => (_topology, _weights) = (TopologySnapshot.Empty, []);

    /// <summary>Settles every node at the next distance, also those beyond links that cost nothing; false when there is none left.</summary>
    public bool TryAdvance(out uint distance)
    {
        _level.Clear();
        var found = _isNarrow ? AdvanceRing() : AdvanceHeap();
        distance = _at;
        return found;
    }

    /// <summary>True when a link is the end of a shortest path to its far end.</summary>
    public bool IsTight(int edge)
    {
        var from = _topology.EdgeFrom[edge];
        return _distance[from] != uint.MaxValue && (ulong)_distance[from] + _weights[edge] == _distance[_topology.EdgeTo[edge]]
            && (from == _root || !_topology.NoTransit[from]);
    }

    private bool AdvanceRing()
    {
        if (!_ring.TryNext(_at, out _at))
            return false;
        do
        {
            for (var entry = _ring.Take(_at); entry != 0;)
                Settle(_ring.Follow(ref entry));
        }
        while (_ring.TryNext(_at, out var next) && next == _at);
        return _level.Count > 0 || AdvanceRing();
    }

    private bool AdvanceHeap()
    {
        if (_ahead < 0 && !_heap.TryPop(out _aheadKey, out _ahead))
            return false;
        _at = (uint)_aheadKey;
        do
        {
            Settle(_ahead);
            if (!_heap.TryPop(out _aheadKey, out _ahead))
                _ahead = -1;
        }
        while (_ahead >= 0 && _aheadKey == _at);
        return _level.Count > 0 || AdvanceHeap();
    }

    private void Settle(int node)
    {
        if (_distance[node] != _at)
            return;
        _level.Add(node);
        if (_topology.NoTransit[node] && node != _root)
            return;
        var to = _topology.EdgeTo;
        for (var edge = _topology.OutStart[node]; edge < _topology.OutStart[node + 1]; edge++)
        {
            var next = (ulong)_at + _weights[edge];
            if (next < _distance[to[edge]])
                Reach(to[edge], (uint)next);
        }
    }

    private void Reach(int node, uint distance)
    {
        if (_distance[node] == uint.MaxValue)
            _touched.Add(node);
        _distance[node] = distance;
        if (_isNarrow)
            _ring.Push(distance, node);
        else
            _heap.Push(distance, node);
    }
}
