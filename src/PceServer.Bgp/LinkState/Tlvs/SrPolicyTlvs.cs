using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>
/// Binding SID in use and as asked for: <c>Flags:16 Reserved:16 BSID SpecifiedBSID</c>, each 32 bits with a label in the top 20, or 128 with flag
/// 0x8000 D (RFC 9857 §5.1).
/// </summary>
public sealed record SrBindingSid(ushort Flags, UInt128 BindingSid, UInt128 SpecifiedBindingSid, ushort Reserved = 0) : ITlv<SrBindingSid>
{
    public static ushort Code => 1201;

    public ushort Type => Code;

    public bool IsSrv6 => (Flags & 0x8000) != 0;

    public static SrBindingSid Read(ref WireReader reader)
    {
        var flags = reader.U16();
        var reserved = reader.U16();
        var isSrv6 = (flags & 0x8000) != 0;
        UInt128 sid = isSrv6 ? reader.U128() : reader.U32();
        return new SrBindingSid(flags, sid, isSrv6 ? reader.U128() : reader.U32(), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U16(Flags);
        writer.U16(Reserved);
        TlvWriting.Address(ref writer, BindingSid, IsSrv6);
        TlvWriting.Address(ref writer, SpecifiedBindingSid, IsSrv6);
    }
}

/// <summary>
/// SRv6 binding SID in use and as asked for, with endpoint behaviour and structure as sub-TLVs; the TLV repeats (RFC 9857 §5.2). Flags B
/// (allocated), U (the one asked for is not available), F (fallback) from the top.
/// </summary>
public sealed record Srv6BindingSid(
    ushort Flags, Ipv6Address BindingSid, Ipv6Address SpecifiedBindingSid, ValueList<ITlv> SubTlvs, ushort Reserved = 0) : ITlv<Srv6BindingSid>
{
    public static ushort Code => 1212;

    public ushort Type => Code;

    public static Srv6BindingSid Read(ref WireReader reader)
    {
        var flags = reader.U16();
        var reserved = reader.U16();
        return new Srv6BindingSid(
            flags, new Ipv6Address(reader.U128()), new Ipv6Address(reader.U128()),
            NestedTlvs.Read(ref reader, LinkStateTlvTables.Srv6SubTlvs), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U16(Flags);
        writer.U16(Reserved);
        writer.U128(BindingSid.Value);
        writer.U128(SpecifiedBindingSid.Value);
        NestedTlvs.Write(ref writer, SubTlvs);
    }
}

/// <summary><c>Priority:8 Reserved:8 Flags:16 Preference:32</c>; flags S, A, B, E, V, O, D, C, I, T, U from the top (RFC 9857 §5.3).</summary>
public sealed record SrCandidatePathState(byte Priority, ushort Flags, uint Preference, byte Reserved = 0) : ITlv<SrCandidatePathState>
{
    public static ushort Code => 1202;

    public ushort Type => Code;

    public static SrCandidatePathState Read(ref WireReader reader)
    {
        var priority = reader.U8();
        var reserved = reader.U8();
        return new SrCandidatePathState(priority, reader.U16(), reader.U32(), reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8(Priority);
        writer.U8(Reserved);
        writer.U16(Flags);
        writer.U32(Preference);
    }
}

/// <summary>Symbolic name of the candidate path (RFC 9857 §5.5).</summary>
public sealed record SrCandidatePathName(ValueList<byte> Octets) : ITlv<SrCandidatePathName>
{
    public static ushort Code => 1203;

    public ushort Type => Code;

    public string Text => WireText.Show(Octets.Span);

    public static SrCandidatePathName Read(ref WireReader reader) => new(ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer) => writer.Bytes(Octets.Span);
}

/// <summary>Name of the SR policy (RFC 9857 §5.4).</summary>
public sealed record SrPolicyName(ValueList<byte> Octets) : ITlv<SrPolicyName>
{
    public static ushort Code => 1213;

    public ushort Type => Code;

    public string Text => WireText.Show(Octets.Span);

    public static SrPolicyName Read(ref WireReader reader) => new(ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer) => writer.Bytes(Octets.Span);
}

/// <summary><c>Flags:16 Reserved:16 MTID:16 Algorithm:8 Reserved:8</c> and constraint sub-TLVs (RFC 9857 §5.6).</summary>
public sealed record SrCandidatePathConstraints(
    ushort Flags, ushort MultiTopologyId, byte Algorithm, ValueList<ITlv> SubTlvs, ushort Reserved1 = 0, byte Reserved2 = 0) : ITlv<SrCandidatePathConstraints>
{
    public static ushort Code => 1204;

    public ushort Type => Code;

    public static SrCandidatePathConstraints Read(ref WireReader reader)
    {
        var flags = reader.U16();
        var reserved1 = reader.U16();
        var topology = reader.U16();
        var algorithm = reader.U8();
        var reserved2 = reader.U8();
        var subTlvs = NestedTlvs.Read(ref reader, LinkStateTlvTables.CandidatePathConstraintSubTlvs);
        return new SrCandidatePathConstraints(flags, topology, algorithm, subTlvs, reserved1, reserved2);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U16(Flags);
        writer.U16(Reserved1);
        writer.U16(MultiTopologyId);
        writer.U8(Algorithm);
        writer.U8(Reserved2);
        NestedTlvs.Write(ref writer, SubTlvs);
    }
}

/// <summary><c>Flags:16 Reserved:16 MTID:16 Algorithm:8 Reserved:8 Weight:32</c> and segments, metrics, bandwidth as sub-TLVs (RFC 9857 §5.7).</summary>
public sealed record SrSegmentList(
    ushort Flags, ushort MultiTopologyId, byte Algorithm, uint Weight, ValueList<ITlv> SubTlvs, ushort Reserved1 = 0, byte Reserved2 = 0) : ITlv<SrSegmentList>
{
    public static ushort Code => 1205;

    public ushort Type => Code;

    public static SrSegmentList Read(ref WireReader reader)
    {
        var flags = reader.U16();
        var reserved1 = reader.U16();
        var topology = reader.U16();
        var algorithm = reader.U8();
        var reserved2 = reader.U8();
        var weight = reader.U32();
        var subTlvs = NestedTlvs.Read(ref reader, LinkStateTlvTables.SegmentListSubTlvs);
        return new SrSegmentList(flags, topology, algorithm, weight, subTlvs, reserved1, reserved2);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U16(Flags);
        writer.U16(Reserved1);
        writer.U16(MultiTopologyId);
        writer.U8(Algorithm);
        writer.U8(Reserved2);
        writer.U32(Weight);
        NestedTlvs.Write(ref writer, SubTlvs);
    }
}
