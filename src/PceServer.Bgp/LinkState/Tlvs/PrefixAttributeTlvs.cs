using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>Bits of TLV 1152 (RFC 9552 §5.3.3.1).</summary>
[Flags]
public enum IgpPrefixFlags : byte
{
    None = 0, OspfPropagateNssa = 0x10, OspfLocalAddress = 0x20, OspfNoUnicast = 0x40, IsisDown = 0x80,
}

/// <summary>RFC 9552 §5.3.3.1.</summary>
public sealed record IgpFlags(IgpPrefixFlags Flags) : ITlv<IgpFlags>
{
    public static ushort Code => 1152;

    public ushort Type => Code;

    public static IgpFlags Read(ref WireReader reader) => new((IgpPrefixFlags)reader.U8());

    public void Write(ref WireWriter writer) => writer.U8((byte)Flags);
}

/// <summary>RFC 9552 §5.3.3.2.</summary>
public sealed record IgpRouteTags(ValueList<uint> Values) : ITlv<IgpRouteTags>
{
    public static ushort Code => 1153;

    public ushort Type => Code;

    public static IgpRouteTags Read(ref WireReader reader) => new(TlvReading.U32List(ref reader, 0));

    public void Write(ref WireWriter writer) => TlvWriting.U32List(ref writer, Values);
}

/// <summary>RFC 9552 §5.3.3.3.</summary>
public sealed record IgpExtendedRouteTags(ValueList<ulong> Values) : ITlv<IgpExtendedRouteTags>
{
    public static ushort Code => 1154;

    public ushort Type => Code;

    public static IgpExtendedRouteTags Read(ref WireReader reader) => new(TlvReading.U64List(ref reader));

    public void Write(ref WireWriter writer) => TlvWriting.U64List(ref writer, Values);
}

/// <summary>RFC 9552 §5.3.3.4.</summary>
public sealed record PrefixMetric(uint Value) : ITlv<PrefixMetric>
{
    public static ushort Code => 1155;

    public ushort Type => Code;

    public static PrefixMetric Read(ref WireReader reader) => new(reader.U32());

    public void Write(ref WireWriter writer) => writer.U32(Value);
}

/// <summary>Forwarding address of an OSPF external or NSSA route, IPv4 or IPv6 (RFC 9552 §5.3.3.5).</summary>
public sealed record OspfForwardingAddress(UInt128 Address, bool IsIpv6) : ITlv<OspfForwardingAddress>
{
    public static ushort Code => 1156;

    public ushort Type => Code;

    public static OspfForwardingAddress Read(ref WireReader reader)
    {
        var isIpv6 = reader.Remaining == 16;
        return new OspfForwardingAddress(isIpv6 ? reader.U128() : reader.U32(), isIpv6);
    }

    public void Write(ref WireWriter writer) => TlvWriting.Address(ref writer, Address, IsIpv6);
}

/// <summary>RFC 9552 §5.3.3.6.</summary>
public sealed record OpaquePrefixAttribute(ValueList<byte> Octets) : ITlv<OpaquePrefixAttribute>
{
    public static ushort Code => 1157;

    public ushort Type => Code;

    public static OpaquePrefixAttribute Read(ref WireReader reader) => new(ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer) => writer.Bytes(Octets.Span);
}
