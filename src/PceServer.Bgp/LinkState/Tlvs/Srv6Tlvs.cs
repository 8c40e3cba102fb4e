using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>SRv6 capabilities of a node; flag 0x4000 O: OAM (RFC 9514 §3.1).</summary>
public sealed record Srv6Capabilities(ushort Flags, ushort Reserved = 0) : ITlv<Srv6Capabilities>
{
    public static ushort Code => 1038;

    public ushort Type => Code;

    public static Srv6Capabilities Read(ref WireReader reader) => new(reader.U16(), reader.U16());

    public void Write(ref WireWriter writer)
    {
        writer.U16(Flags);
        writer.U16(Reserved);
    }
}

/// <summary>SRv6 locator of a prefix; flag 0x80 D: leaked downwards (RFC 9514 §5.1).</summary>
public sealed record Srv6Locator(byte Flags, byte Algorithm, uint Metric, ValueList<ITlv> SubTlvs, ushort Reserved = 0) : ITlv<Srv6Locator>
{
    public static ushort Code => 1162;

    public ushort Type => Code;

    public static Srv6Locator Read(ref WireReader reader)
    {
        var flags = reader.U8();
        var algorithm = reader.U8();
        var reserved = reader.U16();
        return new Srv6Locator(flags, algorithm, reader.U32(), NestedTlvs.Read(ref reader, LinkStateTlvTables.Srv6SubTlvs), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U8(Algorithm);
        writer.U16(Reserved);
        writer.U32(Metric);
        NestedTlvs.Write(ref writer, SubTlvs);
    }
}

/// <summary>
/// What the fields in front of an End.X SID say: <c>Behavior:16 Flags:8 Algorithm:8 Weight:8 Reserved:8</c>; flags B, S and P from the top
/// (RFC 9514 §4.1).
/// </summary>
public readonly record struct EndXFields(ushort Behavior, byte Flags, byte Algorithm, byte Weight, byte Reserved)
{
    internal static EndXFields Read(ref WireReader reader) => new(reader.U16(), reader.U8(), reader.U8(), reader.U8(), reader.U8());

    internal void Write(ref WireWriter writer)
    {
        writer.U16(Behavior);
        writer.U8(Flags);
        writer.U8(Algorithm);
        writer.U8(Weight);
        writer.U8(Reserved);
    }
}

/// <summary>SRv6 SID of an adjacency: 6 octets of fields, SID, sub-TLVs (RFC 9514 §4.1).</summary>
public sealed record Srv6EndXSid(EndXFields Fields, Ipv6Address Sid, ValueList<ITlv> SubTlvs) : ITlv<Srv6EndXSid>
{
    public static ushort Code => 1106;

    public ushort Type => Code;

    public static Srv6EndXSid Read(ref WireReader reader) =>
        new(EndXFields.Read(ref reader), new Ipv6Address(reader.U128()), NestedTlvs.Read(ref reader, LinkStateTlvTables.Srv6SubTlvs));

    public void Write(ref WireWriter writer)
    {
        Fields.Write(ref writer);
        writer.U128(Sid.Value);
        NestedTlvs.Write(ref writer, SubTlvs);
    }
}

/// <summary>SRv6 SID of an IS-IS LAN adjacency, with the neighbour's system id (RFC 9514 §4.2).</summary>
public sealed record IsisSrv6LanEndXSid(EndXFields Fields, IgpRouterIdentifier Neighbor, Ipv6Address Sid, ValueList<ITlv> SubTlvs) : ITlv<IsisSrv6LanEndXSid>
{
    public static ushort Code => 1107;

    public ushort Type => Code;

    public static IsisSrv6LanEndXSid Read(ref WireReader reader)
    {
        var fields = EndXFields.Read(ref reader);
        var neighbor = new IgpRouterIdentifier(((ulong)reader.U16() << 32) | reader.U32(), 6);
        return new IsisSrv6LanEndXSid(
            fields, neighbor, new Ipv6Address(reader.U128()), NestedTlvs.Read(ref reader, LinkStateTlvTables.Srv6SubTlvs));
    }

