using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Bits of MULTIPATH-CAP (RFC 10066).</summary>
[Flags]
public enum MultipathCapabilities : ushort
{
    None = 0,

    /// <summary>W.</summary>
    Weight = 1,

    /// <summary>O.</summary>
    OppositeDirection = 4,

    /// <summary>F.</summary>
    ForwardClass = 8,

    /// <summary>C.</summary>
    Composite = 16,
}

/// <summary>MULTIPATH-CAP, in OPEN and LSP: <c>Number of Multipaths:16 Flags:16</c>; zero paths state no limit (RFC 10066).</summary>
public sealed record MultipathCap(ushort NumberOfMultipaths, MultipathCapabilities Flags) : ITlv<MultipathCap>
{
    public static ushort Code => 60;

    public ushort Type => Code;

    public static MultipathCap Read(ref WireReader reader) => new(reader.U16(), (MultipathCapabilities)reader.U16());

    public void Write(ref WireWriter writer)
    {
        writer.U16(NumberOfMultipaths);
        writer.U16((ushort)Flags);
    }
}

/// <summary>MULTIPATH-WEIGHT: share of the traffic; 1 where the TLV is absent (RFC 10066).</summary>
public sealed record MultipathWeight(uint Weight) : ITlv<MultipathWeight>
{
    public static ushort Code => 61;

    public ushort Type => Code;

    public static MultipathWeight Read(ref WireReader reader) => new(reader.U32());

    public void Write(ref WireWriter writer) => writer.U32(Weight);
}

/// <summary>Bits of MULTIPATH-BACKUP.</summary>
[Flags]
public enum MultipathBackupFlags : ushort
{
    None = 0,

    /// <summary>B: carries no traffic before the paths that it protects fail.</summary>
    PureBackup = 1,
}

/// <summary>
/// MULTIPATH-BACKUP: <c>Backup Path Count:16 Flags:16 / Backup Path ID:32 *</c>, the paths that back this one up. Routers built on the drafts send it;
/// RFC 10066 gives it no capability bit any more.
/// </summary>
public sealed record MultipathBackup(MultipathBackupFlags Flags, ValueList<PathId> BackupPathIds) : ITlv<MultipathBackup>
{
    public static ushort Code => 62;

    public ushort Type => Code;

    public static MultipathBackup Read(ref WireReader reader)
    {
        int count = reader.U16();
        var flags = (MultipathBackupFlags)reader.U16();
        if (count * 4 != reader.Remaining)
            reader.Fail($"MULTIPATH-BACKUP counts {count} paths in {reader.Remaining} octets");
        var ids = new PathId[reader.Remaining / 4];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = new PathId(reader.U32());
        return new MultipathBackup(flags, ValueList.Own(ids));
    }

    public void Write(ref WireWriter writer)
    {
        writer.U16((ushort)BackupPathIds.Count);
        writer.U16((ushort)Flags);
        foreach (var id in BackupPathIds.Span)
            writer.U32(id.Value);
    }
}

/// <summary>Bits of MULTIPATH-OPPDIR-PATH (RFC 10066).</summary>
[Flags]
public enum OppositeDirectionFlags : ushort
{
    None = 0,

    /// <summary>N.</summary>
    NodeCorouted = 1,

    /// <summary>L.</summary>
    LinkCorouted = 2,
}

/// <summary>MULTIPATH-OPPDIR-PATH: <c>Reserved:16 Flags:16 / Path ID:32</c>, the path of the other direction (RFC 10066).</summary>
public sealed record MultipathOppositeDirection(
    OppositeDirectionFlags Flags,
    [property: FieldName("oppositeDirectionPathId")] PathId OppositePathId) : ITlv<MultipathOppositeDirection>
{
    public static ushort Code => 63;

    public ushort Type => Code;

    public ushort Reserved { get; init; }

    public static MultipathOppositeDirection Read(ref WireReader reader)
    {
        var reserved = reader.Reserved16();
        return new MultipathOppositeDirection((OppositeDirectionFlags)reader.U16(), new PathId(reader.U32())) { Reserved = reserved };
    }

    public void Write(ref WireWriter writer)
    {
        writer.U16(Reserved);
        writer.U16((ushort)Flags);
        writer.U32(OppositePathId.Value);
    }
}
