using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>PATH-ATTRIB (draft-ietf-pce-multipath): <c>Flags:29 O:3 / Path ID:32 / TLVs</c>; stands before the ERO or RRO that it is about.</summary>
public sealed record PathAttribObject(PathId PathId) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(45, 1);

    public override ObjectCode Code => Key;

    /// <summary>All 32 bits, the operational state included.</summary>
    public uint Flags { get; init; }

    [Shown]
    public OperationalState Operational
    {
        get => (OperationalState)(Flags & 7);
        init => Flags = (Flags & ~7u) | ((uint)value & 7);
    }

    internal static PathAttribObject Read(ref WireReader body)
    {
        var flags = body.U32();
        return new PathAttribObject(new PathId(body.U32())) { Flags = flags, Tlvs = PaddedTlvs.Read(ref body) };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U32(Flags);
        writer.U32(PathId.Value);
        WriteTlvs(ref writer);
    }
}
