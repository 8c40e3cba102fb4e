using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>LOAD-BALANCING (RFC 5440 §7.16): <c>Reserved:16 Flags:8 Max-LSP:8 / Min-Bandwidth:32</c>, bytes per second.</summary>
public sealed record LoadBalancingObject(byte MaxLsp, float MinBandwidth) : PcepObject
{
    public static readonly ObjectCode Key = new(14, 1);

    public override ObjectCode Code => Key;

    public ushort Reserved { get; init; }

    public byte Flags { get; init; }

    internal static LoadBalancingObject Read(ref WireReader body)
    {
        var reserved = body.Reserved16();
        var flags = body.U8();
        return new LoadBalancingObject(body.U8(), body.F32()) { Reserved = reserved, Flags = flags };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U16(Reserved);
        writer.U8(Flags);
        writer.U8(MaxLsp);
        writer.F32(MinBandwidth);
    }
}

/// <summary>CLASSTYPE (RFC 5455 §3.1): <c>Reserved:29 CT:3</c>; class type 0 is never sent. P is always set.</summary>
public sealed record ClassTypeObject : PcepObject
{
    public static readonly ObjectCode Key = new(22, 1);

    public ClassTypeObject(byte classType)
    {
        ClassType = classType;
        HeaderFlags = ObjectFlags.ProcessingRule;
    }

    /// <summary>1 to 7.</summary>
    public byte ClassType { get; init; }

    public override ObjectCode Code => Key;

    /// <summary>The upper 29 bits.</summary>
    public uint Reserved { get; init; }

    internal static ClassTypeObject Read(ref WireReader body)
    {
        var word = body.U32();
        return new ClassTypeObject((byte)(word & 7)) { Reserved = body.Noted(word >> 3) };
    }

    public override void WriteBody(ref WireWriter writer) => writer.U32((Reserved << 3) | (uint)(ClassType & 7));
}

/// <summary>GLOBAL-CONSTRAINTS (RFC 5557 §5.5): <c>MH:8 MU:8 mU:8 OB:8 / TLVs</c>; hops, and percentages of utilization and overbooking.</summary>
public sealed record GlobalConstraintsObject(byte MaxHop, byte MaxUtilization, byte MinUtilization, byte OverbookingFactor) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(24, 1);

    public override ObjectCode Code => Key;

    internal static GlobalConstraintsObject Read(ref WireReader body) =>
        new(body.U8(), body.U8(), body.U8(), body.U8()) { Tlvs = PaddedTlvs.Read(ref body) };

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U8(MaxHop);
        writer.U8(MaxUtilization);
        writer.U8(MinUtilization);
        writer.U8(OverbookingFactor);
        WriteTlvs(ref writer);
    }
}

/// <summary>What a BU object bounds (RFC 8233 §3.2.3).</summary>
public enum BandwidthUtilizationType : byte
{
    Link = 1,
    ReservedLink = 2,
}

/// <summary>BU (RFC 8233 §3.2.3): <c>Reserved:24 Type:8 / Bandwidth Utilization:32</c>, percent.</summary>
public sealed record BandwidthUtilizationObject(BandwidthUtilizationType Type, float BandwidthUtilization) : PcepObject
{
    public static readonly ObjectCode Key = new(35, 1);

    public override ObjectCode Code => Key;

    public uint Reserved { get; init; }

    internal static BandwidthUtilizationObject Read(ref WireReader body)
    {
        var reserved = body.Reserved24();
        return new BandwidthUtilizationObject((BandwidthUtilizationType)body.U8(), body.F32()) { Reserved = reserved };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U24(Reserved);
        writer.U8((byte)Type);
        writer.F32(BandwidthUtilization);
    }
}
