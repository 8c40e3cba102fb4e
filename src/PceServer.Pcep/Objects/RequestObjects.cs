using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Flags of RP; bits 0 to 2 hold the priority (RFC 5440 §7.4.1).</summary>
[Flags]
public enum RpFlags : uint
{
    None = 0,
    Reoptimization = 1u << 3,
    Bidirectional = 1u << 4,
    LooseAccepted = 1u << 5,
    Vspt = 1u << 6,
    SupplyOf = 1u << 7,
    PathKey = 1u << 8,
    ReportOrder = 1u << 9,
    MakeBeforeBreak = 1u << 10,
    EroCompression = 1u << 11,
    P2mp = 1u << 12,
    Fragmentation = 1u << 13,
}

/// <summary>RP (RFC 5440 §7.4): <c>Flags:32 (priority in the last three bits) / Request-ID-number:32 / TLVs</c>. P is set in PCReq and PCRep.</summary>
public sealed record RpObject : PcepTlvObject
{
    public static readonly ObjectCode Key = new(2, 1);

    public RpObject(RequestId requestId, RpFlags flags = RpFlags.None)
    {
        RequestId = requestId;
        Flags = flags;
        HeaderFlags = ObjectFlags.ProcessingRule;
    }

    public override ObjectCode Code => Key;

    [FieldName("requestIdNumber")]
    public RequestId RequestId { get; init; }

    /// <summary>All 32 bits, priority and reserved ones included.</summary>
    public RpFlags Flags { get; init; }

    /// <summary>0 = none given, 1 lowest to 7 highest.</summary>
    [Shown]
    public byte Priority => (byte)((uint)Flags & 7);

    public PathSetup PathSetup => Tlv<PathSetupType>()?.Pst ?? PathSetup.RsvpTe;

    internal static RpObject Read(ref WireReader body)
    {
        var flags = (RpFlags)body.U32();
        return new RpObject(new RequestId(body.U32()), flags) { Tlvs = PaddedTlvs.Read(ref body) };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U32((uint)Flags);
        writer.U32(RequestId.Value);
        WriteTlvs(ref writer);
    }
}

/// <summary>NO-PATH (RFC 5440 §7.5): <c>Nature of Issue:8 Flags:16 (C = bit 0) Reserved:8 / TLVs</c>.</summary>
public sealed record NoPathObject(byte NatureOfIssue = 0) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(3, 1);

    private const ushort ConstraintsFollow = 0x8000;

    public override ObjectCode Code => Key;

    public ushort Flags { get; init; }

    public byte Reserved { get; init; }

    /// <summary>C flag: the constraints that could not be met follow.</summary>
    [Shown]
    public bool UnsatisfiedConstraints
    {
        get => (Flags & ConstraintsFollow) != 0;
        init => Flags = (ushort)(value ? Flags | ConstraintsFollow : Flags & ~ConstraintsFollow);
    }

    public NoPathReasons Reasons => Tlv<NoPathVector>()?.Flags ?? NoPathReasons.None;

    internal static NoPathObject Read(ref WireReader body) =>
        new(body.U8()) { Flags = body.U16(), Reserved = body.Reserved8(), Tlvs = PaddedTlvs.Read(ref body) };

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U8(NatureOfIssue);
        writer.U16(Flags);
        writer.U8(Reserved);
        WriteTlvs(ref writer);
    }
}

/// <summary>Flags of SVEC (RFC 5440 §7.13).</summary>
[Flags]
public enum SvecFlags : uint
{
    None = 0,
    LinkDiverse = 1u << 0,
    NodeDiverse = 1u << 1,
    SrlgDiverse = 1u << 2,
    LinkDirectionDiverse = 1u << 3,
    PartialPathDiverse = 1u << 4,
    DomainDiverse = 1u << 5,
}

/// <summary>SVEC (RFC 5440 §7.13): <c>Reserved:8 Flags:24 / Request-ID-number:32 *</c>.</summary>
public sealed record SvecObject(SvecFlags Flags, [property: FieldName("requestIdNumbers")] ValueList<RequestId> RequestIds) : PcepObject
{
    public static readonly ObjectCode Key = new(11, 1);

    public override ObjectCode Code => Key;

    internal static SvecObject Read(ref WireReader body)
    {
        var flags = body.U32();
        body.Noted(flags >> 24);
        var ids = new RequestId[body.Remaining / 4];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = new RequestId(body.U32());
        return new SvecObject((SvecFlags)flags, ValueList.Own(ids));
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U32((uint)Flags);
        foreach (var id in RequestIds.Span)
            writer.U32(id.Value);
    }
}
