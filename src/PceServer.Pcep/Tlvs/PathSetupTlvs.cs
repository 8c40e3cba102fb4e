using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>How a path is set up (RFC 8408 §4).</summary>
public enum PathSetup : byte
{
    RsvpTe = 0,
    SegmentRouting = 1,
    Pcecc = 2,
    Srv6 = 3,
    NativeIp = 4,
}

/// <summary>PATH-SETUP-TYPE: <c>Reserved:24 PST:8</c>, in RP and SRP; absent stands for RSVP-TE (RFC 8408 §4).</summary>
public sealed record PathSetupType(PathSetup Pst) : ITlv<PathSetupType>
{
    // One instance for each assigned value: this TLV is in nearly every SRP.
    private static readonly PathSetupType[] s_known =
        [new(PathSetup.RsvpTe), new(PathSetup.SegmentRouting), new(PathSetup.Pcecc), new(PathSetup.Srv6), new(PathSetup.NativeIp)];

    public static readonly PathSetupType SegmentRouting = s_known[1];

    public static ushort Code => 28;

    public ushort Type => Code;

    public uint Reserved { get; init; }

    public static PathSetupType Read(ref WireReader reader)
    {
        var value = reader.U32();
        if (value < s_known.Length)
            return s_known[value];
        return new PathSetupType((PathSetup)value) { Reserved = reader.Noted(value >> 8) };
    }

    public void Write(ref WireWriter writer) => writer.U32((Reserved << 8) | (byte)Pst);
}

/// <summary>
/// PATH-SETUP-TYPE-CAPABILITY (RFC 8408 §3): <c>Reserved:24 NumPST:8 / PST:8 * NumPST, padded to 32 bits / sub-TLVs</c>. The TLV's length counts the
/// padding of the list only where a sub-TLV follows.
/// </summary>
public sealed record PathSetupTypeCapability(ValueList<PathSetup> PathSetupTypes, ValueList<ITlv> SubTlvs) : ITlv<PathSetupTypeCapability>
{
    public static ushort Code => 34;

    public ushort Type => Code;

    public uint Reserved { get; init; }

    /// <summary>Ignored where path setup type 1 is not listed (RFC 8664 §5.1).</summary>
    public SrPceCapability? Sr => Supports(PathSetup.SegmentRouting) ? SubTlvs.First<SrPceCapability>() : null;

    public bool Supports(PathSetup pst) => PathSetupTypes.Span.Contains(pst);

    public static PathSetupTypeCapability Read(ref WireReader reader)
    {
        var reserved = reader.Reserved24();
        int count = reader.U8();
        if (count == 0)
            reader.Fail("PATH-SETUP-TYPE-CAPABILITY lists no path setup type", reader.Offset - 1, PcepErrors.MalformedObject.Wire);
        var octets = reader.Bytes(count);
        var setups = new PathSetup[octets.Length];
        for (var i = 0; i < setups.Length; i++)
            setups[i] = (PathSetup)octets[i];
        var padding = -count & 3;
        if (padding > 0 && reader.Remaining > 0)
        {
            if (reader.Remaining <= padding)
                reader.Note(DeviationNotes.CountedPadding);
            PaddedTlvs.SkipPadding(ref reader, Math.Min(padding, reader.Remaining));
        }
        return new PathSetupTypeCapability(ValueList.Own(setups), PaddedTlvs.Read(ref reader, PcepTlvs.PathSetupSubTlvs)) { Reserved = reserved };
    }

    public void Write(ref WireWriter writer)
    {
        writer.U24(Reserved);
        writer.U8((byte)PathSetupTypes.Count);
        foreach (var setup in PathSetupTypes.Span)
            writer.U8((byte)setup);
        if (SubTlvs.Count == 0)
            return;
        writer.Zeros(-PathSetupTypes.Count & 3);
        PaddedTlvs.Write(SubTlvs, ref writer);
    }
}

/// <summary>Bits of SR-PCE-CAPABILITY (RFC 8664 §4.1.2).</summary>
[Flags]
public enum SrCapabilities : byte
{
    None = 0,

    /// <summary>X: the PCC imposes no limit on the SID depth.</summary>
    UnlimitedMsd = 1,

    /// <summary>N: the PCC resolves a node or adjacency identifier to a SID.</summary>
    NaiToSid = 2,

    /// <summary>S: SR-Algorithm (RFC 9933 §4.1.1).</summary>
    SrAlgorithm = 4,
}

/// <summary>SR-PCE-CAPABILITY (RFC 8664 §4.1.2): <c>Reserved:16 Flags:8 MSD:8</c>; a sub-TLV of type 34, and the same code at top level in older peers.</summary>
public sealed record SrPceCapability(SrCapabilities Flags, byte Msd) : ITlv<SrPceCapability>
{
    public static ushort Code => 26;

    public ushort Type => Code;

    public ushort Reserved { get; init; }

    public static SrPceCapability Read(ref WireReader reader)
    {
        var reserved = reader.Reserved16();
        return new SrPceCapability((SrCapabilities)reader.U8(), reader.U8()) { Reserved = reserved };
    }

    public void Write(ref WireWriter writer)
    {
        writer.U16(Reserved);
        writer.U8((byte)Flags);
        writer.U8(Msd);
    }
}
