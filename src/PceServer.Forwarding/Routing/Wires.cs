using PceServer.Topology;

namespace PceServer.Forwarding.Routing;

/// <summary>
/// Tells links that are one and the same wire, announced in several levels, areas or topologies: the same interfaces between the same two nodes.
/// </summary>
internal static class Wires
{
    public static bool AreShared(TopologySnapshot topology) => topology.Domains.Length > 1;

    public static bool IsSame(TopologySnapshot topology, int one, int other)
    {
        if (one == other)
            return true;
        if (topology.EdgeFrom[one] != topology.EdgeFrom[other] || topology.EdgeTo[one] != topology.EdgeTo[other]
            || topology.EdgeDomain[one] == topology.EdgeDomain[other])
            return false;
        var (a, b) = (topology.KeyOf(new EdgeIndex(one)), topology.KeyOf(new EdgeIndex(other)));
        if (a.LocalAddress is { } address)
            return b.LocalAddress == address;
        if (a.LocalIdentifier != 0)
            return b.LocalIdentifier == a.LocalIdentifier;
        return a.LocalIpv6Address is { } address6 && b.LocalIpv6Address == address6;
    }
}
