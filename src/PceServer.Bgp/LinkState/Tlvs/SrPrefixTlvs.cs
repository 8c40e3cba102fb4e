using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>
/// Range: <c>Flags:8 Reserved:8 RangeSize:16</c> and a Prefix-SID TLV for the first prefix of the range, as a mapping server announces it
/// (RFC 9085 §2.3.5). Flags: IS-IS F, M, S, D, A from the top; OSPF IA.
/// </summary>
public sealed record SidMappingRange(byte Flags, ushort RangeSize, ValueList<ITlv> SubTlvs, byte Reserved = 0) : ITlv<SidMappingRange>
{
    public static ushort Code => 1159;

    public ushort Type => Code;

    public PrefixSid? PrefixSid
    {
        get
        {
            foreach (var tlv in SubTlvs)
            {
                if (tlv is PrefixSid sid)
                    return sid;
            }
            return null;
        }
    }

    public static SidMappingRange Read(ref WireReader reader)
    {
        var flags = reader.U8();
        var reserved = reader.U8();
        var size = reader.U16();
        return new SidMappingRange(flags, size, NestedTlvs.Read(ref reader, LinkStateTlvTables.RangeSubTlvs), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U8(Reserved);
        writer.U16(RangeSize);
        NestedTlvs.Write(ref writer, SubTlvs);
    }
}

/// <summary>
/// Prefix attribute flags as the IGP carries them, of any length (RFC 9085 §2.3.2): RFC 7794 for IS-IS, RFC 7684 for OSPFv2, PrefixOptions of
/// RFC 5340 and RFC 8362 for OSPFv3.
/// </summary>
public sealed record PrefixAttributeFlags(ValueList<byte> Octets) : ITlv<PrefixAttributeFlags>
{
    private const byte IsisExternal = 0x80, IsisReadvertised = 0x40, IsisNode = 0x20, IsisAnycast = 0x08;
    private const byte Ospfv2Attach = 0x80, Ospfv2Node = 0x40, Ospfv2Anycast = 0x10;
    private const byte Ospfv3Node = 0x20, Ospfv3Anycast = 0x80;

    public static ushort Code => 1170;

    public ushort Type => Code;

    private byte First => Octets.Count == 0 ? (byte)0 : Octets[0];

    public static PrefixAttributeFlags Read(ref WireReader reader) => new(ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer) => writer.Bytes(Octets.Span);

    /// <summary>N: the prefix names the node that announces it (RFC 7794 §2.1, RFC 7684 §2.1, RFC 8362 §3.1).</summary>
    public bool IsNode(ProtocolId protocol) => Has(protocol, IsisNode, Ospfv2Node, Ospfv3Node);

    /// <summary>The prefix belongs to several nodes (RFC 9352 §10, RFC 9513 §6).</summary>
    public bool IsAnycast(ProtocolId protocol) => Has(protocol, IsisAnycast, Ospfv2Anycast, Ospfv3Anycast);

    /// <summary>IS-IS R: leaked from another level or domain (RFC 7794 §2.1).</summary>
    public bool IsReadvertised(ProtocolId protocol) => Has(protocol, IsisReadvertised, 0, 0);

    /// <summary>IS-IS X: redistributed from another protocol (RFC 7794 §2.1).</summary>
    public bool IsExternal(ProtocolId protocol) => Has(protocol, IsisExternal, 0, 0);

    /// <summary>OSPFv2 A: an inter-area prefix that is attached to the border router (RFC 7684 §2.1).</summary>
    public bool IsAttached(ProtocolId protocol) => Has(protocol, 0, Ospfv2Attach, 0);

    private bool Has(ProtocolId protocol, byte isis, byte ospfv2, byte ospfv3) => protocol switch
    {
        ProtocolId.IsisLevel1 or ProtocolId.IsisLevel2 => (First & isis) != 0,
        ProtocolId.Ospfv2 => (First & ospfv2) != 0,
        ProtocolId.Ospfv3 => (First & ospfv3) != 0,
        _ => false,
    };
}

/// <summary>Router id of the node that first announced the prefix (RFC 9085 §2.3.3).</summary>
public sealed record SourceRouterIdentifier(UInt128 Address, bool IsIpv6) : ITlv<SourceRouterIdentifier>
{
    public static ushort Code => 1171;

    public ushort Type => Code;

    public static SourceRouterIdentifier Read(ref WireReader reader)
    {
        var isIpv6 = reader.Remaining == 16;
        return new SourceRouterIdentifier(isIpv6 ? reader.U128() : reader.U32(), isIpv6);
    }

    public void Write(ref WireWriter writer) => TlvWriting.Address(ref writer, Address, IsIpv6);
}

/// <summary>OSPF router id of the node that first announced the prefix (RFC 9085 §2.3.4).</summary>
public sealed record SourceOspfRouterId(Ipv4Address RouterId) : ITlv<SourceOspfRouterId>
{
    public static ushort Code => 1174;

    public ushort Type => Code;

    public static SourceOspfRouterId Read(ref WireReader reader) => new(new Ipv4Address(reader.U32()));

    public void Write(ref WireWriter writer) => writer.U32(RouterId.Value);
}
