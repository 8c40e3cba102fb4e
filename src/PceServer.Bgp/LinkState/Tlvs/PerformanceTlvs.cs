using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>Average delay: A flag (anomalous), 7 reserved bits, 24 bits of microseconds (RFC 8571 §2.1).</summary>
public sealed record UnidirectionalLinkDelay(uint Microseconds, byte Flags = 0) : ITlv<UnidirectionalLinkDelay>
{
    public static ushort Code => 1114;

    public ushort Type => Code;

    public bool IsAnomalous => (Flags & 0x80) != 0;

    public static UnidirectionalLinkDelay Read(ref WireReader reader)
    {
        var flags = reader.U8();
        return new UnidirectionalLinkDelay(reader.U24(), flags);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U24(Microseconds);
    }
}

/// <summary>Smallest and largest delay: A flag, 24 bits, 8 reserved, 24 bits (RFC 8571 §2.2); microseconds.</summary>
public sealed record MinMaxUnidirectionalLinkDelay(uint MinimumMicroseconds, uint MaximumMicroseconds, byte Flags = 0, byte Reserved = 0)
    : ITlv<MinMaxUnidirectionalLinkDelay>
{
    public static ushort Code => 1115;

    public ushort Type => Code;

    public bool IsAnomalous => (Flags & 0x80) != 0;

    public static MinMaxUnidirectionalLinkDelay Read(ref WireReader reader)
    {
        var flags = reader.U8();
        var minimum = reader.U24();
        var reserved = reader.U8();
        return new MinMaxUnidirectionalLinkDelay(minimum, reader.U24(), flags, reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U24(MinimumMicroseconds);
        writer.U8(Reserved);
        writer.U24(MaximumMicroseconds);
    }
}

/// <summary>8 reserved bits, 24 bits of microseconds (RFC 8571 §2.3).</summary>
public sealed record UnidirectionalDelayVariation(uint Microseconds, byte Reserved = 0) : ITlv<UnidirectionalDelayVariation>
{
    public static ushort Code => 1116;

    public ushort Type => Code;

    public static UnidirectionalDelayVariation Read(ref WireReader reader)
    {
        var reserved = reader.U8();
        return new UnidirectionalDelayVariation(reader.U24(), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Reserved);
        writer.U24(Microseconds);
    }
}

/// <summary>A flag, 7 reserved bits, 24 bits in units of 0.000003 percent (RFC 8571 §2.4).</summary>
public sealed record UnidirectionalLinkLoss(uint LossUnits, byte Flags = 0) : ITlv<UnidirectionalLinkLoss>
{
    public static ushort Code => 1117;

    public ushort Type => Code;

    public bool IsAnomalous => (Flags & 0x80) != 0;

    public static UnidirectionalLinkLoss Read(ref WireReader reader)
    {
        var flags = reader.U8();
        return new UnidirectionalLinkLoss(reader.U24(), flags);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.U24(LossUnits);
    }
}

/// <summary>RFC 8571 §2.5; bytes per second.</summary>
public sealed record UnidirectionalResidualBandwidth(float BytesPerSecond) : ITlv<UnidirectionalResidualBandwidth>
{
    public static ushort Code => 1118;

    public ushort Type => Code;

    public static UnidirectionalResidualBandwidth Read(ref WireReader reader) => new(reader.F32());

    public void Write(ref WireWriter writer) => writer.F32(BytesPerSecond);
}

/// <summary>RFC 8571 §2.6; bytes per second.</summary>
public sealed record UnidirectionalAvailableBandwidth(float BytesPerSecond) : ITlv<UnidirectionalAvailableBandwidth>
{
    public static ushort Code => 1119;

    public ushort Type => Code;

    public static UnidirectionalAvailableBandwidth Read(ref WireReader reader) => new(reader.F32());

    public void Write(ref WireWriter writer) => writer.F32(BytesPerSecond);
}

/// <summary>RFC 8571 §2.7; bytes per second.</summary>
public sealed record UnidirectionalUtilizedBandwidth(float BytesPerSecond) : ITlv<UnidirectionalUtilizedBandwidth>
{
    public static ushort Code => 1120;

    public ushort Type => Code;

    public static UnidirectionalUtilizedBandwidth Read(ref WireReader reader) => new(reader.F32());

    public void Write(ref WireWriter writer) => writer.F32(BytesPerSecond);
}
