using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Flags of MONITORING (RFC 5886 §4.1).</summary>
[Flags]
public enum MonitoringFlags : uint
{
    None = 0,
    Liveness = 1,
    General = 2,
    ProcessingTime = 4,
    Overload = 8,
    Incomplete = 16,
}

/// <summary>MONITORING (RFC 5886 §4.1): <c>Reserved:8 Flags:24 / Monitoring-id-number:32 / TLVs</c>.</summary>
public sealed record MonitoringObject([property: FieldName("monitoringIdNumber")] MonitoringId MonitoringId, MonitoringFlags Flags) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(19, 1);

    public override ObjectCode Code => Key;

    internal static MonitoringObject Read(ref WireReader body)
    {
        var flags = body.U32();
        body.Noted(flags >> 24);
        return new MonitoringObject(new MonitoringId(body.U32()), (MonitoringFlags)flags) { Tlvs = PaddedTlvs.Read(ref body) };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U32((uint)Flags);
        writer.U32(MonitoringId.Value);
        WriteTlvs(ref writer);
    }
}

/// <summary>PCC-ID-REQ (RFC 5886 §4.2): the address of the PCC, IPv4 or IPv6 by Object-Type.</summary>
public sealed record PccIdReqObject(WireAddress Address) : PcepObject
{
    public static readonly ObjectCode Ipv4Key = new(20, 1);
    public static readonly ObjectCode Ipv6Key = new(20, 2);

    public override ObjectCode Code => Address.IsIpv6 ? Ipv6Key : Ipv4Key;

    internal static PccIdReqObject ReadIpv4(ref WireReader body) => new(body.Ipv4());

    internal static PccIdReqObject ReadIpv6(ref WireReader body) => new(body.Ipv6());

    public override void WriteBody(ref WireWriter writer) => Address.Write(ref writer);
}

/// <summary>PCE-ID (RFC 5886 §4.3): the address of a PCE, IPv4 or IPv6 by Object-Type.</summary>
public sealed record PceIdObject(WireAddress Address) : PcepObject
{
    public static readonly ObjectCode Ipv4Key = new(25, 1);
    public static readonly ObjectCode Ipv6Key = new(25, 2);

    public override ObjectCode Code => Address.IsIpv6 ? Ipv6Key : Ipv4Key;

    internal static PceIdObject ReadIpv4(ref WireReader body) => new(body.Ipv4());

    internal static PceIdObject ReadIpv6(ref WireReader body) => new(body.Ipv6());

    public override void WriteBody(ref WireWriter writer) => Address.Write(ref writer);
}

/// <summary>
/// PROC-TIME (RFC 5886 §4.4): <c>Reserved:16 Flags:16 (E = bit 15) / Current:32 / Min:32 / Max:32 / Average:32 / Variance:32</c>, milliseconds.
/// </summary>
public sealed record ProcTimeObject(
    [property: FieldName("currentProcessingTime")] uint Current,
    [property: FieldName("minProcessingTime")] uint Min,
    [property: FieldName("maxProcessingTime")] uint Max,
    [property: FieldName("averageProcessingTime")] uint Average,
    [property: FieldName("varianceProcessingTime")] uint Variance) : PcepObject
{
    public static readonly ObjectCode Key = new(26, 1);

    public override ObjectCode Code => Key;

    public ushort Reserved { get; init; }

    public ushort Flags { get; init; }

    /// <summary>E flag: the current value is an estimate.</summary>
    [Shown]
    public bool Estimated => (Flags & 1) != 0;

    internal static ProcTimeObject Read(ref WireReader body)
    {
        var reserved = body.Reserved16();
        var flags = body.U16();
        return new ProcTimeObject(body.U32(), body.U32(), body.U32(), body.U32(), body.U32()) { Reserved = reserved, Flags = flags };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U16(Reserved);
        writer.U16(Flags);
        writer.U32(Current);
        writer.U32(Min);
        writer.U32(Max);
        writer.U32(Average);
        writer.U32(Variance);
    }
}

/// <summary>OVERLOAD (RFC 5886 §4.5): <c>Flags:8 Reserved:8 Overload Duration:16</c>, seconds.</summary>
public sealed record OverloadObject(ushort OverloadDuration) : PcepObject
{
    public static readonly ObjectCode Key = new(27, 1);

    public override ObjectCode Code => Key;

    public byte Flags { get; init; }

    public byte Reserved { get; init; }

    internal static OverloadObject Read(ref WireReader body)
    {
        var flags = body.U8();
        var reserved = body.Reserved8();
        return new OverloadObject(body.U16()) { Flags = flags, Reserved = reserved };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U8(Reserved);
        writer.U16(OverloadDuration);
    }
}
