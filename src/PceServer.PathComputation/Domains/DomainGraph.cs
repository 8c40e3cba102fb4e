using PceServer.PathComputation.Search;
using PceServer.Topology;

namespace PceServer.PathComputation.Domains;

/// <summary>
/// The links of one routing domain on which the shortest paths of an algorithm run, nodes numbered apart. Distances towards a node are found when first asked for
/// and kept.
/// </summary>
internal sealed class DomainGraph
{
    public const uint Unreachable = uint.MaxValue;

    private readonly int[] _places;
    private readonly bool[] _noTransit;
    private readonly int[] _inStart;
    private readonly int[] _inFrom;
    private readonly uint[] _inWeights;
    private readonly uint _largest;
    private readonly uint[]?[] _towards;

    /// <param name="weights">By edge of the snapshot; <see cref="Unreachable"/> where the algorithm does not use it.</param>
    public DomainGraph(TopologySnapshot topology, int domain, ReadOnlySpan<uint> weights)
    {
        _places = new int[topology.NodeCount];
        Array.Fill(_places, -1);
        var nodes = new List<int>();
        for (var edge = 0; edge < topology.EdgeCount; edge++)
        {
            if (topology.EdgeDomain[edge] != domain || weights[edge] == Unreachable)
                continue;
            Place(topology.EdgeFrom[edge], nodes);
            Place(topology.EdgeTo[edge], nodes);
        }
        var closed = topology.RoutingDomains.NoTransit(domain);
        _noTransit = new bool[nodes.Count];
        _inStart = new int[nodes.Count + 1];
        var (from, cost) = (new List<int>(), new List<uint>());
        for (var place = 0; place < nodes.Count; place++)
        {
            _noTransit[place] = closed[nodes[place]];
            for (var i = topology.InStart[nodes[place]]; i < topology.InStart[nodes[place] + 1]; i++)
            {
                var edge = topology.InEdges[i];
                if (topology.EdgeDomain[edge] != domain || weights[edge] == Unreachable)
                    continue;
                from.Add(_places[topology.EdgeFrom[edge]]);
                cost.Add(weights[edge]);
                _largest = Math.Max(_largest, weights[edge]);
            }
            _inStart[place + 1] = from.Count;
        }
        (_inFrom, _inWeights) = ([.. from], [.. cost]);
        _towards = new uint[]?[nodes.Count];
    }

    public int NodeCount => _noTransit.Length;

    /// <summary>The number of a node in this domain; -1 where it has no link in it.</summary>
    public int PlaceOf(int node) => _places[node];

    /// <summary>A path of this domain may start or end there, not pass.</summary>
    public bool IsClosed(int place) => _noTransit[place];

    /// <summary>By place, the distance towards a place; <see cref="Unreachable"/> where there is none.</summary>
    public uint[] Towards(int place)
    {
        if (Volatile.Read(ref _towards[place]) is { } known)
            return known;
        var tree = Tree.Own;
        ShortestPaths.Own.Run(Arcs.Of(_inStart, _inFrom, _noTransit), _inWeights, _largest, [(place, 0u)], tree);
        var made = tree.Distance.AsSpan(0, NodeCount).ToArray();
        return Interlocked.CompareExchange(ref _towards[place], made, null) ?? made;
    }

    private void Place(int node, List<int> nodes)
    {
        if (_places[node] >= 0)
            return;
        _places[node] = nodes.Count;
        nodes.Add(node);
    }

    private static class Tree
    {
        [ThreadStatic]
        private static DistanceTree<uint>? t_own;

        public static DistanceTree<uint> Own => t_own ??= new DistanceTree<uint>();
    }
}
