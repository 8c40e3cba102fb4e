using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Emulation;

/// <summary>SRv6 of nodes, links, prefixes and SIDs as TLVs (RFC 9514).</summary>
internal static class Srv6Encoding
{
    public static Bgp.LinkState.Srv6Capabilities Of(Topology.Srv6Capabilities node) => new((ushort)(node.SupportsOam ? 0x4000 : 0));

    public static Bgp.LinkState.Srv6Locator Of(Topology.Srv6Locator locator) =>
        new((byte)(locator.IsDown ? 0x80 : 0), locator.Algorithm, locator.Metric, Structure(locator.Structure));

    /// <summary>TLV 1107 or 1108 where the SID is one of a LAN, else 1106 (RFC 9514 §4.1, RFC 9514 §4.2).</summary>
    public static ITlv Of(Topology.Srv6EndXSid sid, LinkStateProtocol protocol)
    {
        var fields = new EndXFields(sid.Behavior, (byte)sid.Flags, sid.Algorithm, sid.Weight, 0);
        var (value, structure) = (new Ipv6Address(sid.Sid.Bits), Structure(sid.Structure));
        var neighbor = new IgpRouterIdentifier(sid.Neighbor.Value, sid.Neighbor.Octets);
        return sid.Neighbor.Octets == 0 ? new Bgp.LinkState.Srv6EndXSid(fields, value, structure)
            : protocol == LinkStateProtocol.Ospfv3 ? new Ospfv3Srv6LanEndXSid(fields, neighbor, value, structure)
            : new IsisSrv6LanEndXSid(fields, neighbor, value, structure);
    }

    public static IEnumerable<ITlv> Of(Srv6SidAttributes sid)
    {
        if (sid.Behavior is { } behavior)
            yield return new Srv6EndpointBehavior(behavior, 0, sid.Algorithm);
        foreach (var peer in sid.Peers)
            yield return new Srv6BgpPeerNodeSid((byte)peer.Flags, peer.Weight, new AutonomousSystem(peer.AutonomousSystem), new BgpIdentifier(peer.BgpRouterId));
        if (sid.Structure is { } bits)
            yield return Structure(bits);
    }

    private static ValueList<ITlv> Structure(Topology.Srv6SidStructure? structure) => structure is { } bits ? [Structure(bits)] : [];

    private static Bgp.LinkState.Srv6SidStructure Structure(Topology.Srv6SidStructure bits) =>
        new(bits.LocatorBlockBits, bits.LocatorNodeBits, bits.FunctionBits, bits.ArgumentBits);
}
