using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>Topologies that a node takes part in: each 4 reserved bits, kept, and a 12-bit id (RFC 9552 §5.2.2.1).</summary>
public sealed record MultiTopologyIdentifiers(ValueList<ushort> Raw) : ITlv<MultiTopologyIdentifiers>
{
    public static ushort Code => 263;

    public ushort Type => Code;

    public IEnumerable<ushort> TopologyIds() => Raw.Select(id => (ushort)(id & 0xFFF));

    public static MultiTopologyIdentifiers Read(ref WireReader reader) => new(TlvReading.U16List(ref reader));

    public void Write(ref WireWriter writer) => TlvWriting.U16List(ref writer, Raw);
}

/// <summary>Bits of TLV 1024 (RFC 9552 §5.3.1.1).</summary>
[Flags]
public enum NodeFlags : byte
{
    None = 0, V6 = 0x04, Router = 0x08, AreaBorder = 0x10, External = 0x20, Attached = 0x40, Overload = 0x80,
}

/// <summary>Overload, attached, external, area border, router, IPv6 (RFC 9552 §5.3.1.1).</summary>
public sealed record NodeFlagBits(NodeFlags Flags) : ITlv<NodeFlagBits>
{
    public static ushort Code => 1024;

    public ushort Type => Code;

    public static NodeFlagBits Read(ref WireReader reader) => new((NodeFlags)reader.U8());

    public void Write(ref WireWriter writer) => writer.U8((byte)Flags);
}

/// <summary>RFC 9552 §5.3.1.5.</summary>
public sealed record OpaqueNodeAttribute(ValueList<byte> Octets) : ITlv<OpaqueNodeAttribute>
{
    public static ushort Code => 1025;

    public ushort Type => Code;

    public static OpaqueNodeAttribute Read(ref WireReader reader) => new(ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer) => writer.Bytes(Octets.Span);
}

/// <summary>Symbolic name or host name, 7-bit ASCII, at most 255 octets (RFC 9552 §5.3.1.3).</summary>
public sealed record NodeName(ValueList<byte> Octets) : ITlv<NodeName>
{
    public static ushort Code => 1026;

    public ushort Type => Code;

    public string Text => WireText.Show(Octets.Span);

    public static NodeName Of(string text) => new(WireText.Octets(text));

    public static NodeName Read(ref WireReader reader) => new(ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer) => writer.Bytes(Octets.Span);
}

/// <summary>One IS-IS area address without its length octet; the TLV repeats (RFC 9552 §5.3.1.2).</summary>
public sealed record IsisAreaIdentifier(ValueList<byte> Octets) : ITlv<IsisAreaIdentifier>
{
    public static ushort Code => 1027;

    public ushort Type => Code;

    public static IsisAreaIdentifier Read(ref WireReader reader) => new(ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer) => writer.Bytes(Octets.Span);
}

/// <summary>Auxiliary or TE router id of the local node, of a node or a link (RFC 9552 §5.3.1.4).</summary>
public sealed record LocalIpv4RouterId(Ipv4Address Address) : ITlv<LocalIpv4RouterId>
{
    public static ushort Code => 1028;

    public ushort Type => Code;

    public static LocalIpv4RouterId Read(ref WireReader reader) => new(new Ipv4Address(reader.U32()));

    public void Write(ref WireWriter writer) => writer.U32(Address.Value);
}

/// <summary>Auxiliary or TE router id of the local node, of a node or a link (RFC 9552 §5.3.1.4).</summary>
public sealed record LocalIpv6RouterId(Ipv6Address Address) : ITlv<LocalIpv6RouterId>
{
    public static ushort Code => 1029;

    public ushort Type => Code;

    public static LocalIpv6RouterId Read(ref WireReader reader) => new(new Ipv6Address(reader.U128()));

    public void Write(ref WireWriter writer) => writer.U128(Address.Value);
}

/// <summary>RFC 9247 §3.</summary>
public sealed record SbfdDiscriminators(ValueList<uint> Values) : ITlv<SbfdDiscriminators>
{
    public static ushort Code => 1032;

    public ushort Type => Code;

    public static SbfdDiscriminators Read(ref WireReader reader) => new(TlvReading.U32List(ref reader, 0));

    public void Write(ref WireWriter writer) => TlvWriting.U32List(ref writer, Values);
}
