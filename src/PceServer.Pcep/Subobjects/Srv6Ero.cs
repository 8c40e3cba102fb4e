using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Flags of SRv6-ERO, 12 bits (RFC 9603 §4.3.1; A from RFC 9933 §4.3).</summary>
[Flags]
public enum Srv6EroFlags : ushort
{
    None = 0,

    /// <summary>S: there is no SID.</summary>
    SidAbsent = 1,

    /// <summary>F: there is no NAI.</summary>
    NaiAbsent = 2,

    /// <summary>T: the structure of the SID is present.</summary>
    StructurePresent = 4,

    /// <summary>V: the head-end verifies the SID.</summary>
    Verify = 8,

    /// <summary>A: the algorithm field is valid.</summary>
    AlgorithmValid = 16,
}

/// <summary>
/// SRv6-ERO, and SRv6-RRO in an RRO (RFC 9603 §4.3.1): <c>L:1 Type:7 Length:8 NT:4 Flags:12 / Reserved:8 Algorithm:8 Behavior:16 / [SID:128] / [NAI] /
/// [LB:8 LN:8 Fun:8 Arg:8 / Reserved:24 Flags:8]</c>.
/// </summary>
public sealed record Srv6Ero : Subobject
{
    public const byte Code = 40;

    public override byte Type => Code;

    /// <summary>All 12 bits; they decide what is written.</summary>
    public Srv6EroFlags Flags { get; init; }

    public NaiType NaiType { get; init; }

    public byte Reserved { get; init; }

    /// <summary>Meant only with the A flag (RFC 9933 §4.3).</summary>
    public byte Algorithm { get; init; }

    /// <summary>SRv6 Endpoint Behavior; 0xFFFF where it is not known.</summary>
    public ushort EndpointBehavior { get; init; } = 0xFFFF;

    public Ipv6Address Sid { get; init; }

    public Nai? Nai { get; init; }

    public SidStructure Structure { get; init; }

    /// <summary>Reserved and flag bits after the structure.</summary>
    public uint StructureReserved { get; init; }

    public static Srv6Ero FromSid(Ipv6Address sid, ushort behavior = 0xFFFF, Nai? nai = null, SidStructure? structure = null) => new()
    {
        Flags = (nai is null ? Srv6EroFlags.NaiAbsent : 0) | (structure is null ? 0 : Srv6EroFlags.StructurePresent),
        NaiType = nai?.Type ?? NaiType.Absent,
        EndpointBehavior = behavior,
        Sid = sid,
        Nai = nai,
        Structure = structure ?? default,
    };

    internal static Srv6Ero Read(bool loose, ref WireReader body, SubobjectContext context)
    {
        var first = body.U16();
        var flags = (Srv6EroFlags)(first & 0xFFF);
        var naiType = (NaiType)(first >> 12);
        var second = body.U32();
        Srv6EroRules.Check(naiType, flags, ref body, context);
        var sid = (flags & Srv6EroFlags.SidAbsent) == 0 ? body.Ipv6() : default;
        var nai = (flags & Srv6EroFlags.NaiAbsent) == 0 ? Nai.Read(naiType, ref body) : null;
        var hasStructure = (flags & Srv6EroFlags.StructurePresent) != 0;
        var structure = hasStructure ? new SidStructure(body.U8(), body.U8(), body.U8(), body.U8()) : default;
        if (structure.IsTooLong)
            body.Fail("SRv6 SID structure of more than 128 bits", body.Offset - 4, PcepErrors.BadSidStructure.Wire);
        return new Srv6Ero
        {
            Loose = loose,
            Flags = flags,
            NaiType = naiType,
            Reserved = (byte)body.Noted(second >> 24),
            Algorithm = (byte)(second >> 16),
            EndpointBehavior = (ushort)second,
            Sid = sid,
            Nai = nai,
            Structure = structure,
            StructureReserved = hasStructure ? body.U32() : 0,
        };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U16((ushort)(((int)NaiType << 12) | ((int)Flags & 0xFFF)));
        writer.U32(((uint)Reserved << 24) | ((uint)Algorithm << 16) | EndpointBehavior);
        if ((Flags & Srv6EroFlags.SidAbsent) == 0)
            writer.Ipv6(Sid);
        if ((Flags & Srv6EroFlags.NaiAbsent) == 0)
            Nai?.Write(ref writer);
        if ((Flags & Srv6EroFlags.StructurePresent) == 0)
            return;
        writer.U8(Structure.LocatorBlock);
        writer.U8(Structure.LocatorNode);
        writer.U8(Structure.Function);
        writer.U8(Structure.Argument);
        writer.U32(StructureReserved);
    }
}
