using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Flags of PATH-ATTRIB (RFC 10066); the last three bits hold the operational state.</summary>
[Flags]
public enum PathAttribFlags : uint
{
    None = 0,

    /// <summary>R: the path leads from the destination of the LSP to its source, and only informs the PCC.</summary>
    Reverse = 8,
}

/// <summary>PATH-ATTRIB (RFC 10066): <c>Flags:28 R:1 O:3 / Path ID:32 / TLVs</c>; stands before the ERO or RRO that it is about.</summary>
public sealed record PathAttribObject(PathId PathId) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(45, 1);

    public override ObjectCode Code => Key;

    /// <summary>All 32 bits, the operational state included.</summary>
    public PathAttribFlags Flags { get; init; }

    [Shown]
    public OperationalState Operational
    {
        get => (OperationalState)((uint)Flags & 7);
        init => Flags = (PathAttribFlags)(((uint)Flags & ~7u) | ((uint)value & 7));
    }

    internal static PathAttribObject Read(ref WireReader body)
    {
        var flags = (PathAttribFlags)body.U32();
        return new PathAttribObject(new PathId(body.U32())) { Flags = flags, Tlvs = PaddedTlvs.Read(ref body) };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U32((uint)Flags);
        writer.U32(PathId.Value);
        WriteTlvs(ref writer);
    }
}
