using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Class and type of an object: what decides how its body is read.</summary>
public readonly record struct ObjectCode(byte Class, byte Type)
{
    public override string ToString() => $"{Class}/{Type}";
}

/// <summary>The low four bits of the object header's second octet (RFC 5440 §7.2): reserved, reserved, P, I.</summary>
[Flags]
public enum ObjectFlags : byte
{
    None = 0,

    /// <summary>I: the object was ignored by the PCE; only in replies.</summary>
    Ignored = 1,

    /// <summary>P: the object must be taken into account.</summary>
    ProcessingRule = 2,
}

/// <summary>
/// A PCEP object (RFC 5440 §7.2): <c>Class:8 Type:4 Reserved:2 P:1 I:1 Length:16 / body</c>. The header's flags are kept as they came,
/// reserved bits included.
/// </summary>
public abstract record PcepObject
{
    private ObjectFlags _headerFlags;

    public abstract ObjectCode Code { get; }

    public ObjectFlags HeaderFlags
    {
        get => _headerFlags;
        init => _headerFlags = value;
    }

    /// <summary>P flag: the receiver must take the object into account (RFC 5440 §7.2).</summary>
    public bool MustBeProcessed => (_headerFlags & ObjectFlags.ProcessingRule) != 0;

    /// <summary>Writes what follows the object header.</summary>
    public abstract void WriteBody(ref WireWriter writer);

    /// <summary>Writes header and body; the length is known only once the body is written.</summary>
    public void Write(ref WireWriter writer)
    {
        var start = writer.Length;
        var code = Code;
        writer.U8(code.Class);
        writer.U8((byte)((code.Type << 4) | ((byte)_headerFlags & 15)));
        writer.U16(0);
        WriteBody(ref writer);
        writer.PatchU16(start + 2, writer.Length - start);
    }

    /// <summary>On one line.</summary>
    public sealed override string ToString() => PcepText.Format(this);

    /// <summary>Only for the reader, before anybody else has seen the object.</summary>
    internal void AdoptHeader(ObjectFlags flags) => _headerFlags = flags;
}

/// <summary>An object whose body ends in TLVs (RFC 5440 §7.1).</summary>
public abstract record PcepTlvObject : PcepObject
{
    public ValueList<ITlv> Tlvs { get; init; }

    /// <summary>The first TLV of a kind: where a TLV is allowed once, the first one counts.</summary>
    public T? Tlv<T>() where T : class, ITlv => Tlvs.First<T>();

    protected void WriteTlvs(ref WireWriter writer) => PaddedTlvs.Write(Tlvs, ref writer);
}

/// <summary>An object that is kept as it came: of a class or type unknown to us, or one that we carry without looking inside.</summary>
public sealed record VerbatimObject(ObjectCode ObjectCode, ValueList<byte> Body) : PcepObject
{
    public override ObjectCode Code => ObjectCode;

    public override void WriteBody(ref WireWriter writer) => writer.Bytes(Body.Span);
}

/// <summary>An object of a known code whose body could not be read: kept as it came, with the reason.</summary>
public sealed record UnreadableObject(ObjectCode ObjectCode, ValueList<byte> Body, WireFault Fault) : PcepObject
{
    public override ObjectCode Code => ObjectCode;

    public override void WriteBody(ref WireWriter writer) => writer.Bytes(Body.Span);
}
