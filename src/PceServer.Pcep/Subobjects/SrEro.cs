using System.Buffers.Binary;
using System.Globalization;
using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Flags of SR-ERO, 12 bits (RFC 8664 §4.3.1; A from RFC 9933 §4.2).</summary>
[Flags]
public enum SrEroFlags : ushort
{
    None = 0,

    /// <summary>M: the SID is an MPLS label stack entry, else an index.</summary>
    MplsLabel = 1,

    /// <summary>C: traffic class, bottom of stack and TTL are meant as given.</summary>
    LabelStackEntry = 2,

    /// <summary>S: there is no SID.</summary>
    SidAbsent = 4,

    /// <summary>F: there is no NAI.</summary>
    NaiAbsent = 8,

    /// <summary>A: the algorithm stands in the Subobject Extension Block (RFC 9933 §4.2).</summary>
    AlgorithmPresent = 16,

    /// <summary>Flags that nobody has assigned: a newer sender may mean by them that the extension block holds more.</summary>
    Unassigned = 0xFE0,
}

/// <summary>The 32 bits of a SID in SR-ERO: with M a label stack entry <c>Label:20 TC:3 S:1 TTL:8</c>, else an index (RFC 8664 §4.3.1).</summary>
public readonly record struct SrSid(uint Bits)
{
    public static SrSid FromLabel(uint label) => new(label << 12);

    public static SrSid FromIndex(uint index) => new(index);

    public uint Label => Bits >> 12;

    public uint Index => Bits;

    public override string ToString() => Bits.ToString("x8", CultureInfo.InvariantCulture);
}

/// <summary>
/// SR-ERO, and SR-RRO in an RRO (RFC 8664 §4.3.1): <c>L:1 Type:7 Length:8 NT:4 Flags:12 / [SID:32] / [NAI] / [Unassigned:24 Algorithm:8 / more]</c>.
/// </summary>
public sealed record SrEro : Subobject
{
    public const byte Code = 36;

    /// <summary>The code points of the drafts, still sent by old routers.</summary>
    public const byte LegacyEroCode = 5;
    public const byte LegacyRroCode = 6;

    // Lists of segments are most of what a report costs: the fields are packed, and the two rare ones share a place.
    private object? _more;
    private uint _sid;

    // NT:4 Flags:12, as on the wire.
    private ushort _word;
    private byte _type = Code;

    // L clear, type 36, length 8, NT 0, F and M set.
    private const uint BareLabel = 0x24080009;

    public override byte Type => _type;

    /// <summary>Came with a code point of the drafts (5 in ERO, 6 in RRO); null otherwise. Set it only towards a peer that uses it.</summary>
    public byte? LegacyType
    {
        get => _type == Code ? null : _type;
        init => _type = value ?? Code;
    }

    /// <summary>All 12 bits; they decide what is written.</summary>
    public SrEroFlags Flags
    {
        get => (SrEroFlags)(_word & 0xFFF);
        init => _word = (ushort)((_word & 0xF000) | ((int)value & 0xFFF));
    }

    /// <summary>NT as it stands on the wire: the type of <see cref="Nai"/> except where F says that none is there.</summary>
    public NaiType NaiType
    {
        get => (NaiType)(_word >> 12);
        init => _word = (ushort)((_word & 0xFFF) | ((int)value << 12));
    }

    public SrSid Sid
    {
        get => new(_sid);
        init => _sid = value.Bits;
    }

    public Nai? Nai
    {
        get => _more as Nai ?? (_more as Extended)?.Nai;
        init => _more = More(value, ExtensionBlock);
    }

    /// <summary>
    /// Subobject Extension Block (RFC 9933 §4.2.1): <c>Unassigned:24 Algorithm:8</c> and, after an unassigned flag, more words that are kept and otherwise ignored.
    /// </summary>
    public ValueList<byte> ExtensionBlock
    {
        get => (_more as Extended)?.Block ?? default;
        init => _more = More(Nai, value);
    }

    /// <summary>The label where M is set and a SID is there.</summary>
    [Shown]
    public uint? Label => (Flags & (SrEroFlags.MplsLabel | SrEroFlags.SidAbsent)) == SrEroFlags.MplsLabel ? Sid.Label : null;

