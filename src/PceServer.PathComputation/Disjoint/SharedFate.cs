using PceServer.Topology;

namespace PceServer.PathComputation.Disjoint;

/// <summary>The links that a path takes away from the others of its set.</summary>
internal static class SharedFate
{
    /// <param name="other">Whose path must keep away: its own ends are not its choice.</param>
    public static HashSet<int> Of(TopologySnapshot topology, ComputedPath path, Disjointness level, PathRequest other)
    {
        var taken = new HashSet<int>();
        if (level == Disjointness.None)
            return taken;
        foreach (var edge in path.AllEdges)
        {
            AddLink(topology, edge.Value, taken);
            if (topology.IsPseudonode[topology.EdgeTo[edge.Value]])
                AddNode(topology, topology.EdgeTo[edge.Value], taken);
        }
        if (level.HasFlag(Disjointness.Node))
        {
            foreach (var node in path.AllEdges.Select(e => topology.EdgeFrom[e.Value]).Append(topology.EdgeTo[path.Edges[^1].Value]).Distinct())
            {
                // The ends of a path are its own too, unless the other one starts or ends there as well.
                var isInner = node != topology.EdgeFrom[path.Edges[0].Value] && node != topology.EdgeTo[path.Edges[^1].Value];
                if (isInner || (node != other.Source.Value && node != other.Destination.Value))
                    AddNode(topology, node, taken);
            }
        }
        if (level.HasFlag(Disjointness.Srlg))
            AddGroups(topology, path, taken);
        return taken;
    }

    private static void AddLink(TopologySnapshot topology, int edge, HashSet<int> taken)
    {
        taken.Add(edge);
        if (topology.EdgeReverse[edge] >= 0)
            taken.Add(topology.EdgeReverse[edge]);
    }

    private static void AddNode(TopologySnapshot topology, int node, HashSet<int> taken)
    {
        for (var edge = topology.OutStart[node]; edge < topology.OutStart[node + 1]; edge++)
            taken.Add(edge);
        for (var i = topology.InStart[node]; i < topology.InStart[node + 1]; i++)
            taken.Add(topology.InEdges[i]);
    }

    // A group that either half announces counts for the link.
    private static void AddGroups(TopologySnapshot topology, ComputedPath path, HashSet<int> taken)
    {
        var groups = new HashSet<uint>();
        foreach (var edge in path.AllEdges)
        {
            groups.UnionWith(Groups(topology, edge.Value));
            if (topology.EdgeReverse[edge.Value] >= 0)
                groups.UnionWith(Groups(topology, topology.EdgeReverse[edge.Value]));
        }
        if (groups.Count == 0)
            return;
        for (var edge = 0; edge < topology.EdgeCount; edge++)
        {
            if (Groups(topology, edge).Any(groups.Contains))
                AddLink(topology, edge, taken);
        }
    }

    private static uint[] Groups(TopologySnapshot topology, int edge)
    {
        var (start, end) = (topology.EdgeSrlgStart[edge], topology.EdgeSrlgStart[edge + 1]);
        return start == end ? [] : topology.EdgeSrlgs[start..end].ToArray();
    }
}
