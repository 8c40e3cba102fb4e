using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Which object a subobject stands in: it decides what the first bit means and which error a bad one earns.</summary>
public enum SubobjectContext
{
    Ero,
    Rro,
    Iro,
    Xro,
    Exrs,
}

/// <summary>
/// A subobject of ERO, RRO, IRO, XRO or EXRS (RFC 5440 §7.9): <c>L:1 Type:7 Length:8 / body</c>; the length counts these two octets.
/// In an RRO the type has all eight bits.
/// </summary>
public abstract record Subobject
{
    /// <summary>The code point without the first bit.</summary>
    public abstract byte Type { get; }

    /// <summary>The first bit: L (loose hop) in ERO and IRO, X (should rather than must be avoided) in XRO; unused in RRO.</summary>
    public bool Loose { get; init; }

    public abstract void WriteBody(ref WireWriter writer);

    internal void Write(ref WireWriter writer)
    {
        var start = writer.Length;
        writer.U8((byte)(Type | (Loose ? 0x80 : 0)));
        writer.U8(0);
        WriteBody(ref writer);
        writer.PatchU8(start + 1, writer.Length - start);
    }
}

/// <summary>A subobject of a type that we do not know: kept as it came.</summary>
public sealed record UnknownSubobject(byte SubobjectType, ValueList<byte> Body) : Subobject
{
    public override byte Type => SubobjectType;

    public override void WriteBody(ref WireWriter writer) => writer.Bytes(Body.Span);
}
