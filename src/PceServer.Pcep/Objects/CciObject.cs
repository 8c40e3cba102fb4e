using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Flags of CCI for MPLS labels (RFC 9050 §7.3.1).</summary>
[Flags]
public enum CciFlags : ushort
{
    None = 0,

    /// <summary>O: the label is an outgoing one.</summary>
    OutLabel = 1,

    /// <summary>C: the PCC allocates the label.</summary>
    PccAllocation = 2,
}

/// <summary>CCI for MPLS labels (RFC 9050 §7.3.1): <c>CC-ID:32 / Reserved:16 Flags:16 / Label:20 Reserved:12 / TLVs</c>.</summary>
public sealed record CciObject(uint CcId, uint Label, CciFlags Flags) : PcepTlvObject
{
    public static readonly ObjectCode Key = new(44, 1);

    public override ObjectCode Code => Key;

    public ushort Reserved { get; init; }

    /// <summary>The 12 bits after the label.</summary>
    public ushort LabelReserved { get; init; }

    internal static CciObject Read(ref WireReader body)
    {
        var id = body.U32();
        var reserved = body.Reserved16();
        var flags = (CciFlags)body.U16();
        var label = body.U32();
        return new CciObject(id, label >> 12, flags) { Reserved = reserved, LabelReserved = (ushort)body.Noted(label & 0xFFF), Tlvs = PaddedTlvs.Read(ref body) };
    }

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U32(CcId);
        writer.U16(Reserved);
        writer.U16((ushort)Flags);
        writer.U32((Label << 12) | (uint)(LabelReserved & 0xFFF));
        WriteTlvs(ref writer);
    }
}
