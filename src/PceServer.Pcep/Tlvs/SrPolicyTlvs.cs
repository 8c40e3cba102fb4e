using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>SRPOLICY-POL-NAME (RFC 9862 §4.5.1).</summary>
public sealed record SrPolicyName([property: FieldName("srPolicyName")] WireString Name) : ITlv<SrPolicyName>
{
    public static ushort Code => 56;

    public ushort Type => Code;

    public static SrPolicyName Read(ref WireReader reader) => new(WireString.Read(ref reader));

    public void Write(ref WireWriter writer) => Name.Write(ref writer);
}

/// <summary>Who made a candidate path (RFC 9857).</summary>
public enum ProtocolOrigin : byte
{
    Pcep = 10,
    BgpSrPolicy = 20,
    Configuration = 30,
}

/// <summary>
/// SRPOLICY-CPATH-ID (RFC 9862 §4.5.2): <c>Proto Origin:8 Reserved:24 / Originator ASN:32 / Originator Address:128 / Discriminator:32</c>;
/// an IPv4 originator stands in the low 32 bits.
/// </summary>
public sealed record SrPolicyCandidatePathId(ProtocolOrigin ProtoOrigin, uint OriginatorAsn, Ipv6Address OriginatorAddress, uint Discriminator)
    : ITlv<SrPolicyCandidatePathId>
{
    public static ushort Code => 57;

    public ushort Type => Code;

    public uint Reserved { get; init; }

    /// <summary>The originator in its own family.</summary>
    public WireAddress Originator => OriginatorAddress.Value >> 32 == 0 ? new Ipv4Address((uint)OriginatorAddress.Value) : OriginatorAddress;

    public static SrPolicyCandidatePathId Read(ref WireReader reader)
    {
        var origin = (ProtocolOrigin)reader.U8();
        var reserved = reader.Reserved24();
        return new SrPolicyCandidatePathId(origin, reader.U32(), reader.Ipv6(), reader.U32()) { Reserved = reserved };
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8((byte)ProtoOrigin);
        writer.U24(Reserved);
        writer.U32(OriginatorAsn);
        writer.Ipv6(OriginatorAddress);
        writer.U32(Discriminator);
    }
}

/// <summary>SRPOLICY-CPATH-NAME (RFC 9862 §4.5.3).</summary>
public sealed record SrPolicyCandidatePathName([property: FieldName("srPolicyCandidatePathName")] WireString Name) : ITlv<SrPolicyCandidatePathName>
{
    public static ushort Code => 58;

    public ushort Type => Code;

    public static SrPolicyCandidatePathName Read(ref WireReader reader) => new(WireString.Read(ref reader));

    public void Write(ref WireWriter writer) => Name.Write(ref writer);
}

/// <summary>SRPOLICY-CPATH-PREFERENCE; 100 where the TLV is absent (RFC 9862 §4.5.4).</summary>
public sealed record SrPolicyCandidatePathPreference(uint Preference) : ITlv<SrPolicyCandidatePathPreference>
{
    public static ushort Code => 59;

    public ushort Type => Code;

    public static SrPolicyCandidatePathPreference Read(ref WireReader reader) => new(reader.U32());

    public void Write(ref WireWriter writer) => writer.U32(Preference);
}

/// <summary>COMPUTATION-PRIORITY, in LSP: <c>Priority:8 Reserved:24</c>; low first, 128 where the TLV is absent (RFC 9862 §5.2.1).</summary>
public sealed record ComputationPriority(byte Priority) : ITlv<ComputationPriority>
{
    public static ushort Code => 68;

    public ushort Type => Code;

    public uint Reserved { get; init; }

    public static ComputationPriority Read(ref WireReader reader) => new(reader.U8()) { Reserved = reader.Reserved24() };

    public void Write(ref WireWriter writer)
    {
        writer.U8(Priority);
        writer.U24(Reserved);
    }
}

/// <summary>EXPLICIT-NULL-LABEL-POLICY, in LSP: <c>ENLP:8 Reserved:24</c> (RFC 9862 §5.2.2).</summary>
public sealed record ExplicitNullLabelPolicy(byte Enlp) : ITlv<ExplicitNullLabelPolicy>
{
    public static ushort Code => 69;

    public ushort Type => Code;

    public uint Reserved { get; init; }

    public static ExplicitNullLabelPolicy Read(ref WireReader reader) => new(reader.U8()) { Reserved = reader.Reserved24() };

    public void Write(ref WireWriter writer)
    {
        writer.U8(Enlp);
        writer.U24(Reserved);
    }
}

/// <summary>Bits of INVALIDATION, in force or configured (RFC 9862 §5.2.3).</summary>
[Flags]
public enum InvalidationFlags : byte
{
    None = 0,

    /// <summary>D: traffic of an invalid policy is dropped.</summary>
    Drop = 1,
}

/// <summary>INVALIDATION, in LSP: <c>Oper:8 Config:8 Reserved:16</c> (RFC 9862 §5.2.3).</summary>
public sealed record Invalidation(InvalidationFlags Oper, InvalidationFlags Config) : ITlv<Invalidation>
{
    public static ushort Code => 70;

    public ushort Type => Code;

    public ushort Reserved { get; init; }

    public static Invalidation Read(ref WireReader reader) =>
        new((InvalidationFlags)reader.U8(), (InvalidationFlags)reader.U8()) { Reserved = reader.Reserved16() };

    public void Write(ref WireWriter writer)
    {
        writer.U8((byte)Oper);
        writer.U8((byte)Config);
        writer.U16(Reserved);
    }
}

/// <summary>Bits of SRPOLICY-CAPABILITY (RFC 9862 §5.1).</summary>
[Flags]
public enum SrPolicyCapabilities : uint
{
    None = 0,

    /// <summary>P.</summary>
    ComputationPriority = 1,

    /// <summary>E.</summary>
    ExplicitNullLabelPolicy = 2,

    /// <summary>I.</summary>
    Invalidation = 4,

    /// <summary>L: PCReq and PCRep for SR Policies.</summary>
    Stateless = 16,
}

/// <summary>SRPOLICY-CAPABILITY, in OPEN: <c>Flags:32</c> (RFC 9862 §5.1).</summary>
public sealed record SrPolicyCapability(SrPolicyCapabilities Flags) : ITlv<SrPolicyCapability>
{
    public static ushort Code => 71;

    public ushort Type => Code;

    public static SrPolicyCapability Read(ref WireReader reader) => new((SrPolicyCapabilities)reader.U32());

    public void Write(ref WireWriter writer) => writer.U32((uint)Flags);
}
