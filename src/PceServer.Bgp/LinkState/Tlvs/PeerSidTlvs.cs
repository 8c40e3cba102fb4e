using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>SID of a BGP peer: to it over any of its links (RFC 9086 §5). Flags V, L, B and P from the most significant bit.</summary>
public sealed record PeerNodeSid(byte Flags, byte Weight, uint Raw, byte ValueOctets, ushort Reserved = 0) : ITlv<PeerNodeSid>
{
    public static ushort Code => 1101;

    public ushort Type => Code;

    public uint Value => ValueOctets == 3 ? Raw & 0xFFFFF : Raw;

    public SidValueKind Kind => SidFlags.PeerKind(Flags);

    public AdjacencySidMeaning Meaning => SidFlags.PeerMeaning(Flags);

    public static PeerNodeSid Read(ref WireReader reader)
    {
        var flags = reader.U8();
        var weight = reader.U8();
        var reserved = reader.U16();
        var raw = SidField.Read(ref reader, out var octets);
        return new PeerNodeSid(flags, weight, raw, octets, reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U8(Weight);
        writer.U16(Reserved);
        SidField.Write(ref writer, Raw, ValueOctets);
    }
}

/// <summary>SID of one link to a BGP peer (RFC 9086 §5). Flags V, L, B and P from the most significant bit.</summary>
public sealed record PeerAdjacencySid(byte Flags, byte Weight, uint Raw, byte ValueOctets, ushort Reserved = 0) : ITlv<PeerAdjacencySid>
{
    public static ushort Code => 1102;

    public ushort Type => Code;

    public uint Value => ValueOctets == 3 ? Raw & 0xFFFFF : Raw;

    public SidValueKind Kind => SidFlags.PeerKind(Flags);

    public AdjacencySidMeaning Meaning => SidFlags.PeerMeaning(Flags);

    public static PeerAdjacencySid Read(ref WireReader reader)
    {
        var flags = reader.U8();
        var weight = reader.U8();
        var reserved = reader.U16();
        var raw = SidField.Read(ref reader, out var octets);
        return new PeerAdjacencySid(flags, weight, raw, octets, reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U8(Weight);
        writer.U16(Reserved);
        SidField.Write(ref writer, Raw, ValueOctets);
    }
}

/// <summary>SID of a set of peers or links (RFC 9086 §5). Flags V, L, B and P from the most significant bit.</summary>
public sealed record PeerSetSid(byte Flags, byte Weight, uint Raw, byte ValueOctets, ushort Reserved = 0) : ITlv<PeerSetSid>
{
    public static ushort Code => 1103;

    public ushort Type => Code;

    public uint Value => ValueOctets == 3 ? Raw & 0xFFFFF : Raw;

    public SidValueKind Kind => SidFlags.PeerKind(Flags);

    public AdjacencySidMeaning Meaning => SidFlags.PeerMeaning(Flags);

    public static PeerSetSid Read(ref WireReader reader)
    {
        var flags = reader.U8();
        var weight = reader.U8();
        var reserved = reader.U16();
        var raw = SidField.Read(ref reader, out var octets);
        return new PeerSetSid(flags, weight, raw, octets, reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U8(Weight);
        writer.U16(Reserved);
        SidField.Write(ref writer, Raw, ValueOctets);
    }
}
