using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Sample-Interval in seconds (RFC 8733 §5.2.1).</summary>
public sealed record SampleInterval(uint Seconds) : ITlv<SampleInterval>
{
    public static ushort Code => 1;

    public ushort Type => Code;

    public static SampleInterval Read(ref WireReader reader) => new(reader.U32());

    public void Write(ref WireWriter writer) => writer.U32(Seconds);
}

/// <summary>Adjustment-Interval in seconds (RFC 8733 §5.2.2.1).</summary>
public sealed record AdjustmentInterval(uint Seconds) : ITlv<AdjustmentInterval>
{
    public static ushort Code => 2;

    public ushort Type => Code;

    public static AdjustmentInterval Read(ref WireReader reader) => new(reader.U32());

    public void Write(ref WireWriter writer) => writer.U32(Seconds);
}

/// <summary>Down-Adjustment-Interval in seconds (RFC 8733 §5.2.2.2).</summary>
public sealed record DownAdjustmentInterval(uint Seconds) : ITlv<DownAdjustmentInterval>
{
    public static ushort Code => 3;

    public ushort Type => Code;

    public static DownAdjustmentInterval Read(ref WireReader reader) => new(reader.U32());

    public void Write(ref WireWriter writer) => writer.U32(Seconds);
}

/// <summary>Adjustment-Threshold in bytes per second (RFC 8733 §5.2.3.1).</summary>
public sealed record AdjustmentThreshold(float Bandwidth) : ITlv<AdjustmentThreshold>
{
    public static ushort Code => 4;

    public ushort Type => Code;

    public static AdjustmentThreshold Read(ref WireReader reader) => new(reader.F32());

    public void Write(ref WireWriter writer) => writer.F32(Bandwidth);
}

/// <summary>Adjustment-Threshold-Percentage: <c>Reserved:25 Percentage:7 / Minimum-Threshold:32</c>, bandwidth in bytes per second (RFC 8733 §5.2.3.2).</summary>
public sealed record AdjustmentThresholdPercentage(uint Word, float MinimumThreshold) : ITlv<AdjustmentThresholdPercentage>
{
    public static ushort Code => 5;

    public ushort Type => Code;

    [Shown]
    public byte Percentage => (byte)(Word & 127);

    public static AdjustmentThresholdPercentage Read(ref WireReader reader) => new(reader.U32(), reader.F32());

    public void Write(ref WireWriter writer)
    {
        writer.U32(Word);
        writer.F32(MinimumThreshold);
    }
}

/// <summary>Down-Adjustment-Threshold in bytes per second (RFC 8733 §5.2.3.3).</summary>
public sealed record DownAdjustmentThreshold(float Bandwidth) : ITlv<DownAdjustmentThreshold>
{
    public static ushort Code => 6;

    public ushort Type => Code;

    public static DownAdjustmentThreshold Read(ref WireReader reader) => new(reader.F32());

    public void Write(ref WireWriter writer) => writer.F32(Bandwidth);
}

/// <summary>Down-Adjustment-Threshold-Percentage: <c>Reserved:25 Percentage:7 / Minimum-Threshold:32</c>, bandwidth in bytes per second (RFC 8733 §5.2.3.4).</summary>
public sealed record DownAdjustmentThresholdPercentage(uint Word, float MinimumThreshold) : ITlv<DownAdjustmentThresholdPercentage>
{
    public static ushort Code => 7;

    public ushort Type => Code;

    [Shown]
    public byte Percentage => (byte)(Word & 127);

    public static DownAdjustmentThresholdPercentage Read(ref WireReader reader) => new(reader.U32(), reader.F32());

    public void Write(ref WireWriter writer)
    {
        writer.U32(Word);
        writer.F32(MinimumThreshold);
    }
}

/// <summary>Minimum-Bandwidth in bytes per second (RFC 8733 §5.2.4.1).</summary>
public sealed record MinimumBandwidth(float Bandwidth) : ITlv<MinimumBandwidth>
{
    public static ushort Code => 8;

    public ushort Type => Code;

    public static MinimumBandwidth Read(ref WireReader reader) => new(reader.F32());

    public void Write(ref WireWriter writer) => writer.F32(Bandwidth);
}

/// <summary>Maximum-Bandwidth in bytes per second (RFC 8733 §5.2.4.2).</summary>
public sealed record MaximumBandwidth(float Bandwidth) : ITlv<MaximumBandwidth>
{
    public static ushort Code => 9;

    public ushort Type => Code;

    public static MaximumBandwidth Read(ref WireReader reader) => new(reader.F32());

    public void Write(ref WireWriter writer) => writer.F32(Bandwidth);
}

/// <summary>Overflow-Threshold: <c>Reserved:27 Count:5 / Threshold:32</c>, bandwidth in bytes per second (RFC 8733 §5.2.5.1).</summary>
public sealed record OverflowThreshold(uint Word, float Threshold) : ITlv<OverflowThreshold>
{
    public static ushort Code => 10;

    public ushort Type => Code;

    [Shown]
    public byte Count => (byte)(Word & 31);

    public static OverflowThreshold Read(ref WireReader reader) => new(reader.U32(), reader.F32());

    public void Write(ref WireWriter writer)
    {
        writer.U32(Word);
        writer.F32(Threshold);
    }
}

/// <summary>Overflow-Threshold-Percentage: <c>Percentage:7 Reserved:20 Count:5 / Minimum-Threshold:32</c>, bandwidth in bytes per second (RFC 8733 §5.2.5.2).</summary>
public sealed record OverflowThresholdPercentage(uint Word, float MinimumThreshold) : ITlv<OverflowThresholdPercentage>
{
    public static ushort Code => 11;

    public ushort Type => Code;

    [Shown]
    public byte Percentage => (byte)(Word >> 25);

    [Shown]
    public byte Count => (byte)(Word & 31);

    public static OverflowThresholdPercentage Read(ref WireReader reader) => new(reader.U32(), reader.F32());

    public void Write(ref WireWriter writer)
    {
        writer.U32(Word);
        writer.F32(MinimumThreshold);
    }
}

/// <summary>Underflow-Threshold: <c>Reserved:27 Count:5 / Threshold:32</c>, bandwidth in bytes per second (RFC 8733 §5.2.5.3).</summary>
public sealed record UnderflowThreshold(uint Word, float Threshold) : ITlv<UnderflowThreshold>
{
    public static ushort Code => 12;

    public ushort Type => Code;

    [Shown]
    public byte Count => (byte)(Word & 31);

    public static UnderflowThreshold Read(ref WireReader reader) => new(reader.U32(), reader.F32());

    public void Write(ref WireWriter writer)
    {
        writer.U32(Word);
        writer.F32(Threshold);
    }
}

/// <summary>Underflow-Threshold-Percentage: <c>Percentage:7 Reserved:20 Count:5 / Minimum-Threshold:32</c>, bandwidth in bytes per second (RFC 8733 §5.2.5.4).</summary>
public sealed record UnderflowThresholdPercentage(uint Word, float MinimumThreshold) : ITlv<UnderflowThresholdPercentage>
{
    public static ushort Code => 13;

    public ushort Type => Code;

    [Shown]
    public byte Percentage => (byte)(Word >> 25);

    [Shown]
    public byte Count => (byte)(Word & 31);

    public static UnderflowThresholdPercentage Read(ref WireReader reader) => new(reader.U32(), reader.F32());

    public void Write(ref WireWriter writer)
    {
        writer.U32(Word);
        writer.F32(MinimumThreshold);
    }
}
