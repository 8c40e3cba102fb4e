using PceServer.Topology;

namespace PceServer.PathComputation.Sets;

/// <summary>What paths can have in common, of one kind: links, risk groups or nodes, each as a number. A LAN counts as one link.</summary>
internal sealed class SetElements(TopologySnapshot topology, SetObjective kind)
{
    /// <summary>Everything of the kind that a path touches, its own ends included.</summary>
    public HashSet<long> Of(ComputedPath path)
    {
        var elements = new HashSet<long>();
        foreach (var edge in path.AllEdges)
            elements.UnionWith(Of(edge.Value));
        if (kind == SetObjective.FewestSharedNodes)
            elements.Add(topology.EdgeFrom[path.Edges[0].Value]);
        return elements;
    }

    /// <summary>What taking this link touches; of nodes the one that it leads to. Each element of a loopless path is met at one link, risk groups apart.</summary>
    public IEnumerable<long> Of(int edge) => kind switch
    {
        SetObjective.FewestSharedNodes => topology.IsPseudonode[topology.EdgeTo[edge]] ? [] : [topology.EdgeTo[edge]],
        SetObjective.FewestSharedSrlgs => Groups(edge),
        _ when topology.IsPseudonode[topology.EdgeTo[edge]] => [LanOf(topology.EdgeTo[edge])],
        // The LAN was met on the way onto it.
        _ when topology.IsPseudonode[topology.EdgeFrom[edge]] => [],
        _ => [LinkOf(edge)],
    };

    /// <summary>Every link that cannot be taken without touching an element.</summary>
    public IEnumerable<int> EdgesOf(long element)
    {
        for (var edge = 0; edge < topology.EdgeCount; edge++)
        {
            var touches = kind switch
            {
                SetObjective.FewestSharedNodes => topology.EdgeTo[edge] == element || topology.EdgeFrom[edge] == element,
                SetObjective.FewestSharedSrlgs => Groups(edge).Contains(element),
                _ => LinkOf(edge) == element || LanOf(topology.EdgeTo[edge]) == element || LanOf(topology.EdgeFrom[edge]) == element,
            };
            if (touches)
                yield return edge;
        }
    }

    /// <summary>What two paths have in common that they need not: nodes where both start or end are not their choice.</summary>
    public HashSet<long> Common(HashSet<long> one, PathRequest oneRequest, HashSet<long> other, PathRequest otherRequest)
    {
        var common = new HashSet<long>(one);
        common.IntersectWith(other);
        if (kind == SetObjective.FewestSharedNodes)
            common.RemoveWhere(node => IsEnd(node, oneRequest) && IsEnd(node, otherRequest));
        return common;
    }

    private static bool IsEnd(long node, PathRequest request) => node == request.Source.Value || node == request.Destination.Value;

    private static long LanOf(int pseudonode) => -1L - pseudonode;

    private int LinkOf(int edge) => topology.EdgeReverse[edge] >= 0 ? Math.Min(edge, topology.EdgeReverse[edge]) : edge;

    // A group that either half announces counts for the link.
    private IEnumerable<long> Groups(int edge)
    {
        var reverse = topology.EdgeReverse[edge];
        return reverse < 0 ? Announced(edge) : Announced(edge).Union(Announced(reverse));
    }

    private long[] Announced(int edge)
    {
        var groups = new long[topology.EdgeSrlgStart[edge + 1] - topology.EdgeSrlgStart[edge]];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = topology.EdgeSrlgs[topology.EdgeSrlgStart[edge] + i];
        return groups;
    }
}
