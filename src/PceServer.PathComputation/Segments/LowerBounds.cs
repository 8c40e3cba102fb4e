using PceServer.PathComputation.Search;
using PceServer.Topology;

namespace PceServer.PathComputation.Segments;

/// <summary>What the rest of the way costs at least, from every node: one reverse tree for each inclusion still to be passed, and one for each bounded metric.</summary>
internal sealed class LowerBounds
{
    private readonly ulong[][] _cost;
    private readonly ulong[][] _resources;

    public LowerBounds(SearchProblem problem, MinHeap heap)
    {
        var nodes = problem.Topology.NodeCount;
        _cost = new ulong[problem.Inclusions.Count + 1][];
        _cost[^1] = Tree(problem.Topology, problem.Graph.Weights, [(problem.Target, 0)], heap);
        for (var i = problem.Inclusions.Count - 1; i >= 0; i--)
            _cost[i] = Tree(problem.Topology, problem.Graph.Weights, Roots(problem, i, _cost[i + 1]), heap);
        _resources = new ulong[problem.ResourceCount][];
        for (var r = 0; r < _resources.Length; r++)
            _resources[r] = Tree(problem.Topology, Pruned(problem.Graph.Resources[r], problem.Graph.Weights), [(problem.Target, 0)], heap);
    }

    /// <summary>At least so much from a node that has some inclusions behind it; <see cref="DistanceTree.Unreachable"/> when there is no way.</summary>
    public ulong Cost(int node, int passed) => _cost[passed][node];

    public ulong Resource(int index, int node) => _resources[index][node];

    private static ulong[] Tree(TopologySnapshot topology, ulong[] weights, ReadOnlySpan<(int, ulong)> roots, MinHeap heap)
    {
        var tree = new DistanceTree();
        ShortestPaths.To(topology, weights, roots, heap, tree);
        return tree.Distance;
    }

    // The way leads through an element: its nodes, or the near ends of its links, take over what remains from there.
    private static (int, ulong)[] Roots(SearchProblem problem, int inclusion, ulong[] beyond)
    {
        var roots = new List<(int, ulong)>();
        foreach (var node in problem.Topology.Nodes)
        {
            if (beyond[node.Index.Value] != DistanceTree.Unreachable && problem.Inclusions.IsPassedBy(inclusion, node))
                roots.Add((node.Index.Value, beyond[node.Index.Value]));
        }
        foreach (var link in problem.Topology.Links)
        {
            var weight = problem.Graph.Weights[link.Index.Value];
            if (weight != DistanceTree.Unreachable && beyond[link.To.Value] != DistanceTree.Unreachable && problem.Inclusions.IsPassedBy(inclusion, link))
                roots.Add((link.From.Value, beyond[link.To.Value] + weight));
        }
        return [.. roots];
    }

    private static ulong[] Pruned(ulong[] column, ulong[] weights)
    {
        var pruned = new ulong[column.Length];
        for (var edge = 0; edge < column.Length; edge++)
            pruned[edge] = weights[edge] == DistanceTree.Unreachable ? DistanceTree.Unreachable : column[edge];
        return pruned;
    }
}
