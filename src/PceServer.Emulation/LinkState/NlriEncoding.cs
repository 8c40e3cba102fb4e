using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Emulation;

/// <summary>Makes the NLRI that names a node, a link or a prefix (RFC 9552 §5.2). What a key leaves out is left out on the wire.</summary>
internal static class NlriEncoding
{
    public static LinkStateNlri Of(TopologyChange change) => change switch
    {
        NodeChange node => new NodeNlri(Protocol(node.Key), node.Key.Instance, Node(node.Key)),
        LinkChange link => new LinkNlri(Protocol(link.Key.Local), link.Key.Local.Instance, Node(link.Key.Local), Node(link.Key.Remote), Link(link.Key)),
        PrefixChange prefix => new PrefixNlri(Protocol(prefix.Key.Node), prefix.Key.Node.Instance, Node(prefix.Key.Node), Prefix(prefix.Key)),
        Srv6SidChange sid => new Srv6SidNlri(
            Protocol(sid.Key.Node), sid.Key.Node.Instance, Node(sid.Key.Node), new Ipv6Address(sid.Key.Sid.Bits),
            sid.Key.MultiTopologyId == 0 ? null : sid.Key.MultiTopologyId),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.GetType().Name, "only nodes, links, prefixes and SRv6 SIDs are announced"),
    };

    private static ProtocolId Protocol(NodeKey key) => (ProtocolId)key.Protocol;

    private static NodeDescriptor Node(NodeKey key) => new()
    {
        AutonomousSystem = key.AutonomousSystem == 0 ? null : new AutonomousSystem(key.AutonomousSystem),
        BgpLsIdentifier = key.BgpLsId == 0 ? null : key.BgpLsId,
        // In OSPF area 0 is an area like any other and has to be named.
        OspfAreaId = Protocol(key).IsOspf() ? key.Area : null,
        IgpRouterId = key.RouterId.Octets == 0 ? null : new IgpRouterIdentifier(key.RouterId.Value, key.RouterId.Octets),
        BgpRouterId = key.BgpRouterId == 0 ? null : new BgpIdentifier(key.BgpRouterId),
    };

    private static LinkDescriptor Link(LinkKey key) => new()
    {
        Identifiers = (key.LocalIdentifier | key.RemoteIdentifier) == 0 ? null : new LinkIdentifierPair(key.LocalIdentifier, key.RemoteIdentifier),
        Ipv4InterfaceAddress = Ipv4(key.LocalAddress),
        Ipv4NeighborAddress = Ipv4(key.RemoteAddress),
        Ipv6InterfaceAddress = Ipv6(key.LocalIpv6Address),
        Ipv6NeighborAddress = Ipv6(key.RemoteIpv6Address),
        MultiTopologyId = key.MultiTopologyId == 0 ? null : key.MultiTopologyId,
    };

    private static PrefixDescriptor Prefix(PrefixKey key) => new()
    {
        MultiTopologyId = key.MultiTopologyId == 0 ? null : key.MultiTopologyId,
        OspfRouteType = key.OspfRouteType == 0 ? null : (OspfRouteType)key.OspfRouteType,
        Reachability = new IpReachability(key.Prefix.Address.Bits, key.Prefix.Length, key.Prefix.Address.IsIpv6),
    };

    private static Ipv4Address? Ipv4(IpAddress? address) => address is { IsIpv6: false } v4 ? new Ipv4Address((uint)v4.Low) : null;

    private static Ipv6Address? Ipv6(IpAddress? address) => address is { IsIpv6: true } v6 ? new Ipv6Address(v6.Bits) : null;
}
