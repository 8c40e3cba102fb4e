using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>SID/Label (TLV 1161): three octets hold a label in the low 20 bits, four an index (RFC 9085 §2.1.1).</summary>
public sealed record SidLabel(uint Raw, byte ValueOctets) : ITlv<SidLabel>
{
    public static ushort Code => 1161;

    public ushort Type => Code;

    public bool IsLabel => ValueOctets == 3;

    /// <summary>The label or the index.</summary>
    public uint Value => IsLabel ? Raw & 0xFFFFF : Raw;

    public static SidLabel Label(uint label) => new(label, 3);

    public static SidLabel Read(ref WireReader reader)
    {
        var octets = (byte)Math.Min(reader.Remaining, byte.MaxValue);
        return new SidLabel(octets == 3 ? reader.U24() : reader.U32(), octets);
    }

    public void Write(ref WireWriter writer) => SidField.Write(ref writer, Raw, ValueOctets);
}

/// <summary>A run of <see cref="Size"/> labels from <see cref="First"/> (RFC 9085 §2.1.2).</summary>
public readonly record struct SidRange(uint Size, SidLabel First);

/// <summary>SRGB: <c>Flags:8 Reserved:8 (RangeSize:24 SID/Label TLV)+</c>; an index runs through the ranges in this order (RFC 9085 §2.1.2).</summary>
public sealed record SrCapabilities(byte Flags, ValueList<SidRange> Ranges, byte Reserved = 0) : ITlv<SrCapabilities>
{
    public static ushort Code => 1034;

    public ushort Type => Code;

    public static SrCapabilities Read(ref WireReader reader)
    {
        var flags = reader.U8();
        var reserved = reader.U8();
        return new SrCapabilities(flags, SidRanges.Read(ref reader), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U8(Reserved);
        SidRanges.Write(ref writer, Ranges);
    }
}

/// <summary>SRLB, of the same form as the SRGB (RFC 9085 §2.1.4).</summary>
public sealed record SrLocalBlock(byte Flags, ValueList<SidRange> Ranges, byte Reserved = 0) : ITlv<SrLocalBlock>
{
    public static ushort Code => 1036;

    public ushort Type => Code;

    public static SrLocalBlock Read(ref WireReader reader)
    {
        var flags = reader.U8();
        var reserved = reader.U8();
        return new SrLocalBlock(flags, SidRanges.Read(ref reader), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U8(Reserved);
        SidRanges.Write(ref writer, Ranges);
    }
}

/// <summary>Algorithms that the node takes part in (RFC 9085 §2.1.3).</summary>
public sealed record SrAlgorithms(ValueList<byte> Algorithms) : ITlv<SrAlgorithms>
{
    public static ushort Code => 1035;

    public ushort Type => Code;

    public static SrAlgorithms Read(ref WireReader reader)
    {
        if (!reader.More)
            reader.Fail("no algorithm");
        return new SrAlgorithms(ValueList.Create(reader.Rest()));
    }

    public void Write(ref WireWriter writer) => writer.Bytes(Algorithms.Span);
}

/// <summary>Preference among SR mapping servers (RFC 9085 §2.1.5).</summary>
public sealed record SrmsPreference(byte Value) : ITlv<SrmsPreference>
{
    public static ushort Code => 1037;

    public ushort Type => Code;

    public static SrmsPreference Read(ref WireReader reader) => new(reader.U8());

    public void Write(ref WireWriter writer) => writer.U8(Value);
}

internal static class SidRanges
{
    public static ValueList<SidRange> Read(ref WireReader reader)
    {
        if (!reader.More)
            reader.Fail("no range");
        var ranges = new List<SidRange>(1);
        while (reader.More)
        {
            var size = reader.U24();
            if (size == 0)
                reader.Fail("range of size zero");
            if (!NestedTlvs.TryHeader(ref reader, out var code, out var value))
                return default;
            if (code != SidLabel.Code)
                reader.Fail($"TLV {code} where the SID/Label TLV is due");
            ranges.Add(new SidRange(size, SidLabel.Read(ref value)));
            if (value.More)
                value.Fail("SID/Label of impossible length");
            if (value.Fault is { } fault)
                reader.Fail(fault.Reason, fault.Offset);
        }
        return reader.Faulted ? default : ValueList.Own(ranges.ToArray());
    }

    public static void Write(ref WireWriter writer, ValueList<SidRange> ranges)
    {
        foreach (var range in ranges)
        {
            writer.U24(range.Size);
            LinkStateTlvs.Write(ref writer, range.First);
        }
    }
}

/// <summary>The last field of SID TLVs: three octets or four, by the length of the TLV.</summary>
internal static class SidField
{
    public static uint Read(ref WireReader reader, out byte octets)
    {
        octets = (byte)Math.Min(reader.Remaining, byte.MaxValue);
        return octets == 3 ? reader.U24() : reader.U32();
    }

    public static void Write(ref WireWriter writer, uint value, byte octets)
    {
        if (octets == 3)
            writer.U24(value);
        else
            writer.U32(value);
    }
}
