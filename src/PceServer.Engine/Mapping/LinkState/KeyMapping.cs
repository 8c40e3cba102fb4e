using PceServer.Topology;
using Ls = PceServer.Bgp.LinkState;

namespace PceServer.Engine.Mapping.LinkState;

/// <summary>Node, link and prefix descriptors as keys of the topology. Node keys are shared: a large feed names each node many times. One user at a time.</summary>
internal sealed class KeyMapping
{
    private readonly Dictionary<NodeKey, NodeKey> _nodes = [];

    public NodeKey Node(Ls.LinkStateNlri nlri, Ls.NodeDescriptor node)
    {
        var id = node.IgpRouterId ?? default;
        var key = new NodeKey(
            (LinkStateProtocol)nlri.Protocol, nlri.Identifier, node.AutonomousSystem?.Number ?? 0, node.BgpLsIdentifier ?? 0, node.OspfAreaId ?? 0,
            new IgpRouterId((ulong)id.Value, id.Octets), node.BgpRouterId?.Value ?? 0);
        if (_nodes.TryGetValue(key, out var known))
            return known;
        _nodes[key] = key;
        return key;
    }

    public LinkKey Link(Ls.LinkNlri nlri)
    {
        var link = nlri.Link;
        return new LinkKey(Node(nlri, nlri.Local!), Node(nlri, nlri.Remote!))
        {
            LocalAddress = link.Ipv4InterfaceAddress is { } local ? IpAddress.V4(local.Value) : null,
            RemoteAddress = link.Ipv4NeighborAddress is { } remote ? IpAddress.V4(remote.Value) : null,
            LocalIpv6Address = link.Ipv6InterfaceAddress is { } local6 ? IpAddress.V6(local6.Value) : null,
            RemoteIpv6Address = link.Ipv6NeighborAddress is { } remote6 ? IpAddress.V6(remote6.Value) : null,
            LocalIdentifier = link.Identifiers?.Local ?? 0,
            RemoteIdentifier = link.Identifiers?.Remote ?? 0,
            MultiTopologyId = link.MultiTopologyId ?? 0,
        };
    }

    public PrefixKey Prefix(Ls.PrefixNlri nlri)
    {
        var reach = nlri.Prefix.Reachability!.Value;
        var address = reach.IsIpv6 ? IpAddress.V6(reach.Address) : IpAddress.V4((uint)reach.Address);
        return new PrefixKey(Node(nlri, nlri.Local!), new IpPrefix(address, reach.PrefixLength))
        {
            MultiTopologyId = nlri.Prefix.MultiTopologyId ?? 0,
            OspfRouteType = (byte)(nlri.Prefix.OspfRouteType ?? 0),
        };
    }

    public Srv6SidKey Srv6Sid(Ls.Srv6SidNlri nlri) =>
        new(Node(nlri, nlri.Local!), IpAddress.V6(nlri.Sid!.Value.Value)) { MultiTopologyId = nlri.MultiTopologyId ?? 0 };

    /// <summary>A node that is gone is not kept alive by its key.</summary>
    public void Forget(NodeKey node) => _nodes.Remove(node);
}
