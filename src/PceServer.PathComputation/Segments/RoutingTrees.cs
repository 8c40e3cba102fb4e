using PceServer.PathComputation.Search;

namespace PceServer.PathComputation.Segments;

/// <summary>
/// For each root, by which link its only shortest path comes to every node: -1 where there is no way or a choice of ways. Trees are made when first asked for and
/// kept, so that paths from the same nodes find the distances at hand. For one thread.
/// </summary>
internal sealed class RoutingTrees(SegmentRouting routing)
{
    private readonly int[]?[] _trees = new int[]?[routing.Topology.NodeCount];
    private readonly DistanceTree<uint> _tree = new();

    public SegmentRouting Routing => routing;

    public int[] From(int root) => _trees[root] ??= Make(root);

    private int[] Make(int root)
    {
        var topology = routing.Topology;
        ShortestPaths.Own.Run<uint>(Arcs.Out(topology), routing.Weights, routing.LargestWeight, [(root, 0u)], _tree);
        var only = new int[topology.NodeCount];
        Array.Fill(only, -1);
        var open = new Stack<int>([root]);
        while (open.TryPop(out var node))
        {
            for (var edge = topology.OutStart[node]; edge < topology.OutStart[node + 1]; edge++)
            {
                var to = topology.EdgeTo[edge];
                if (to == root || only[to] >= 0 || !IsTight(edge, root) || !IsOnlyWay(to, root))
                    continue;
                only[to] = edge;
                open.Push(to);
            }
        }
        return only;
    }

    private bool IsOnlyWay(int node, int root)
    {
        var topology = routing.Topology;
        var ways = 0;
        for (var i = topology.InStart[node]; i < topology.InStart[node + 1]; i++)
            ways += IsTight(topology.InEdges[i], root) ? 1 : 0;
        return ways == 1;
    }

    private bool IsTight(int edge, int root)
    {
        var from = routing.Topology.EdgeFrom[edge];
        return _tree.Distance[from] != uint.MaxValue && (ulong)_tree.Distance[from] + routing.Weights[edge] == _tree.Distance[routing.Topology.EdgeTo[edge]]
            && (from == root || !routing.Topology.NoTransit[from]);
    }
}
