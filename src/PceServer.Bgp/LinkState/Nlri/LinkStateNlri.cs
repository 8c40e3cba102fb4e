using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>
/// One link-state NLRI: <c>Type:16 Length:16 [RD:64] Protocol-ID:8 Identifier:64 descriptors</c>, descriptors as TLVs in ascending order,
/// without padding (RFC 9552 §5.2). Immutable; <see cref="Key"/> holds the octets and alone decides equality.
/// </summary>
public abstract record LinkStateNlri
{
    private NlriKey _key;

    private protected LinkStateNlri(NlriHeader header) => Header = header;

    public ushort Type => Header.Type;

    public ProtocolId Protocol => Header.Protocol;

    /// <summary>Instance of the protocol (RFC 9552 §5.2).</summary>
    public ulong Identifier => Header.Identifier;

    /// <summary>In SAFI 72 only.</summary>
    public ulong? RouteDistinguisher => Header.RouteDistinguisher;

    /// <summary>Why a consumer passes this NLRI over although its form is right, for instance a mandatory descriptor missing; null when usable.</summary>
    public string? SemanticFault { get; private protected init; }

    public NlriKey Key => _key.Length == 0 ? _key = Encode() : _key;

    private protected NlriHeader Header { get; }

    /// <summary>Reads one NLRI from its octets, type and length included; null when they are malformed.</summary>
    public static LinkStateNlri? Parse(NlriKey key, AddressFamily family) => NlriReading.Reread(key, family);

    public virtual bool Equals(LinkStateNlri? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode();

    /// <summary>Octets that <see cref="Write(ref WireWriter, ValueList{LinkStateNlri}, ValueList{byte})"/> writes.</summary>
    internal static int Octets(ValueList<LinkStateNlri> list, ValueList<byte> received)
    {
        if (received.Count > 0)
            return received.Count;
        var octets = 0;
        foreach (var nlri in list)
            octets += nlri.Key.Length;
        return octets;
    }

    internal static void Write(ref WireWriter writer, ValueList<LinkStateNlri> list, ValueList<byte> received)
    {
        if (received.Count > 0)
        {
            writer.Bytes(received.Span);
            return;
        }
        foreach (var nlri in list)
            writer.Bytes(nlri.Key.Octets);
    }

    internal void Keep(NlriKey received) => _key = received;

    private protected abstract void WriteDescriptors(ref WireWriter writer);

    private protected static void WriteNode(ref WireWriter writer, ushort code, NodeDescriptor? node)
    {
        if (node is null)
            return;
        writer.U16(code);
        var length = writer.Length;
        writer.U16(0);
        node.Write(ref writer);
        writer.PatchU16(length, writer.Length - length - 2);
    }

    private NlriKey Encode()
    {
        var writer = new WireWriter(256);
        writer.U16(Type);
        writer.U16(0);
        Header.Write(ref writer);
        WriteDescriptors(ref writer);
        writer.PatchU16(2, writer.Length - 4);
        var key = new NlriKey(writer.ToArray());
        writer.Dispose();
        return key;
    }
}

/// <summary>The fields in front of the descriptors.</summary>
internal readonly record struct NlriHeader(ushort Type, ulong? RouteDistinguisher, ProtocolId Protocol, ulong Identifier)
{
    public void Write(ref WireWriter writer)
    {
        // An NLRI of unknown type is all descriptors.
        if (!IsKnown)
            return;
        if (RouteDistinguisher is { } distinguisher)
            writer.U64(distinguisher);
        writer.U8((byte)Protocol);
        writer.U64(Identifier);
    }

    public bool IsKnown => Type is >= 1 and <= 6;
}
