using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>LSP-EXTENDED-FLAG: 32 bits or a multiple of them, at least one word; bits that are missing count as zero (RFC 9357 §3.1).</summary>
public sealed record LspExtendedFlag(ValueList<uint> Flags) : ITlv<LspExtendedFlag>
{
    public static ushort Code => 64;

    public ushort Type => Code;

    public static LspExtendedFlag Read(ref WireReader reader)
    {
        if (!reader.More)
            reader.Fail("LSP-EXTENDED-FLAG is empty");
        var words = new uint[reader.Remaining / 4];
        for (var i = 0; i < words.Length; i++)
            words[i] = reader.U32();
        return new LspExtendedFlag(ValueList.Own(words));
    }

    public void Write(ref WireWriter writer)
    {
        foreach (var word in Flags.Span)
            writer.U32(word);
    }
}

/// <summary>Bits of the SR-Algorithm TLV (RFC 9933 §4.4).</summary>
[Flags]
public enum SrAlgorithmFlags : byte
{
    None = 0,

    /// <summary>S: no path rather than one of another algorithm.</summary>
    Strict = 1,
}

/// <summary>SR-Algorithm, in LSPA: <c>Reserved:16 Flags:8 Algorithm:8</c> (RFC 9933 §4.4).</summary>
public sealed record SrAlgorithm(byte Algorithm, SrAlgorithmFlags Flags) : ITlv<SrAlgorithm>
{
    public static ushort Code => 66;

    public ushort Type => Code;

    public ushort Reserved { get; init; }

    public static SrAlgorithm Read(ref WireReader reader)
    {
        var reserved = reader.Reserved16();
        var flags = (SrAlgorithmFlags)reader.U8();
        return new SrAlgorithm(reader.U8(), flags) { Reserved = reserved };
    }

    public void Write(ref WireWriter writer)
    {
        writer.U16(Reserved);
        writer.U8((byte)Flags);
        writer.U8(Algorithm);
    }
}

/// <summary>COLOR, in LSP (RFC 9863 §3.2).</summary>
public sealed record Color([property: FieldName("color")] uint ColorValue) : ITlv<Color>
{
    public static ushort Code => 67;

    public ushort Type => Code;

    public static Color Read(ref WireReader reader) => new(reader.U32());

    public void Write(ref WireWriter writer) => writer.U32(ColorValue);
}

/// <summary>PCE-FLOWSPEC-CAPABILITY, in OPEN: <c>value:16</c> (RFC 9168 §5).</summary>
public sealed record PceFlowspecCapability(ushort Value) : ITlv<PceFlowspecCapability>
{
    public static ushort Code => 51;

    public ushort Type => Code;

    public static PceFlowspecCapability Read(ref WireReader reader) => new(reader.U16());

    public void Write(ref WireWriter writer) => writer.U16(Value);
}
