using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Flags of the scheduling TLVs (RFC 8934 §5.2.1).</summary>
[Flags]
public enum ScheduleFlags : byte
{
    None = 0,

    /// <summary>R: the start is relative to now.</summary>
    RelativeStart = 0x80,

    /// <summary>C: the PCC sets up and removes the LSP by itself.</summary>
    PccControlled = 0x40,

    /// <summary>A: the LSP is active.</summary>
    Activated = 0x20,

    /// <summary>G: grace periods are included.</summary>
    GracePeriod = 0x10,
}

/// <summary>
/// SCHED-LSP-ATTRIBUTE, in LSP (RFC 8934 §5.2.1): <c>Flags:8 Reserved:24 / Start-Time:32 / Duration:32 / grace periods and elastic bounds</c>,
/// times in seconds.
/// </summary>
public sealed record SchedLspAttribute(ScheduleFlags Flags, uint StartTime, uint Duration) : ITlv<SchedLspAttribute>
{
    public static ushort Code => 49;

    public ushort Type => Code;

    public uint Reserved { get; init; }

    /// <summary>GrB, GrA, Elastic-Lower-Bound, Elastic-Upper-Bound, as they came.</summary>
    public ValueList<byte> Bounds { get; init; }

    public static SchedLspAttribute Read(ref WireReader reader)
    {
        var flags = (ScheduleFlags)reader.U8();
        var reserved = reader.U24();
        return new SchedLspAttribute(flags, reader.U32(), reader.U32()) { Reserved = reserved, Bounds = ValueList.Create(reader.Rest()) };
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8((byte)Flags);
        writer.U24(Reserved);
        writer.U32(StartTime);
        writer.U32(Duration);
        writer.Bytes(Bounds.Span);
    }
}

/// <summary>
/// SCHED-PD-LSP-ATTRIBUTE, in LSP (RFC 8934 §5.2.2): <c>Flags:8 Opt:4 NR:12 Reserved:8 / Start-Time:32 / Duration:32 / Repeat-time-length:32 /
/// grace periods and elastic bounds</c>, times in seconds.
/// </summary>
public sealed record SchedPdLspAttribute(ScheduleFlags Flags, uint StartTime, uint Duration, uint RepeatTimeLength) : ITlv<SchedPdLspAttribute>
{
    public static ushort Code => 50;

    public ushort Type => Code;

    /// <summary>Opt, NR and the reserved octet as they came: 24 bits.</summary>
    public uint Repetition { get; init; }

    /// <summary>How the schedule repeats: every day, week, month, year, or Repeat-time-length.</summary>
    [Shown]
    public byte Opt => (byte)(Repetition >> 20);

    /// <summary>Number of repeats.</summary>
    [Shown]
    public ushort Nr => (ushort)((Repetition >> 8) & 0xFFF);

    /// <summary>GrB, GrA, Elastic-Lower-Bound, Elastic-Upper-Bound, as they came.</summary>
    public ValueList<byte> Bounds { get; init; }

    public static SchedPdLspAttribute Read(ref WireReader reader)
    {
        var flags = (ScheduleFlags)reader.U8();
        var repetition = reader.U24();
        return new SchedPdLspAttribute(flags, reader.U32(), reader.U32(), reader.U32())
        {
            Repetition = repetition,
            Bounds = ValueList.Create(reader.Rest()),
        };
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8((byte)Flags);
        writer.U24(Repetition);
        writer.U32(StartTime);
        writer.U32(Duration);
        writer.U32(RepeatTimeLength);
        writer.Bytes(Bounds.Span);
    }
}
