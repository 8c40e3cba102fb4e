using PceServer.Topology;

namespace PceServer.PathComputation.Segments;

/// <summary>What a binding SID stands for (RFC 8402 §5): at its head-end one label covers the whole path of another LSP.</summary>
/// <param name="Edges">The links that the LSP forces, in order.</param>
internal sealed record CoveredPath(BindingSid Binding, int HeadEnd, int End, int[] Edges)
{
    /// <summary>The binding SIDs whose labels can be followed on the snapshot over one path each; the others cover nothing that could be vouched for.</summary>
    public static CoveredPath[] Resolve(TopologySnapshot topology, NetworkOverlay overlay)
    {
        if (overlay.BindingSids.IsEmpty)
            return [];
        var trees = new RoutingTrees(SegmentRouting.Of(topology, 0));
        return [.. overlay.BindingSids.Select(b => Follow(trees, b)).OfType<CoveredPath>()];
    }

    private static CoveredPath? Follow(RoutingTrees trees, BindingSid binding)
    {
        var topology = trees.Routing.Topology;
        if (!topology.TryFind(binding.HeadEnd, out var head))
            return null;
        var edges = new List<int>();
        var at = head.Value;
        foreach (var label in binding.Labels)
        {
            if (!TryAdjacency(topology, at, label, edges) && !TryNode(trees, at, label, edges))
                return null;
            at = topology.EdgeTo[edges[^1]];
        }
        return edges.Count == 0 ? null : new CoveredPath(binding, head.Value, at, [.. edges]);
    }

    private static bool TryAdjacency(TopologySnapshot topology, int at, Label label, List<int> edges)
    {
        for (var edge = topology.OutStart[at]; edge < topology.OutStart[at + 1]; edge++)
        {
            if (topology.IsPseudonode[topology.EdgeTo[edge]])
                continue;
            foreach (var sid in topology.AttributesOf(new EdgeIndex(edge)).AdjacencySids)
            {
                if ((sid.Flags & AdjacencySidFlags.Set) != 0 || !topology.TryGetLabel(new NodeIndex(at), sid, out var known) || known != label)
                    continue;
                edges.Add(edge);
                return true;
            }
        }
        return false;
    }

    private static bool TryNode(RoutingTrees trees, int at, Label label, List<int> edges)
    {
        var (routing, topology) = (trees.Routing, trees.Routing.Topology);
        if (!topology[new NodeIndex(at)].Attributes.Srgb.TryIndex(label, out var index))
            return false;
        if (routing.HasSeveralDomains)
            return TryRoute(routing, at, index, edges);
        var end = Array.FindIndex(routing.SidIndex, 0, topology.NodeCount, i => i == index);
        while (end >= 0 && !routing.HasSid[end])
            end = Array.FindIndex(routing.SidIndex, end + 1, i => i == index);
        if (end < 0 || end == at)
            return false;
        var only = trees.From(at);
        var start = edges.Count;
        for (var node = end; node != at; node = topology.EdgeFrom[only[node]])
        {
            if (only[node] < 0 || (node != end && routing.SrgbSize[node] <= index))
                return false;
            edges.Insert(start, only[node]);
        }
        return true;
    }

    private static bool TryRoute(SegmentRouting routing, int at, uint index, List<int> edges)
    {
        // One index means one prefix at a router, except between systems that number alike and do not know of each other.
        foreach (var fec in routing.Routes.Fecs.All)
        {
            if (fec.Sid.Value != index || routing.Routes.OnlyRoute(at, fec) is not { } way)
                continue;
            edges.AddRange(way);
            return true;
        }
        return false;
    }
}
