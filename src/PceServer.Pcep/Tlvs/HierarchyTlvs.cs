using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Bits of H-PCE-CAPABILITY (RFC 8685 §3.2.1).</summary>
[Flags]
public enum HPceCapabilities : uint
{
    None = 0,

    /// <summary>P: a child asks the peer to be its parent; a parent leaves it clear.</summary>
    ParentRequest = 1,
}

/// <summary>H-PCE-CAPABILITY: <c>Flags:32</c> (RFC 8685 §3.2.1).</summary>
public sealed record HPceCapability(HPceCapabilities Flags) : ITlv<HPceCapability>
{
    public static ushort Code => 13;

    public ushort Type => Code;

    public static HPceCapability Read(ref WireReader reader) => new((HPceCapabilities)reader.U32());

    public void Write(ref WireWriter writer) => writer.U32((uint)Flags);
}

/// <summary>Kinds of a domain (RFC 8685 §3.2.2).</summary>
public enum DomainType : byte
{
    TwoOctetAs = 1,
    FourOctetAs = 2,
    OspfArea = 3,
    IsIsArea = 4,
}

/// <summary>Domain-ID (RFC 8685 §3.2.2): <c>Domain Type:8 Reserved:24 / Domain ID</c>.</summary>
public sealed record DomainId(DomainType DomainType, ValueList<byte> Domain) : ITlv<DomainId>
{
    public static ushort Code => 14;

    public ushort Type => Code;

    public uint Reserved { get; init; }

    public static DomainId Read(ref WireReader reader)
    {
        var type = (DomainType)reader.U8();
        var reserved = reader.Reserved24();
        return new DomainId(type, ValueList.Create(reader.Rest())) { Reserved = reserved };
    }

    public void Write(ref WireWriter writer)
    {
        writer.U8((byte)DomainType);
        writer.U24(Reserved);
        writer.Bytes(Domain.Span);
    }
}

/// <summary>Bits of H-PCE-FLAG (RFC 8685 §3.3.1).</summary>
[Flags]
public enum HPceRequestFlags : uint
{
    None = 0,

    /// <summary>S: only the sequence of domains is wanted.</summary>
    DomainSequenceOnly = 1,

    /// <summary>D: a domain must not be entered twice.</summary>
    NoReentry = 2,
}

/// <summary>H-PCE-FLAG, in RP: <c>Flags:32</c> (RFC 8685 §3.3.1).</summary>
public sealed record HPceFlag(HPceRequestFlags Flags) : ITlv<HPceFlag>
{
    public static ushort Code => 15;

    public ushort Type => Code;

    public static HPceFlag Read(ref WireReader reader) => new((HPceRequestFlags)reader.U32());

    public void Write(ref WireWriter writer) => writer.U32((uint)Flags);
}
