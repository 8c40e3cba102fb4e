using PceServer.Topology;

namespace PceServer.PathComputation.Tests.Oracles;

/// <summary>Bare networks for searches: links both ways, parallel ones among them, hubs, nodes without links, and some that nothing may pass.</summary>
internal static class RandomGraph
{
    public static TopologySnapshot Of(Random random, int nodes, int links)
    {
        var edges = new List<PlainEdge>();
        for (var i = 0; i < links; i++)
        {
            // One end in two is a hub.
            var (one, other) = (random.Next(2) == 0 ? 0 : random.Next(nodes), random.Next(nodes));
            if (one != other)
                edges.AddRange([new PlainEdge(one, other, 1, 1, 1), new PlainEdge(other, one, 1, 1, 1)]);
        }
        return Build(nodes, edges, n => n % 11 == 10);
    }

    /// <summary>A link from every node to every later one, and back; behind the last of them a bunch of leaves.</summary>
    public static TopologySnapshot Broom(int nodes, int leaves)
    {
        var edges = new List<PlainEdge>();
        for (var from = 0; from < nodes; from++)
        {
            for (var to = from + 1; to < nodes; to++)
                edges.AddRange([new PlainEdge(from, to, 1, 1, 1), new PlainEdge(to, from, 1, 1, 1)]);
        }
        for (var leaf = nodes; leaf < nodes + leaves; leaf++)
            edges.AddRange([new PlainEdge(nodes - 1, leaf, 1, 1, 1), new PlainEdge(leaf, nodes - 1, 1, 1, 1)]);
        return Build(nodes + leaves, edges, _ => false);
    }

    private static TopologySnapshot Build(int nodes, List<PlainEdge> edges, Func<int, bool> isOverloaded)
    {
        var builder = new TopologyBuilder();
        var overloaded = Enumerable.Range(0, nodes).Where(isOverloaded).Select(PlainGraph.Key).ToHashSet();
        foreach (var change in new PlainGraph([.. Enumerable.Range(0, nodes).Select(n => $"n{n}")], [.. edges]).ToChanges("test"))
            builder.Apply(change is NodeChange { Attributes: { } known } node && overloaded.Contains(node.Key) ? node with { Attributes = known with { Overloaded = true } } : change);
        return builder.Flush();
    }
}
