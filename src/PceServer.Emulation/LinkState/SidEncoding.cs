using PceServer.Bgp.LinkState;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Emulation;

/// <summary>SIDs with the flag octets of the protocol that they travel in: IS-IS, OSPF and BGP peering place their bits differently (RFC 9085 §2).</summary>
internal static class SidEncoding
{
    private const byte PrefixValueAndLocal = 0x0C;

    /// <summary>RFC 8667 §2.1.1.1, RFC 8665 §5.</summary>
    public static Bgp.LinkState.PrefixSid Of(Topology.PrefixSid sid, LinkStateProtocol protocol)
    {
        var flags = IsOspf(protocol)
            ? Bits((sid.Flags, PrefixSidFlags.NoPenultimateHopPopping, 0x40), (sid.Flags, PrefixSidFlags.ExplicitNull, 0x10))
            : Bits((sid.Flags, PrefixSidFlags.Readvertised, 0x80), (sid.Flags, PrefixSidFlags.Node, 0x40),
                (sid.Flags, PrefixSidFlags.NoPenultimateHopPopping, 0x20), (sid.Flags, PrefixSidFlags.ExplicitNull, 0x10));
        return new((byte)(flags | (sid.IsLabel ? PrefixValueAndLocal : 0)), sid.Algorithm, sid.Value, Octets(sid.IsLabel));
    }

    /// <summary>TLV 1100 where the SID is one of a LAN, else 1099 (RFC 9085 §2.2.1 and §2.2.2).</summary>
    public static ITlv Of(Topology.AdjacencySid sid, LinkStateProtocol protocol)
    {
        var flags = IsOspf(protocol)
            ? Bits((sid.Flags, AdjacencySidFlags.Backup, 0x80), (sid.Flags, AdjacencySidFlags.Set, 0x10), (sid.Flags, AdjacencySidFlags.Persistent, 0x08))
                | (sid.IsLabel ? 0x60 : 0)
            : Bits((sid.Flags, AdjacencySidFlags.Ipv6, 0x80), (sid.Flags, AdjacencySidFlags.Backup, 0x40), (sid.Flags, AdjacencySidFlags.Set, 0x08),
                (sid.Flags, AdjacencySidFlags.Persistent, 0x04)) | (sid.IsLabel ? 0x30 : 0);
        return sid.Neighbor.Octets == 0
            ? new Bgp.LinkState.AdjacencySid((byte)flags, sid.Weight, sid.Value, Octets(sid.IsLabel))
            : new LanAdjacencySid((byte)flags, sid.Weight, new IgpRouterIdentifier(sid.Neighbor.Value, sid.Neighbor.Octets), sid.Value, Octets(sid.IsLabel));
    }

    /// <summary>RFC 9086 §5.</summary>
    public static ITlv Of(PeerSid sid)
    {
        var flags = (byte)(Bits((sid.Flags, AdjacencySidFlags.Backup, 0x20), (sid.Flags, AdjacencySidFlags.Persistent, 0x10)) | (sid.IsLabel ? 0xC0 : 0));
        return sid.Kind switch
        {
            PeerSidKind.Node => new PeerNodeSid(flags, sid.Weight, sid.Value, Octets(sid.IsLabel)),
            PeerSidKind.Adjacency => new PeerAdjacencySid(flags, sid.Weight, sid.Value, Octets(sid.IsLabel)),
            _ => new PeerSetSid(flags, sid.Weight, sid.Value, Octets(sid.IsLabel)),
        };
    }

    public static ValueList<Bgp.LinkState.SidRange> Of(LabelBlock block) =>
        block.Ranges.Select(range => new Bgp.LinkState.SidRange(range.Size, SidLabel.Label(range.First.Value))).ToValueList();

    private static bool IsOspf(LinkStateProtocol protocol) => protocol is LinkStateProtocol.Ospfv2 or LinkStateProtocol.Ospfv3;

    private static byte Octets(bool isLabel) => (byte)(isLabel ? 3 : 4);

    private static int Bits<TFlags>(params ReadOnlySpan<(TFlags Flags, TFlags Flag, int Bit)> bits) where TFlags : struct, Enum
    {
        var octet = 0;
        foreach (var (flags, flag, bit) in bits)
            octet |= flags.HasFlag(flag) ? bit : 0;
        return octet;
    }
}
