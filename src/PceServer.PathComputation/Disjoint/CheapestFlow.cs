using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Search;
using PceServer.Topology;

namespace PceServer.PathComputation.Disjoint;

/// <summary>
/// The cheapest set of link- or node-disjoint paths between two nodes, after Suurballe and Bhandari: each further path is a shortest one in what the others leave,
/// where it may also undo links of theirs; potentials keep all lengths from being negative. A node has two states, come in and go out; between them lies what one
/// path alone may pass: a LAN, and in node mode every node between the ends.
/// </summary>
internal sealed class CheapestFlow
{
    private readonly ConstrainedGraph _graph;
    private readonly TopologySnapshot _topology;
    private readonly int _source;
    private readonly int _target;
    private readonly bool _nodes;
    private readonly Memory _memory;

    public CheapestFlow(ConstrainedGraph graph, int source, int target, bool nodes)
    {
        (_graph, _topology, _source, _target, _nodes) = (graph, graph.Topology, source, target, nodes);
        _memory = Memory.Of(_topology);
    }

    private int Start => (_source * 2) + 1;

    private int End => _target * 2;

    /// <summary>The paths, each as its edges in order; null when there are not so many.</summary>
    public List<List<int>>? Find(int count)
    {
        for (var found = 0; found < count; found++)
        {
            if (!(found == 0 ? TryFirst() : TrySearch(isLast: found == count - 1)))
                return null;
            Augment();
        }
        return [.. Enumerable.Range(0, count).Select(_ => TakePath())];
    }

    private void Augment()
    {
        for (var state = End; state != Start;)
        {
            var (node, via, before) = (state >> 1, _memory.States[state].Via, _memory.States[state].Previous);
            if (via < 0)
            {
                // Between the two states of a node: outwards it passes through, inwards it takes a passage back.
                _memory.Through[node] += (state & 1) == 1 ? 1 : -1;
            }
            else
            {
                // Leaving straight from the state of coming in passes through as well.
                if (!_memory.Flow[via] && (before & 1) == 0)
                    _memory.Through[before >> 1]++;
                _memory.Flow[via] = !_memory.Flow[via];
            }
            state = before;
        }
    }

    // Nothing is taken yet: an ordinary shortest path. Its tree is grown from the target, so that the potentials draw what follows towards it: only nodes on the
    // least detours are met. What lies farther from the target than the source does counts as far as the source.
    private bool TryFirst()
    {
        var tree = _memory.Tree;
        tree.Run(_topology, _graph.Weights, _graph.LargestWeight, [(_target, 0ul)], _source);
        var whole = tree[_source];
        if (whole == LinkMetrics.None)
            return false;
        var states = _memory.States;
        for (var node = 0; node < _topology.NodeCount; node++)
            states[node * 2].Potential = states[(node * 2) + 1].Potential = whole - tree[node];
        for (var node = _source; node != _target;)
        {
            var edge = _topology.InEdges[tree.Via(node)];
            var to = _topology.EdgeTo[edge];
            (states[to * 2].Via, states[to * 2].Previous) = (edge, node == _source ? Start : node * 2);
            node = to;
        }
        return true;
    }

    private bool TrySearch(bool isLast)
    {
        var states = _memory.States.AsSpan(0, _topology.NodeCount * 2);
        var heap = _memory.Heap;
        foreach (ref var state in states)
            state.Distance = LinkMetrics.None;
        heap.Clear();
        states[Start].Distance = 0;
        heap.Push(0, Start);
        while (heap.TryPop(out var at, out var state))
        {
            if (at != states[state].Distance)
                continue;
            if (state == End)
            {
                for (var s = 0; !isLast && s < states.Length; s++)
                    states[s].Potential += Math.Min(states[s].Distance, at);
                return true;
            }
            if ((state & 1) == 1)
                Leave(at, state);
            else
                Enter(at, state);
        }
        return false;
    }

    private void Leave(ulong at, int state)
    {
        var node = state >> 1;
        var (flow, weights) = (_memory.Flow, _graph.Weights);
        var to = _topology.EdgeTo;
        var noTransit = _topology.NoTransit;
        var end = _topology.OutStart[node + 1];
        for (var edge = _topology.OutStart[node]; edge < end; edge++)
        {
            // A node that nothing may pass leads nowhere, and the potentials know of no way through it.
            if (weights[edge] != LinkMetrics.None && !flow[edge] && (!noTransit[to[edge]] || to[edge] == _target))
                Reach(at, state, to[edge] * 2, edge, weights[edge]);
        }
        if ((state & 1) == 1 && _memory.Through[node] > 0)
            Reach(at, state, node * 2, -1, 0);
    }

    private void Enter(ulong at, int state)
    {
        var node = state >> 1;
        var isEnd = node == _source || node == _target;
        var isTaken = _memory.Through[node] > 0;
        if (!isEnd && !_topology.NoTransit[node])
        {
            // An untouched node is left at once; one on a path has its second state apart, if more than one may pass at all.
            if (!isTaken)
                Leave(at, state);
            else if (!_nodes && !_topology.IsPseudonode[node])
                Reach(at, state, state + 1, -1, 0);
        }
        if (!isTaken && !isEnd)
            return;
        for (var i = _topology.InStart[node]; i < _topology.InStart[node + 1]; i++)
        {
            var edge = _topology.InEdges[i];
            if (_memory.Flow[edge])
                Reach(at, state, (_topology.EdgeFrom[edge] * 2) + 1, edge, 0 - _graph.Weights[edge]);
        }
    }

    // Unsigned sums run over and back: with its potentials every length is at least zero. What is no nearer than the target is already cannot lead to it any more.
    private void Reach(ulong at, int from, int to, int edge, ulong weight)
    {
        var states = _memory.States;
        ref var state = ref states[to];
        var next = at + weight + states[from].Potential - state.Potential;
        if (next >= state.Distance || next >= states[End].Distance)
            return;
        (state.Distance, state.Via, state.Previous) = (next, edge, from);
        _memory.Heap.Push(next, to);
    }

    private List<int> TakePath()
    {
        var path = new List<int>();
        for (var node = _source; node != _target;)
        {
            var edge = _topology.OutStart[node];
            while (!_memory.Flow[edge])
                edge++;
            _memory.Flow[edge] = false;
            path.Add(edge);
            node = _topology.EdgeTo[edge];
        }
        return path;
    }

    private record struct State(ulong Distance, ulong Potential, int Via, int Previous);

    /// <summary>What a search needs, kept for the next one of the same thread.</summary>
    private sealed class Memory
    {
        [ThreadStatic]
        private static Memory? t_own;

        public CostTree Tree { get; } = new();
        public RadixHeap Heap { get; } = new();
        public bool[] Flow { get; private set; } = [];
        public int[] Through { get; private set; } = [];
        public State[] States { get; private set; } = [];

        public static Memory Of(TopologySnapshot topology)
        {
            var memory = t_own ??= new Memory();
            if (memory.Through.Length < topology.NodeCount || memory.Flow.Length < topology.EdgeCount)
                (memory.Flow, memory.Through, memory.States) = (new bool[topology.EdgeCount], new int[topology.NodeCount], new State[topology.NodeCount * 2]);
            Array.Clear(memory.Flow);
            Array.Clear(memory.Through);
            return memory;
        }
    }
}
