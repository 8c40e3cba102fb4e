using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>
/// BANDWIDTH (RFC 5440 §7.7): <c>bandwidth:32</c>, IEEE 754 single precision, bytes per second. Type 1 is what is asked for, type 2 what an
/// existing LSP has.
/// </summary>
public sealed record BandwidthObject(float Bandwidth) : PcepObject
{
    public static readonly ObjectCode RequestedKey = new(5, 1);
    public static readonly ObjectCode ExistingKey = new(5, 2);

    public override ObjectCode Code => IsExisting ? ExistingKey : RequestedKey;

    /// <summary>Object-Type 2: the bandwidth of an LSP that is there already.</summary>
    [Shown]
    public bool IsExisting { get; init; }

    internal static BandwidthObject ReadRequested(ref WireReader body) => new(body.F32());

    internal static BandwidthObject ReadExisting(ref WireReader body) => new(body.F32()) { IsExisting = true };

    public override void WriteBody(ref WireWriter writer) => writer.F32(Bandwidth);
}

/// <summary>Flags of METRIC (RFC 5440 §7.8).</summary>
[Flags]
public enum MetricFlags : byte
{
    None = 0,

    /// <summary>B: the value is an upper bound.</summary>
    Bound = 1,

    /// <summary>C: the PCE must return the value that it computed.</summary>
    Computed = 2,
}

/// <summary>METRIC (RFC 5440 §7.8): <c>Reserved:16 Flags:8 Type:8 / metric-value:32</c>, IEEE 754 single precision.</summary>
public sealed record MetricObject(MetricType Type, float MetricValue, MetricFlags Flags = MetricFlags.None) : PcepObject
{
    public static readonly ObjectCode Key = new(6, 1);

    public override ObjectCode Code => Key;

    public ushort Reserved { get; init; }

    public bool IsBound => (Flags & MetricFlags.Bound) != 0;

    internal static MetricObject Read(ref WireReader body)
    {
        var first = body.U32();
        body.Noted(first >> 10);
        return new MetricObject((MetricType)(byte)first, body.F32(), (MetricFlags)(byte)(first >> 8)) { Reserved = (ushort)(first >> 16) };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U32(((uint)Reserved << 16) | ((uint)Flags << 8) | (byte)Type);
        writer.F32(MetricValue);
    }
}

/// <summary>Flags of LSPA (RFC 5440 §7.11).</summary>
[Flags]
public enum LspaFlags : byte
{
    None = 0,

    /// <summary>L: local protection desired.</summary>
    LocalProtection = 1,

    /// <summary>E: protection enforcement (RFC 9488 §5).</summary>
    ProtectionEnforcement = 2,
}

/// <summary>
/// LSPA (RFC 5440 §7.11): <c>Exclude-any:32 / Include-any:32 / Include-all:32 / Setup Prio:8 Holding Prio:8 Flags:8 Reserved:8 / TLVs</c>.
/// </summary>
public sealed record LspaObject(uint ExcludeAny, uint IncludeAny, uint IncludeAll) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(9, 1);

    public override ObjectCode Code => Key;

    [FieldName("setupPrio")]
    public byte SetupPriority { get; init; } = 7;

    [FieldName("holdingPrio")]
    public byte HoldingPriority { get; init; } = 7;

    public LspaFlags Flags { get; init; }

    public byte Reserved { get; init; }

    internal static LspaObject Read(ref WireReader body) => new(body.U32(), body.U32(), body.U32())
    {
        SetupPriority = body.U8(),
        HoldingPriority = body.U8(),
        Flags = (LspaFlags)body.U8(),
        Reserved = body.Reserved8(),
        Tlvs = PaddedTlvs.Read(ref body),
    };

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U32(ExcludeAny);
        writer.U32(IncludeAny);
        writer.U32(IncludeAll);
        writer.U8(SetupPriority);
        writer.U8(HoldingPriority);
        writer.U8((byte)Flags);
        writer.U8(Reserved);
        WriteTlvs(ref writer);
    }
}

/// <summary>OF (RFC 5541 §3.1): <c>OF Code:16 Reserved:16 / TLVs</c>.</summary>
public sealed record OfObject(ObjectiveFunction OfCode) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(21, 1);

    public override ObjectCode Code => Key;

    public ushort Reserved { get; init; }

    internal static OfObject Read(ref WireReader body) =>
        new((ObjectiveFunction)body.U16()) { Reserved = body.Reserved16(), Tlvs = PaddedTlvs.Read(ref body) };

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U16((ushort)OfCode);
        writer.U16(Reserved);
        WriteTlvs(ref writer);
    }
}

/// <summary>VENDOR-INFORMATION (RFC 7470 §4): <c>Enterprise Number:32 / data</c>.</summary>
public sealed record VendorInformationObject(uint EnterpriseNumber, ValueList<byte> Data) : PcepObject
{
    public static readonly ObjectCode Key = new(34, 1);

    public override ObjectCode Code => Key;

    /// <summary>What it says of an SR Policy, where it is of the form that enterprise 9 uses.</summary>
    [Shown]
    public CiscoPolicy? CiscoPolicy => CiscoPolicy.Read(EnterpriseNumber, Data);

    internal static VendorInformationObject Read(ref WireReader body) => new(body.U32(), ValueList.Create(body.Rest()));

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U32(EnterpriseNumber);
        writer.Bytes(Data.Span);
    }
}
