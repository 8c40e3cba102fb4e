using PceServer.Bgp;
using PceServer.Bgp.Rib;
using PceServer.Topology;
using Ls = PceServer.Bgp.LinkState;

namespace PceServer.Engine.Mapping.LinkState;

/// <summary>Best-route changes of BGP-LS as changes of the topology (RFC 9552 §5). One user at a time.</summary>
internal sealed class LinkStateMapping
{
    /// <summary>The name under which the topology knows what BGP-LS said: which peer said it is decided before, by best path.</summary>
    public const string Source = "bgp-ls";

    private readonly KeyMapping _keys = new();
    private readonly LinkMapping _links = new();

    /// <summary>
    /// Null for what the topology has no place for: unusable NLRIs, SR policies, unknown types, and the VPN family, whose addresses mean
    /// something else in every VPN. All of these stay in the RIB, where operators see them.
    /// </summary>
    public TopologyChange? Map(in RibChange change)
    {
        if (change.Family != AddressFamily.LinkState || change.Nlri.SemanticFault is not null)
            return null;
        return change.Nlri switch
        {
            Ls.NodeNlri node => Node(node, change),
            Ls.LinkNlri link => new LinkChange(Source, _keys.Link(link), change.IsWithdrawn ? null : _links.Map(link, change.Attribute)),
            Ls.PrefixNlri prefix => new PrefixChange(Source, _keys.Prefix(prefix), change.IsWithdrawn ? null : PrefixMapping.Map(prefix, change.Attribute)),
            Ls.Srv6SidNlri sid => new Srv6SidChange(Source, _keys.Srv6Sid(sid), change.IsWithdrawn ? null : Srv6Mapping.Map(change.Attribute)),
            _ => null,
        };
    }

    private NodeChange Node(Ls.NodeNlri node, in RibChange change)
    {
        var key = _keys.Node(node, node.Local!);
        if (!change.IsWithdrawn)
            return new NodeChange(Source, key, NodeMapping.Map(change.Attribute));
        _keys.Forget(key);
        return new NodeChange(Source, key, null);
    }
}
