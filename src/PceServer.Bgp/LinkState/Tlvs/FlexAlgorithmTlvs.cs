using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>
/// Flexible algorithm definition: <c>Flex-Algo:8 Metric-Type:8 Calc-Type:8 Priority:8 sub-TLVs</c>; one TLV per algorithm, 128 to 255 (RFC 9351 §3).
/// </summary>
public sealed record FlexAlgorithmDefinition(byte Algorithm, byte MetricType, byte CalculationType, byte Priority, ValueList<ITlv> SubTlvs)
    : ITlv<FlexAlgorithmDefinition>
{
    public static ushort Code => 1039;

    public ushort Type => Code;

    public static FlexAlgorithmDefinition Read(ref WireReader reader)
    {
        if (reader.Remaining > 0 && Peek(reader) < 128)
            reader.Fail("flexible algorithm below 128");
        return new FlexAlgorithmDefinition(
            reader.U8(), reader.U8(), reader.U8(), reader.U8(), NestedTlvs.Read(ref reader, LinkStateTlvTables.FlexAlgorithmSubTlvs));
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Algorithm);
        writer.U8(MetricType);
        writer.U8(CalculationType);
        writer.U8(Priority);
        NestedTlvs.Write(ref writer, SubTlvs);
    }

    private static byte Peek(WireReader reader) => reader.U8();
}

/// <summary>Colours of which a link must have none (RFC 9351 §3.1).</summary>
public sealed record FadExcludeAny(ValueList<uint> Words) : ITlv<FadExcludeAny>
{
    public static ushort Code => 1040;

    public ushort Type => Code;

    public static FadExcludeAny Read(ref WireReader reader) => new(TlvReading.U32List(ref reader, 1));

    public void Write(ref WireWriter writer) => TlvWriting.U32List(ref writer, Words);
}

/// <summary>Colours of which a link must have one (RFC 9351 §3.2).</summary>
public sealed record FadIncludeAny(ValueList<uint> Words) : ITlv<FadIncludeAny>
{
    public static ushort Code => 1041;

    public ushort Type => Code;

    public static FadIncludeAny Read(ref WireReader reader) => new(TlvReading.U32List(ref reader, 1));

    public void Write(ref WireWriter writer) => TlvWriting.U32List(ref writer, Words);
}

/// <summary>Colours that a link must have (RFC 9351 §3.3).</summary>
public sealed record FadIncludeAll(ValueList<uint> Words) : ITlv<FadIncludeAll>
{
    public static ushort Code => 1042;

    public ushort Type => Code;

    public static FadIncludeAll Read(ref WireReader reader) => new(TlvReading.U32List(ref reader, 1));

    public void Write(ref WireWriter writer) => TlvWriting.U32List(ref writer, Words);
}

/// <summary>0x80000000 of the first word: prefix metric counts (RFC 9351 §3.4).</summary>
public sealed record FadFlags(ValueList<uint> Words) : ITlv<FadFlags>
{
    public static ushort Code => 1043;

    public ushort Type => Code;

    public static FadFlags Read(ref WireReader reader) => new(TlvReading.U32List(ref reader, 1));

    public void Write(ref WireWriter writer) => TlvWriting.U32List(ref writer, Words);
}

/// <summary>SRLGs that a link must not be in (RFC 9351 §3.5).</summary>
public sealed record FadExcludeSrlg(ValueList<uint> Values) : ITlv<FadExcludeSrlg>
{
    public static ushort Code => 1045;

    public ushort Type => Code;

    public static FadExcludeSrlg Read(ref WireReader reader) => new(TlvReading.U32List(ref reader, 1));

    public void Write(ref WireWriter writer) => TlvWriting.U32List(ref writer, Values);
}

/// <summary>IGP sub-TLVs that the advertising router could not carry over: one octet each for IS-IS, two for OSPF (RFC 9351 §3.6).</summary>
public sealed record FadUnsupported(ProtocolId Protocol, ValueList<byte> SubTlvTypes) : ITlv<FadUnsupported>
{
    public static ushort Code => 1046;

    public ushort Type => Code;

    public static FadUnsupported Read(ref WireReader reader) => new((ProtocolId)reader.U8(), ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer)
    {
        writer.U8((byte)Protocol);
        writer.Bytes(SubTlvTypes.Span);
    }
}

/// <summary>Metric of a prefix in a flexible algorithm; flag 0x80 E: external, OSPF only (RFC 9351 §4).</summary>
public sealed record FlexAlgorithmPrefixMetric(byte Algorithm, byte Flags, uint Metric, ushort Reserved = 0) : ITlv<FlexAlgorithmPrefixMetric>
{
    public static ushort Code => 1044;

    public ushort Type => Code;

    public static FlexAlgorithmPrefixMetric Read(ref WireReader reader)
    {
        var algorithm = reader.U8();
        var flags = reader.U8();
        var reserved = reader.U16();
        return new FlexAlgorithmPrefixMetric(algorithm, flags, reader.U32(), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Algorithm);
        writer.U8(Flags);
        writer.U16(Reserved);
        writer.U32(Metric);
    }
}
