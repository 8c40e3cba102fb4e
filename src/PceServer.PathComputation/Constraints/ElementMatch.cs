using PceServer.Topology;

namespace PceServer.PathComputation.Constraints;

/// <summary>Finds the nodes and links of a snapshot that an XRO or IRO entry speaks of (RFC 5521 §2.1, RFC 7896 §2).</summary>
internal static class ElementMatch
{
    public static bool SpeaksOfNodes(NetworkElement element) => element.Node is not null || element.AutonomousSystem is not null;

    public static bool IsNode(TopologySnapshot topology, NetworkElement element, NodeIndex node)
    {
        if (element.Node is { } address)
            return topology.TryFindOwner(address, out var owner) ? owner == node : Members(topology, address).Contains(node.Value);
        return element.AutonomousSystem is { } number && topology[node].Keys.Any(k => k.AutonomousSystem == number);
    }

    public static IEnumerable<int> Nodes(TopologySnapshot topology, NetworkElement element)
    {
        if (element.Node is { } address)
            return topology.TryFindOwner(address, out var owner) ? [owner.Value] : Members(topology, address);
        return topology.Nodes.Where(n => n.Keys.Any(k => k.AutonomousSystem == element.AutonomousSystem)).Select(n => n.Index.Value);
    }

    public static bool IsLink(TopologySnapshot topology, NetworkElement element, int edge)
    {
        var reverse = topology.EdgeReverse[edge];
        return IsHalf(topology, element, edge) || (reverse >= 0 && IsHalf(topology, element, reverse));
    }

    /// <summary>Both halves of every link that the element names.</summary>
    public static IEnumerable<int> Links(TopologySnapshot topology, NetworkElement element)
    {
        for (var edge = 0; edge < topology.EdgeCount; edge++)
        {
            if (!IsHalf(topology, element, edge))
                continue;
            yield return edge;
            if (topology.EdgeReverse[edge] >= 0)
                yield return topology.EdgeReverse[edge];
        }
    }

    /// <summary>The links that excluding an element takes away. Where a path starts and ends is not its choice.</summary>
    public static IEnumerable<int> ForbiddenEdges(TopologySnapshot topology, NetworkElement element, NodeIndex source, NodeIndex destination)
    {
        if (!SpeaksOfNodes(element))
            return Links(topology, element);
        return Nodes(topology, element).Where(n => n != source.Value && n != destination.Value).SelectMany(n => EdgesOf(topology, n));
    }

    /// <summary>Those who share an anycast address: any of them is passed, all of them are kept away from.</summary>
    private static List<int> Members(TopologySnapshot topology, IpAddress address)
    {
        var members = new List<int>();
        foreach (var prefix in topology.AdvertisersOf(IpPrefix.Host(address)))
        {
            if (!prefix.Attributes.IsReadvertised && !members.Contains(prefix.Node.Value))
                members.Add(prefix.Node.Value);
        }
        return members;
    }

    private static IEnumerable<int> EdgesOf(TopologySnapshot topology, int node)
    {
        for (var edge = topology.OutStart[node]; edge < topology.OutStart[node + 1]; edge++)
            yield return edge;
        for (var i = topology.InStart[node]; i < topology.InStart[node + 1]; i++)
            yield return topology.InEdges[i];
    }

    private static bool IsHalf(TopologySnapshot topology, NetworkElement element, int edge)
    {
        if (element.Srlg is { } group)
            return topology.EdgeSrlgs[topology.EdgeSrlgStart[edge]..topology.EdgeSrlgStart[edge + 1]].Contains(group);
        var key = topology.KeyOf(new EdgeIndex(edge));
        if (element.Link is { } address)
            return key.LocalAddress == address || key.RemoteAddress == address || key.LocalIpv6Address == address || key.RemoteIpv6Address == address;
        return element.UnnumberedLink is { } wanted && key.LocalIdentifier == wanted.Interface
            && topology.TryFindOwner(wanted.Node, out var owner) && owner.Value == topology.EdgeFrom[edge];
    }
}
