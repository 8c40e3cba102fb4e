using PceServer.Topology;

namespace PceServer.PathComputation.Constraints;

/// <summary>Finds the nodes and links of a snapshot that an XRO or IRO entry speaks of (RFC 5521 §2.1, RFC 7896 §2).</summary>
internal static class ElementMatch
{
    public static bool IsNode(TopologySnapshot topology, NetworkElement element, Node node)
    {
        if (element.Node is { } address)
            return topology.TryFindOwner(address, out var owner) && owner == node.Index;
        return element.AutonomousSystem is { } number && node.Key.AutonomousSystem == number;
    }

    public static bool IsLink(TopologySnapshot topology, NetworkElement element, Link link)
    {
        if (element.Link is { } address)
            return HasAddress(link.Key, address) || (link.Reverse is { } other && HasAddress(topology[other].Key, address));
        if (element.UnnumberedLink is { } unnumbered)
            return IsUnnumbered(topology, unnumbered, link) || (link.Reverse is { } back && IsUnnumbered(topology, unnumbered, topology[back]));
        return element.Srlg is { } group
            && (link.Attributes.Srlgs.Contains(group) || (link.Reverse is { } half && topology[half].Attributes.Srlgs.Contains(group)));
    }

    public static bool SpeaksOfNodes(NetworkElement element) => element.Node is not null || element.AutonomousSystem is not null;

    private static bool HasAddress(LinkKey key, IpAddress address) =>
        key.LocalAddress == address || key.RemoteAddress == address || key.LocalIpv6Address == address || key.RemoteIpv6Address == address;

    private static bool IsUnnumbered(TopologySnapshot topology, (IpAddress Node, uint Interface) wanted, Link link) =>
        link.Key.LocalIdentifier == wanted.Interface && topology.TryFindOwner(wanted.Node, out var owner) && owner == link.From;
}
