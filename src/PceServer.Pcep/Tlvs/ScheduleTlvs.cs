using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Flags of the scheduling TLVs (RFC 8934 §5.2.1).</summary>
[Flags]
public enum ScheduleFlags : byte
{
    None = 0,

    /// <summary>R: the start is relative to now.</summary>
    RelativeStart = 8,

    /// <summary>C: the PCC sets up and removes the LSP by itself.</summary>
    PccControlled = 4,

    /// <summary>A: the LSP is active.</summary>
    Activated = 2,

    /// <summary>G: the last two fields are grace periods, else the bounds of an elastic range.</summary>
    GracePeriod = 1,
}

/// <summary>
/// SCHED-LSP-ATTRIBUTE, in LSP (RFC 8934 §5.2.1): <c>Flags:8 Reserved:24 / Start-Time:32 / Duration:32 / GrB or Elastic-Lower-Bound:16
/// GrA or Elastic-Upper-Bound:16</c>, all times in seconds.
/// </summary>
public sealed record SchedLspAttribute(ScheduleFlags Flags, uint StartTime, uint Duration, ScheduleLeeway Leeway) : ITlv<SchedLspAttribute>
{
    public static ushort Code => 49;

    public ushort Type => Code;

    public uint Reserved { get; init; }

    public static SchedLspAttribute Read(ref WireReader reader)
    {
        var flags = (ScheduleFlags)reader.U8();
        var reserved = reader.Reserved24();
        return new SchedLspAttribute(flags, reader.U32(), reader.U32(), ScheduleLeeway.Read(ref reader)) { Reserved = reserved };
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8((byte)Flags);
        writer.U24(Reserved);
        writer.U32(StartTime);
        writer.U32(Duration);
        Leeway.Write(ref writer);
    }
}

/// <summary>
/// How far a scheduled interval may reach or move, in seconds (RFC 8934 §5.2.1): with the G flag the grace before and after it (GrB, GrA), else how
/// far it may shift to earlier and to later (Elastic-Lower-Bound, Elastic-Upper-Bound).
/// </summary>
public readonly record struct ScheduleLeeway(ushort Before, ushort After)
{
    internal static ScheduleLeeway Read(ref WireReader reader) => new(reader.U16(), reader.U16());

    internal void Write(ref WireWriter writer)
    {
        writer.U16(Before);
        writer.U16(After);
    }
}

/// <summary>How a schedule repeats; others earn 'unsupported parameter' (RFC 8934 §5.2.2).</summary>
public enum ScheduleRepetition : byte
{
    EveryMonth = 1,
    EveryYear = 2,
    EveryRepeatTimeLength = 3,
}

/// <summary>
/// SCHED-PD-LSP-ATTRIBUTE, in LSP (RFC 8934 §5.2.2): <c>Flags:8 Opt:4 NR:12 Reserved:8 / Start-Time:32 / Duration:32 / Repeat-time-length:32 /
/// GrB or Elastic-Lower-Bound:16 GrA or Elastic-Upper-Bound:16</c>, all times in seconds; NR is the number of repeats.
/// </summary>
public sealed record SchedPdLspAttribute(
    ScheduleFlags Flags, ScheduleRepetition Opt, ushort Nr, uint StartTime, uint Duration, uint RepeatTimeLength, ScheduleLeeway Leeway)
    : ITlv<SchedPdLspAttribute>
{
    public static ushort Code => 50;

    public ushort Type => Code;

    public byte Reserved { get; init; }

    public static SchedPdLspAttribute Read(ref WireReader reader)
    {
        var flags = (ScheduleFlags)reader.U8();
        var repetition = reader.U16();
        var reserved = reader.Reserved8();
        return new SchedPdLspAttribute(
            flags,
            (ScheduleRepetition)(repetition >> 12),
            (ushort)(repetition & 0xFFF),
            reader.U32(),
            reader.U32(),
            reader.U32(),
            ScheduleLeeway.Read(ref reader))
        { Reserved = reserved };
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8((byte)Flags);
        writer.U16((ushort)(((int)Opt << 12) | (Nr & 0xFFF)));
        writer.U8(Reserved);
        writer.U32(StartTime);
        writer.U32(Duration);
        writer.U32(RepeatTimeLength);
        Leeway.Write(ref writer);
    }
}
