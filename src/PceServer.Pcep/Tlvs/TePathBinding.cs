using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Binding Type of TE-PATH-BINDING (RFC 9604 §4).</summary>
public enum BindingType : byte
{
    MplsLabel = 0,
    MplsLabelStackEntry = 1,
    Srv6Sid = 2,
    Srv6SidWithStructure = 3,
}

/// <summary>Bits of TE-PATH-BINDING (RFC 9604 §4).</summary>
[Flags]
public enum BindingFlags : byte
{
    None = 0,

    /// <summary>R: the binding is removed.</summary>
    Removal = 0x80,
}

/// <summary>
/// TE-PATH-BINDING (RFC 9604 §4): <c>BT:8 Flags:8 Reserved:16 / value</c>; no value asks the receiver to allocate one (RFC 9604 §5). The value has 3 octets
/// (<c>Label:20</c> and four zero bits), 4 (label stack entry), 16 (SRv6 SID) or 24 (SID, <c>Reserved:16 Behavior:16 / LB:8 LN:8 Fun:8 Arg:8</c>).
/// </summary>
public sealed record TePathBinding(BindingType BindingType, BindingFlags Flags, ValueList<byte> BindingValue) : ITlv<TePathBinding>
{
    public static ushort Code => 55;

    public ushort Type => Code;

    public ushort Reserved { get; init; }

    /// <summary>The label of the two MPLS forms.</summary>
    [Shown]
    public uint? Label => (BindingType, BindingValue.Count) switch
    {
        (BindingType.MplsLabel, 3) => new WireReader(BindingValue.Span).U24() >> 4,
        (BindingType.MplsLabelStackEntry, 4) => new WireReader(BindingValue.Span).U32() >> 12,
        _ => null,
    };

    /// <summary>The SID of the two SRv6 forms.</summary>
    [Shown]
    public Ipv6Address? Sid => BindingValue.Count is 16 or 24 ? new WireReader(BindingValue.Span).Ipv6() : null;

    /// <summary>The structure of the last form.</summary>
    [Shown]
    public SidStructure? Structure => BindingValue.Count == 24
        ? new SidStructure(BindingValue[20], BindingValue[21], BindingValue[22], BindingValue[23])
        : null;

    /// <summary>A label in the form of 20 bits.</summary>
    public static TePathBinding ForLabel(uint label, BindingFlags flags = BindingFlags.None) =>
        new(BindingType.MplsLabel, flags, [(byte)(label >> 12), (byte)(label >> 4), (byte)(label << 4)]);

    /// <summary>Asks the receiver to allocate a binding of this type.</summary>
    public static TePathBinding Allocate(BindingType type) => new(type, BindingFlags.None, default);

    public static TePathBinding Read(ref WireReader reader)
    {
        var type = (BindingType)reader.U8();
        var flags = (BindingFlags)reader.U8();
        var reserved = reader.Reserved16();
        if (reader.Remaining != 0 && Octets(type) is { } octets && octets != reader.Remaining)
            reader.Fail($"TE-PATH-BINDING of type {(int)type} with {reader.Remaining} octets, not {octets}");
        var binding = new TePathBinding(type, flags, ValueList.Create(reader.Rest())) { Reserved = reserved };
        if (binding.Structure is { IsTooLong: true })
            reader.Fail("TE-PATH-BINDING: SID structure of more than 128 bits", reader.Offset - 4, PcepErrors.BadSidStructure.Wire);
        // RFC 9604 §4.1: zero stands for a behavior that is not known, and makes the binding invalid.
        if (type == BindingType.Srv6SidWithStructure && binding.Structure is not null && (binding.BindingValue[18] | binding.BindingValue[19]) == 0)
            reader.Fail("TE-PATH-BINDING: endpoint behavior 0", reader.Offset - 6, PcepErrors.BadSidStructure.Wire);
        return binding;
    }

    private static int? Octets(BindingType type) => type switch
    {
        BindingType.MplsLabel => 3,
        BindingType.MplsLabelStackEntry => 4,
        BindingType.Srv6Sid => 16,
        BindingType.Srv6SidWithStructure => 24,
        _ => null,
    };

    public void Write(ref WireWriter writer)
    {
        writer.U8((byte)BindingType);
        writer.U8((byte)Flags);
        writer.U16(Reserved);
        writer.Bytes(BindingValue.Span);
    }
}
