using System.Collections.Immutable;
using PceServer.Topology;
using PceServer.Wire;
using Ls = PceServer.Bgp.LinkState;

namespace PceServer.Engine.Mapping.LinkState;

/// <summary>SRv6 of nodes, links, prefixes and SIDs (RFC 9514): facts that are shown.</summary>
internal static class Srv6Mapping
{
    private const ushort SupportsOam = 0x4000;
    private const byte LocatorIsDown = 0x80;
    private const byte KnownFlags = (byte)(Srv6SidFlags.Backup | Srv6SidFlags.Set | Srv6SidFlags.Persistent);

    public static Srv6Capabilities Map(Ls.Srv6Capabilities stated) => new((stated.Flags & SupportsOam) != 0);

    public static Srv6Locator Map(Ls.Srv6Locator stated) =>
        new(stated.Algorithm, stated.Metric, (stated.Flags & LocatorIsDown) != 0, Structure(stated.SubTlvs));

    /// <summary>Attribute 29 of an SRv6 SID (RFC 9514 §7).</summary>
    public static Srv6SidAttributes Map(Ls.LinkStateAttribute? attribute)
    {
        if (attribute is null)
            return Srv6SidAttributes.None;
        var behavior = attribute.Find<Ls.Srv6EndpointBehavior>();
        var peers = ImmutableArray<Srv6PeerNode>.Empty;
        foreach (var tlv in attribute.Tlvs)
        {
            if (tlv is Ls.Srv6BgpPeerNodeSid peer)
                peers = peers.Add(new Srv6PeerNode(peer.PeerAutonomousSystem.Number, peer.PeerIdentifier.Value, Flags(peer.Flags), peer.Weight));
        }
        return new Srv6SidAttributes
        {
            Behavior = behavior?.Behavior,
            Algorithm = behavior?.Algorithm ?? 0,
            Structure = Structure(attribute.Tlvs),
            Peers = peers,
        };
    }

    /// <summary>TLVs 1106, 1107 and 1108.</summary>
    public static Srv6EndXSid EndX(ITlv tlv) => tlv switch
    {
        Ls.Srv6EndXSid sid => EndX(sid.Fields, sid.Sid, default, sid.SubTlvs),
        Ls.IsisSrv6LanEndXSid sid => EndX(sid.Fields, sid.Sid, Neighbor(sid.Neighbor), sid.SubTlvs),
        Ls.Ospfv3Srv6LanEndXSid sid => EndX(sid.Fields, sid.Sid, Neighbor(sid.Neighbor), sid.SubTlvs),
        _ => throw new ArgumentOutOfRangeException(nameof(tlv), tlv.GetType().Name, "an End.X SID"),
    };

    private static Srv6EndXSid EndX(Ls.EndXFields fields, Ipv6Address sid, IgpRouterId neighbor, ValueList<ITlv> subTlvs) =>
        new(IpAddress.V6(sid.Value), fields.Behavior, Flags(fields.Flags), fields.Algorithm, fields.Weight, neighbor, Structure(subTlvs));

    private static IgpRouterId Neighbor(Ls.IgpRouterIdentifier id) => new((ulong)id.Value, id.Octets);

    private static Srv6SidFlags Flags(byte stated) => (Srv6SidFlags)(stated & KnownFlags);

    private static Srv6SidStructure? Structure(ValueList<ITlv> tlvs)
    {
        foreach (var tlv in tlvs)
        {
            if (tlv is Ls.Srv6SidStructure stated)
                return new Srv6SidStructure(stated.LocatorBlockBits, stated.LocatorNodeBits, stated.FunctionBits, stated.ArgumentBits);
        }
        return null;
    }
}