    public void Write(ref WireWriter writer)
    {
        Fields.Write(ref writer);
        writer.U16((ushort)(Neighbor.Value >> 32));
        writer.U32((uint)Neighbor.Value);
        writer.U128(Sid.Value);
        NestedTlvs.Write(ref writer, SubTlvs);
    }
}

/// <summary>SRv6 SID of an OSPFv3 LAN adjacency, with the neighbour's router id (RFC 9514 §4.2).</summary>
public sealed record Ospfv3Srv6LanEndXSid(EndXFields Fields, IgpRouterIdentifier Neighbor, Ipv6Address Sid, ValueList<ITlv> SubTlvs) : ITlv<Ospfv3Srv6LanEndXSid>
{
    public static ushort Code => 1108;

    public ushort Type => Code;

    public static Ospfv3Srv6LanEndXSid Read(ref WireReader reader)
    {
        var fields = EndXFields.Read(ref reader);
        var neighbor = new IgpRouterIdentifier(reader.U32(), 4);
        return new Ospfv3Srv6LanEndXSid(
            fields, neighbor, new Ipv6Address(reader.U128()), NestedTlvs.Read(ref reader, LinkStateTlvTables.Srv6SubTlvs));
    }

    public void Write(ref WireWriter writer)
    {
        Fields.Write(ref writer);
        writer.U32((uint)Neighbor.Value);
        writer.U128(Sid.Value);
        NestedTlvs.Write(ref writer, SubTlvs);
    }
}

/// <summary>What an SRv6 SID does; mandatory for SRv6 SID NLRIs (RFC 9514 §7.1).</summary>
public sealed record Srv6EndpointBehavior(ushort Behavior, byte Flags, byte Algorithm) : ITlv<Srv6EndpointBehavior>
{
    public static ushort Code => 1250;

    public ushort Type => Code;

    public static Srv6EndpointBehavior Read(ref WireReader reader) => new(reader.U16(), reader.U8(), reader.U8());

    public void Write(ref WireWriter writer)
    {
        writer.U16(Behavior);
        writer.U8(Flags);
        writer.U8(Algorithm);
    }
}

/// <summary>The BGP peer that an End.X SID leads to; flags B, S and P from the top (RFC 9514 §7.2).</summary>
public sealed record Srv6BgpPeerNodeSid(byte Flags, byte Weight, AutonomousSystem PeerAutonomousSystem, BgpIdentifier PeerIdentifier, ushort Reserved = 0)
    : ITlv<Srv6BgpPeerNodeSid>
{
    public static ushort Code => 1251;

    public ushort Type => Code;

    public static Srv6BgpPeerNodeSid Read(ref WireReader reader)
    {
        var flags = reader.U8();
        var weight = reader.U8();
        var reserved = reader.U16();
        return new Srv6BgpPeerNodeSid(flags, weight, new AutonomousSystem(reader.U32()), new BgpIdentifier(reader.U32()), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U8(Weight);
        writer.U16(Reserved);
        writer.U32(PeerAutonomousSystem.Number);
        writer.U32(PeerIdentifier.Value);
    }
}

/// <summary>Lengths in bits of locator block, locator node, function and argument, at most 128 together (RFC 9514 §8).</summary>
public sealed record Srv6SidStructure(byte LocatorBlockBits, byte LocatorNodeBits, byte FunctionBits, byte ArgumentBits) : ITlv<Srv6SidStructure>
{
    public static ushort Code => 1252;

    public ushort Type => Code;

    public static Srv6SidStructure Read(ref WireReader reader) => new(reader.U8(), reader.U8(), reader.U8(), reader.U8());

    public void Write(ref WireWriter writer)
    {
        writer.U8(LocatorBlockBits);
        writer.U8(LocatorNodeBits);
        writer.U8(FunctionBits);
        writer.U8(ArgumentBits);
    }
}
