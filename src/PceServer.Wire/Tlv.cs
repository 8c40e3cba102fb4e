namespace PceServer.Wire;

/// <summary>A type-length-value element. The type and the length are written by whoever holds the element; <see cref="Write"/> writes the value.</summary>
public interface ITlv
{
    ushort Type { get; }

    void Write(ref WireWriter writer);
}

/// <summary>A TLV type that a <see cref="TlvRegistry"/> can read: the code point and the reader stand on the type.</summary>
public interface ITlv<TSelf> : ITlv where TSelf : ITlv<TSelf>
{
    static abstract ushort Code { get; }

    /// <summary>Reads the value from a reader that ends where the value ends; reports bad form by <see cref="WireReader.Fail(string)"/>.</summary>
    static abstract TSelf Read(ref WireReader reader);
}

/// <summary>A TLV of a type that the registry does not know: kept as it came, shown to operators, written back unchanged.</summary>
public sealed record UnknownTlv(ushort Type, ValueList<byte> Value) : ITlv
{
    public void Write(ref WireWriter writer) => writer.Bytes(Value.Span);
}
