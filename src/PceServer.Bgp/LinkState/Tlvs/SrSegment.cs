using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>Segment types A to K (RFC 9857 §5.7.1.1, RFC 9256 §4).</summary>
public enum SrSegmentType : byte
{
    MplsLabel = 1, Srv6Sid = 2, Ipv4Node = 3, Ipv6Node = 4, Ipv4NodeInterface = 5, Ipv4Link = 6, Ipv6NodeInterfaces = 7, Ipv6Link = 8,
    Srv6Node = 9, Srv6NodeInterfaces = 10, Srv6Link = 11,
}

/// <summary>
/// What names a segment beside its SID: which of the fields there are, the type says (RFC 9857 §5.7.1.1). IPv4 addresses stand in the low 32 bits.
/// </summary>
public sealed record SrSegmentDescriptor
{
    /// <summary>Valid only with the A flag of the segment.</summary>
    public byte? Algorithm { get; init; }

    /// <summary>The node, or the local end of the link.</summary>
    public UInt128? Address { get; init; }
    public uint? Interface { get; init; }

    /// <summary>The remote end of the link; zero when not used.</summary>
    public UInt128? RemoteAddress { get; init; }
    public uint? RemoteInterface { get; init; }
}

/// <summary>
/// One segment: <c>SegmentType:8 Reserved:8 Flags:16</c>, the SID (a label in the top 20 of 32 bits, or an SRv6 SID), its descriptor and sub-TLVs
/// (RFC 9857 §5.7.1). Flags S (SID is there), E (explicit), V (verified), R (resolved), A (algorithm is valid) from the top.
/// </summary>
/// <param name="Sid">Null where the value ends before it, as some speakers send a segment without SID.</param>
/// <param name="Descriptor">Null where the value ends before it.</param>
/// <param name="Unknown">Everything behind the flags of a type that is not known here.</param>
public sealed record SrSegment(
    SrSegmentType SegmentType, ushort Flags, UInt128? Sid, SrSegmentDescriptor? Descriptor, ValueList<ITlv> SubTlvs = default,
    ValueList<byte> Unknown = default, byte Reserved = 0) : ITlv<SrSegment>
{
    public static ushort Code => 1206;

    public ushort Type => Code;

    public bool HasSid => (Flags & 0x8000) != 0;

    /// <summary>The label of an SR-MPLS segment.</summary>
    public uint? Label => Sid is { } sid && SrSegmentShape.Of(SegmentType) is { SidOctets: 4 } ? (uint)sid >> 12 : null;

    /// <summary>A segment that is a label and nothing else.</summary>
    public static SrSegment OfLabel(uint label, byte algorithm = 0) =>
        new(SrSegmentType.MplsLabel, 0x8000, label << 12, new SrSegmentDescriptor { Algorithm = algorithm });

    public static SrSegment Read(ref WireReader reader)
    {
        var type = (SrSegmentType)reader.U8();
        var reserved = reader.U8();
        var flags = reader.U16();
        if (SrSegmentShape.Of(type) is not { } shape)
            return new SrSegment(type, flags, null, null, default, ValueList.Create(reader.Rest()), reserved);
        UInt128? sid = reader.More ? Octets(ref reader, shape.SidOctets) : null;
        var descriptor = reader.More ? shape.Read(ref reader) : null;
        return new SrSegment(type, flags, sid, descriptor, NestedTlvs.Read(ref reader, LinkStateTlvTables.Srv6SubTlvs), default, reserved);
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8((byte)SegmentType);
        writer.U8(Reserved);
        writer.U16(Flags);
        if (SrSegmentShape.Of(SegmentType) is not { } shape)
        {
            writer.Bytes(Unknown.Span);
            return;
        }
        if (Sid is { } sid)
            TlvWriting.Address(ref writer, sid, shape.SidOctets == 16);
        if (Descriptor is { } descriptor)
            shape.Write(ref writer, descriptor);
        NestedTlvs.Write(ref writer, SubTlvs);
    }

    internal static UInt128 Octets(ref WireReader reader, int octets) => octets == 16 ? reader.U128() : reader.U32();
}

/// <summary>Which fields a segment type has (RFC 9857 §5.7.1.1.1 to §5.7.1.1.11).</summary>
/// <param name="AddressOctets">Zero where the descriptor is the algorithm alone.</param>
internal readonly record struct SrSegmentShape(int SidOctets, bool HasAlgorithm, int AddressOctets, bool HasInterface, bool HasRemote)
{
    public static SrSegmentShape? Of(SrSegmentType type) => type switch
    {
        SrSegmentType.MplsLabel => new(4, true, 0, false, false),
        SrSegmentType.Srv6Sid => new(16, true, 0, false, false),
        SrSegmentType.Ipv4Node => new(4, true, 4, false, false),
        SrSegmentType.Ipv6Node => new(4, true, 16, false, false),
        SrSegmentType.Ipv4NodeInterface => new(4, false, 4, true, false),
        SrSegmentType.Ipv4Link => new(4, false, 4, false, true),
        SrSegmentType.Ipv6NodeInterfaces => new(4, false, 16, true, true),
        SrSegmentType.Ipv6Link => new(4, false, 16, false, true),
        SrSegmentType.Srv6Node => new(16, true, 16, false, false),
        SrSegmentType.Srv6NodeInterfaces => new(16, false, 16, true, true),
        SrSegmentType.Srv6Link => new(16, false, 16, false, true),
        _ => null,
    };

    public SrSegmentDescriptor Read(ref WireReader reader) => new()
    {
        Algorithm = HasAlgorithm ? reader.U8() : null,
        Address = AddressOctets > 0 ? SrSegment.Octets(ref reader, AddressOctets) : null,
        Interface = HasInterface ? reader.U32() : null,
        RemoteAddress = HasRemote ? SrSegment.Octets(ref reader, AddressOctets) : null,
        RemoteInterface = HasInterface && HasRemote ? reader.U32() : null,
    };

    public void Write(ref WireWriter writer, SrSegmentDescriptor descriptor)
    {
        if (HasAlgorithm)
            writer.U8(descriptor.Algorithm ?? 0);
        if (AddressOctets > 0)
            TlvWriting.Address(ref writer, descriptor.Address ?? 0, AddressOctets == 16);
        if (HasInterface)
            writer.U32(descriptor.Interface ?? 0);
        if (HasRemote)
            TlvWriting.Address(ref writer, descriptor.RemoteAddress ?? 0, AddressOctets == 16);
        if (HasInterface && HasRemote)
            writer.U32(descriptor.RemoteInterface ?? 0);
    }
}
