using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>Prefix-SID: <c>Flags:8 Algorithm:8 Reserved:16 SID:24|32</c>; the flags mean what the protocol of the NLRI says (RFC 9085 §2.3.1).</summary>
public sealed record PrefixSid(byte Flags, byte Algorithm, uint Raw, byte ValueOctets, ushort Reserved = 0) : ITlv<PrefixSid>
{
    public static ushort Code => 1158;

    public ushort Type => Code;

    /// <summary>The label or the index; three-octet values count 20 bits.</summary>
    public uint Value => ValueOctets == 3 ? Raw & 0xFFFFF : Raw;

    /// <summary>V and L decide, not the length.</summary>
    public SidValueKind Kind => SidFlags.PrefixKind(Flags);

    public PrefixSidMeaning Meaning(ProtocolId protocol) => SidFlags.PrefixMeaning(Flags, protocol);

    public static PrefixSid Index(uint index, byte flags = 0, byte algorithm = 0) => new(flags, algorithm, index, 4);

    public static PrefixSid Read(ref WireReader reader)
    {
        var flags = reader.U8();
        var algorithm = reader.U8();
        var reserved = reader.U16();
        var raw = SidField.Read(ref reader, out var octets);
        return new PrefixSid(flags, algorithm, raw, octets, reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U8(Algorithm);
        writer.U16(Reserved);
        SidField.Write(ref writer, Raw, ValueOctets);
    }
}

/// <summary>Adjacency SID: <c>Flags:8 Weight:8 Reserved:16 SID:24|32</c>; the flags differ between IS-IS and OSPF (RFC 9085 §2.2.1).</summary>
public sealed record AdjacencySid(byte Flags, byte Weight, uint Raw, byte ValueOctets, ushort Reserved = 0) : ITlv<AdjacencySid>
{
    public static ushort Code => 1099;

    public ushort Type => Code;

    public uint Value => ValueOctets == 3 ? Raw & 0xFFFFF : Raw;

    public SidValueKind Kind(ProtocolId protocol) => SidFlags.AdjacencyKind(Flags, protocol);

    public AdjacencySidMeaning Meaning(ProtocolId protocol) => SidFlags.AdjacencyMeaning(Flags, protocol);

    public static AdjacencySid Read(ref WireReader reader)
    {
        var flags = reader.U8();
        var weight = reader.U8();
        var reserved = reader.U16();
        var raw = SidField.Read(ref reader, out var octets);
        return new AdjacencySid(flags, weight, raw, octets, reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U8(Weight);
        writer.U16(Reserved);
        SidField.Write(ref writer, Raw, ValueOctets);
    }
}

/// <summary>
/// LAN adjacency SID: as the adjacency SID, with the neighbour in front of the SID: a system id (6 octets) in IS-IS, a router id (4) in OSPF
/// (RFC 9085 §2.2.2). The length tells which: 13 or 14 octets, 11 or 12.
/// </summary>
public sealed record LanAdjacencySid(byte Flags, byte Weight, IgpRouterIdentifier Neighbor, uint Raw, byte ValueOctets, ushort Reserved = 0)
    : ITlv<LanAdjacencySid>
{
    public static ushort Code => 1100;

    public ushort Type => Code;

    public uint Value => ValueOctets == 3 ? Raw & 0xFFFFF : Raw;

    public SidValueKind Kind(ProtocolId protocol) => SidFlags.AdjacencyKind(Flags, protocol);

    public AdjacencySidMeaning Meaning(ProtocolId protocol) => SidFlags.AdjacencyMeaning(Flags, protocol);

    public static LanAdjacencySid Read(ref WireReader reader)
    {
        if (reader.Remaining is not (11 or 12 or 13 or 14))
            reader.Fail($"LAN adjacency SID of {reader.Remaining} octets");
        var isIsis = reader.Remaining >= 13;
        var flags = reader.U8();
        var weight = reader.U8();
        var reserved = reader.U16();
        var neighbor = isIsis
            ? new IgpRouterIdentifier(((ulong)reader.U16() << 32) | reader.U32(), 6)
            : new IgpRouterIdentifier(reader.U32(), 4);
        var raw = SidField.Read(ref reader, out var octets);
        return new LanAdjacencySid(flags, weight, neighbor, raw, octets, reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U8(Weight);
        writer.U16(Reserved);
        if (Neighbor.Octets == 6)
            writer.U16((ushort)(Neighbor.Value >> 32));
        writer.U32((uint)Neighbor.Value);
        SidField.Write(ref writer, Raw, ValueOctets);
    }
}
