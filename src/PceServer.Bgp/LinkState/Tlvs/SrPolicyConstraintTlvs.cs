using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>
/// <c>MetricType:8 Flags:8 Reserved:16 Margin:32 Bound:32 Value:32</c> of a segment list (RFC 9857 §5.7.2). Flags M, A, B as in the constraint,
/// and V: the value is there, from the top.
/// </summary>
public sealed record SrSegmentListMetric(byte MetricType, byte Flags, uint Margin, uint Bound, uint Value, ushort Reserved = 0) : ITlv<SrSegmentListMetric>
{
    public static ushort Code => 1207;

    public ushort Type => Code;

    public static SrSegmentListMetric Read(ref WireReader reader)
    {
        var type = reader.U8();
        var flags = reader.U8();
        var reserved = reader.U16();
        return new SrSegmentListMetric(type, flags, reader.U32(), reader.U32(), reader.U32(), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(MetricType);
        writer.U8(Flags);
        writer.U16(Reserved);
        writer.U32(Margin);
        writer.U32(Bound);
        writer.U32(Value);
    }
}

/// <summary>
/// Colours that a path avoids or needs: sizes in words of 32 bits of exclude-any, include-any and include-all, a reserved octet, then the words
/// (RFC 9857 §5.6.1).
/// </summary>
public sealed record SrAffinityConstraint(ValueList<uint> ExcludeAny, ValueList<uint> IncludeAny, ValueList<uint> IncludeAll, byte Reserved = 0)
    : ITlv<SrAffinityConstraint>
{
    public static ushort Code => 1208;

    public ushort Type => Code;

    public static SrAffinityConstraint Read(ref WireReader reader)
    {
        int excludeAny = reader.U8(), includeAny = reader.U8(), includeAll = reader.U8();
        var reserved = reader.U8();
        return new SrAffinityConstraint(Words(ref reader, excludeAny), Words(ref reader, includeAny), Words(ref reader, includeAll), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8((byte)ExcludeAny.Count);
        writer.U8((byte)IncludeAny.Count);
        writer.U8((byte)IncludeAll.Count);
        writer.U8(Reserved);
        TlvWriting.U32List(ref writer, ExcludeAny);
        TlvWriting.U32List(ref writer, IncludeAny);
        TlvWriting.U32List(ref writer, IncludeAll);
    }

    private static ValueList<uint> Words(ref WireReader reader, int count)
    {
        // A count is a claim: nothing is allocated for words that are not there.
        if (count * 4 > reader.Remaining)
            reader.Fail($"{count} words in {reader.Remaining} octets");
        if (reader.Faulted)
            return default;
        var words = new uint[count];
        for (var i = 0; i < count; i++)
            words[i] = reader.U32();
        return ValueList.Own(words);
    }
}

/// <summary>SRLGs that a path avoids (RFC 9857 §5.6.2).</summary>
public sealed record SrSrlgConstraint(ValueList<uint> Values) : ITlv<SrSrlgConstraint>
{
    public static ushort Code => 1209;

    public ushort Type => Code;

    public static SrSrlgConstraint Read(ref WireReader reader) => new(TlvReading.U32List(ref reader, 1));

    public void Write(ref WireWriter writer) => TlvWriting.U32List(ref writer, Values);
}

/// <summary>Bandwidth that a path must offer, bytes per second (RFC 9857 §5.6.3).</summary>
public sealed record SrBandwidthConstraint(float BytesPerSecond) : ITlv<SrBandwidthConstraint>
{
    public static ushort Code => 1210;

    public ushort Type => Code;

    public static SrBandwidthConstraint Read(ref WireReader reader) => new(reader.F32());

    public void Write(ref WireWriter writer) => writer.F32(BytesPerSecond);
}

/// <summary>
/// <c>RequestFlags:8 StatusFlags:8 Reserved:16</c> and the group identifier: four octets, or a whole PCEP ASSOCIATION object (RFC 9857 §5.6.4).
/// Flags S, N, L, F, I from the top, and X in the status.
/// </summary>
public sealed record SrDisjointGroupConstraint(byte RequestFlags, byte StatusFlags, ValueList<byte> GroupIdentifier, ushort Reserved = 0)
    : ITlv<SrDisjointGroupConstraint>
{
    public static ushort Code => 1211;

    public ushort Type => Code;

    public static SrDisjointGroupConstraint Read(ref WireReader reader)
    {
        var request = reader.U8();
        var status = reader.U8();
        var reserved = reader.U16();
        return new SrDisjointGroupConstraint(request, status, GroupIdentifiers.Read(ref reader), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(RequestFlags);
        writer.U8(StatusFlags);
        writer.U16(Reserved);
        writer.Bytes(GroupIdentifier.Span);
    }
}

/// <summary>
/// <c>Flags:16 Reserved:16</c> and the group identifier: four octets, or a whole PCEP ASSOCIATION object (RFC 9857 §5.6.5). Flag 0x8000 R: the
/// reverse path, 0x4000 C: co-routed.
/// </summary>
public sealed record SrBidirectionalGroupConstraint(ushort Flags, ValueList<byte> GroupIdentifier, ushort Reserved = 0)
    : ITlv<SrBidirectionalGroupConstraint>
{
    public static ushort Code => 1214;

    public ushort Type => Code;

    public bool IsReverse => (Flags & 0x8000) != 0;

    public bool IsCoRouted => (Flags & 0x4000) != 0;

    public static SrBidirectionalGroupConstraint Read(ref WireReader reader)
    {
        var flags = reader.U16();
        var reserved = reader.U16();
        return new SrBidirectionalGroupConstraint(flags, GroupIdentifiers.Read(ref reader), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U16(Flags);
        writer.U16(Reserved);
        writer.Bytes(GroupIdentifier.Span);
    }
}

internal static class GroupIdentifiers
{
    /// <summary>The rest of the TLV, four octets or more (RFC 9857 §5.6.4).</summary>
    public static ValueList<byte> Read(ref WireReader reader)
    {
        if (reader.Remaining < 4)
            reader.Fail($"group identifier of {reader.Remaining} octets");
        return ValueList.Create(reader.Rest());
    }
}

/// <summary>
/// <c>MetricType:8 Flags:8 Reserved:16 Margin:32 Bound:32</c> (RFC 9857 §5.6.6). Flags O (optimised for), M (margin is there), A (margin is
/// absolute, not in percent), B (bound is there) from the top.
/// </summary>
public sealed record SrMetricConstraint(byte MetricType, byte Flags, uint Margin, uint Bound, ushort Reserved = 0) : ITlv<SrMetricConstraint>
{
    public static ushort Code => 1215;

    public ushort Type => Code;

    public static SrMetricConstraint Read(ref WireReader reader)
    {
        var type = reader.U8();
        var flags = reader.U8();
        var reserved = reader.U16();
        return new SrMetricConstraint(type, flags, reader.U32(), reader.U32(), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(MetricType);
        writer.U8(Flags);
        writer.U16(Reserved);
        writer.U32(Margin);
        writer.U32(Bound);
    }
}

/// <summary>Bandwidth of a segment list, bytes per second (RFC 9857 §5.7.3).</summary>
public sealed record SrSegmentListBandwidth(float BytesPerSecond) : ITlv<SrSegmentListBandwidth>
{
    public static ushort Code => 1216;

    public ushort Type => Code;

    public static SrSegmentListBandwidth Read(ref WireReader reader) => new(reader.F32());

    public void Write(ref WireWriter writer) => writer.F32(BytesPerSecond);
}

/// <summary>Identifier of a segment list, zero for none (RFC 9857 §5.7.4).</summary>
public sealed record SrSegmentListIdentifier(uint Value) : ITlv<SrSegmentListIdentifier>
{
    public static ushort Code => 1217;

    public ushort Type => Code;

    public static SrSegmentListIdentifier Read(ref WireReader reader) => new(reader.U32());

    public void Write(ref WireWriter writer) => writer.U32(Value);
}