    /// <summary>The index where M is clear and a SID is there.</summary>
    [Shown]
    public uint? Index => (Flags & (SrEroFlags.MplsLabel | SrEroFlags.SidAbsent)) == 0 ? Sid.Index : null;

    /// <summary>SR-Algorithm (RFC 9933 §4.2).</summary>
    [Shown]
    public byte? Algorithm => (Flags & SrEroFlags.AlgorithmPresent) != 0 && ExtensionBlock.Count >= 4 ? ExtensionBlock[3] : null;

    /// <summary>A label with or without its NAI: M=1, TC, S and TTL zero.</summary>
    public static SrEro FromLabel(uint label, Nai? nai = null, byte? algorithm = null) =>
        New(SrEroFlags.MplsLabel, SrSid.FromLabel(label), nai, algorithm);

    /// <summary>An index into the SRGB of the node that processes it.</summary>
    public static SrEro FromIndex(uint index, Nai? nai = null, byte? algorithm = null) =>
        New(SrEroFlags.None, SrSid.FromIndex(index), nai, algorithm);

    /// <summary>A NAI that the receiver turns into a SID.</summary>
    public static SrEro FromNai(Nai nai) => New(SrEroFlags.SidAbsent, default, nai, null);

    private static SrEro New(SrEroFlags flags, SrSid sid, Nai? nai, byte? algorithm) => new()
    {
        Flags = flags | (nai is null ? SrEroFlags.NaiAbsent : 0) | (algorithm is null ? 0 : SrEroFlags.AlgorithmPresent),
        NaiType = nai?.Type ?? NaiType.Absent,
        Sid = sid,
        Nai = nai,
        ExtensionBlock = algorithm is { } number ? [0, 0, 0, number] : default,
    };

    internal static SrEro ReadLegacy(bool loose, ref WireReader body, SubobjectContext context)
    {
        body.Note(DeviationNotes.LegacySrSubobject);
        return Read(loose, ref body, context, context == SubobjectContext.Rro ? LegacyRroCode : LegacyEroCode);
    }

    internal static SrEro Read(bool loose, ref WireReader body, SubobjectContext context, byte type = Code)
    {
        var first = body.U16();
        var flags = (SrEroFlags)(first & 0xFFF);
        var naiType = (NaiType)(first >> 12);
        // Most lists are bare labels: nothing about those needs to be checked but the length.
        if (first != (int)(SrEroFlags.MplsLabel | SrEroFlags.NaiAbsent) || body.Remaining != 4)
            SrEroRules.Check(naiType, flags, ref body, context);
        var sid = (flags & SrEroFlags.SidAbsent) == 0 ? new SrSid(body.U32()) : default;
        var nai = (flags & SrEroFlags.NaiAbsent) == 0 ? Nai.Read(naiType, ref body) : null;
        var block = body.More ? ValueList.Create(body.Rest()) : default;
        return new SrEro { _word = first, _type = type, _sid = sid.Bits, _more = More(nai, block), Loose = loose };
    }

    /// <summary>A label alone, in the eight octets that nearly all segments are; null, with nothing read, where something else follows.</summary>
    internal static SrEro? ReadBareLabel(ref WireReader reader)
    {
        var ahead = reader.Ahead;
        if (ahead.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(ahead) != BareLabel)
            return null;
        var segment = new SrEro { _word = unchecked((ushort)BareLabel), _sid = BinaryPrimitives.ReadUInt32BigEndian(ahead[4..]) };
        reader.Skip(8);
        return segment;
    }

    private static object? More(Nai? nai, ValueList<byte> block) => block.Count == 0 ? nai : new Extended(nai, block);

    private sealed record Extended(Nai? Nai, ValueList<byte> Block);

    public override void WriteBody(ref WireWriter writer)
    {
        writer.U16(_word);
        if ((Flags & SrEroFlags.SidAbsent) == 0)
            writer.U32(Sid.Bits);
        if ((Flags & SrEroFlags.NaiAbsent) == 0)
            Nai?.Write(ref writer);
        writer.Bytes(ExtensionBlock.Span);
    }
}
