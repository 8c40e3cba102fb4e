using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Search;

namespace PceServer.PathComputation.Segments;

/// <summary>
/// What the rest of the way costs at least, from every node: one reverse tree for each inclusion still to be passed, and one for each bounded metric.
/// Trees first stop at the source, which is enough as long as nothing dearer than the cheapest path is looked at.
/// </summary>
internal sealed class LowerBounds
{
    private readonly List<CostTree> _trees = [];
    private SearchProblem _problem = null!;
    private bool _isComplete;

    private int Inclusions => _problem.Inclusions.Count;

    /// <summary>Lets go of the snapshot.</summary>
    public void Release() => _problem = null!;

    public void Start(SearchProblem problem)
    {
        _problem = problem;
        _isComplete = Inclusions > 0;
        Grow();
    }

    /// <summary>Makes the trees whole.</summary>
    public void Complete()
    {
        if (_isComplete)
            return;
        _isComplete = true;
        Grow();
    }

    /// <summary>At least so much from a node that has some inclusions behind it; <see cref="LinkMetrics.None"/> when there is no way.</summary>
    public ulong Cost(int node, int passed) => _trees[passed][node];

    /// <summary>At least so much in all for a walk that has come to a node; <see cref="LinkMetrics.None"/> when it cannot be completed within the bounds.</summary>
    public ulong Estimate(int node, int passed, ulong cost, ReadOnlySpan<ulong> used)
    {
        var rest = _trees[passed][node];
        if (rest == LinkMetrics.None)
            return LinkMetrics.None;
        for (var r = 0; r < used.Length; r++)
        {
            var least = _trees[Inclusions + 1 + r][node];
            if (least == LinkMetrics.None || used[r] + least > _problem.Graph.Limits[r])
                return LinkMetrics.None;
        }
        return cost + rest;
    }

    /// <summary>At least so much in all by way of any of some nodes, inclusions apart.</summary>
    public ulong Least(ReadOnlySpan<int> nodes, ulong cost, ReadOnlySpan<ulong> used)
    {
        var least = LinkMetrics.None;
        foreach (var node in nodes)
            least = Math.Min(least, Estimate(node, Inclusions, cost, used));
        return least;
    }

    private void Grow()
    {
        var graph = _problem.Graph;
        while (_trees.Count < Inclusions + 1 + graph.Bounded.Length)
            _trees.Add(new CostTree());
        var until = _isComplete ? -1 : _problem.Source;
        _trees[Inclusions].Run(graph.Topology, graph.Weights, graph.LargestWeight, [(_problem.Target, 0ul)], until);
        for (var i = Inclusions - 1; i >= 0; i--)
            _trees[i].Run(graph.Topology, graph.Weights, graph.LargestWeight, Roots(i, _trees[i + 1]));
        for (var r = 0; r < graph.Bounded.Length; r++)
        {
            var column = Pruned(graph.Resources[r], graph.Weights);
            _trees[Inclusions + 1 + r].Run(graph.Topology, column, ConstrainedGraph.Largest(column), [(_problem.Target, 0ul)], until);
        }
    }

    // The way leads through an element: its nodes, or the near ends of its links, take over what remains from there.
    private (int, ulong)[] Roots(int inclusion, CostTree beyond)
    {
        var topology = _problem.Topology;
        var roots = new List<(int, ulong)>();
        var element = _problem.Inclusions.Element(inclusion);
        if (ElementMatch.SpeaksOfNodes(element))
        {
            foreach (var node in ElementMatch.Nodes(topology, element))
            {
                if (beyond[node] != LinkMetrics.None)
                    roots.Add((node, beyond[node]));
            }
        }
        else
        {
            foreach (var edge in ElementMatch.Links(topology, element))
            {
                var rest = beyond[topology.EdgeTo[edge]];
                if (_problem.IsAllowed(edge) && rest != LinkMetrics.None)
                    roots.Add((topology.EdgeFrom[edge], rest + _problem.Graph.Weights[edge]));
            }
        }
        return [.. roots];
    }

    private static ulong[] Pruned(ulong[] column, ulong[] weights)
    {
        var pruned = new ulong[column.Length];
        for (var edge = 0; edge < column.Length; edge++)
            pruned[edge] = weights[edge] == LinkMetrics.None ? LinkMetrics.None : column[edge];
        return pruned;
    }
}
