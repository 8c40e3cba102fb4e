using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>Link identifiers as attribute of a numbered link; remote is zero when unknown (RFC 9552 §5.2.2).</summary>
public sealed record LinkIdentifiers(uint Local, uint Remote) : ITlv<LinkIdentifiers>
{
    public static ushort Code => 258;

    public ushort Type => Code;

    public static LinkIdentifiers Read(ref WireReader reader) => new(reader.U32(), reader.U32());

    public void Write(ref WireWriter writer)
    {
        writer.U32(Local);
        writer.U32(Remote);
    }
}

/// <summary>Router id of the remote node (RFC 9552 §5.3.2.1).</summary>
public sealed record RemoteIpv4RouterId(Ipv4Address Address) : ITlv<RemoteIpv4RouterId>
{
    public static ushort Code => 1030;

    public ushort Type => Code;

    public static RemoteIpv4RouterId Read(ref WireReader reader) => new(new Ipv4Address(reader.U32()));

    public void Write(ref WireWriter writer) => writer.U32(Address.Value);
}

/// <summary>Router id of the remote node (RFC 9552 §5.3.2.1).</summary>
public sealed record RemoteIpv6RouterId(Ipv6Address Address) : ITlv<RemoteIpv6RouterId>
{
    public static ushort Code => 1031;

    public ushort Type => Code;

    public static RemoteIpv6RouterId Read(ref WireReader reader) => new(new Ipv6Address(reader.U128()));

    public void Write(ref WireWriter writer) => writer.U128(Address.Value);
}

/// <summary>Colours 0 to 31, colour 0 in the least significant bit (RFC 9552 §5.3.2).</summary>
public sealed record AdministrativeGroup(uint Value) : ITlv<AdministrativeGroup>
{
    public static ushort Code => 1088;

    public ushort Type => Code;

    public static AdministrativeGroup Read(ref WireReader reader) => new(reader.U32());

    public void Write(ref WireWriter writer) => writer.U32(Value);
}

/// <summary>RFC 9552 §5.3.2; bytes per second.</summary>
public sealed record MaximumLinkBandwidth(float BytesPerSecond) : ITlv<MaximumLinkBandwidth>
{
    public static ushort Code => 1089;

    public ushort Type => Code;

    public static MaximumLinkBandwidth Read(ref WireReader reader) => new(reader.F32());

    public void Write(ref WireWriter writer) => writer.F32(BytesPerSecond);
}

/// <summary>RFC 9552 §5.3.2; bytes per second.</summary>
public sealed record MaximumReservableLinkBandwidth(float BytesPerSecond) : ITlv<MaximumReservableLinkBandwidth>
{
    public static ushort Code => 1090;

    public ushort Type => Code;

    public static MaximumReservableLinkBandwidth Read(ref WireReader reader) => new(reader.F32());

    public void Write(ref WireWriter writer) => writer.F32(BytesPerSecond);
}

/// <summary>Eight values, setup priority 0 first (RFC 9552 §5.3.2); bytes per second.</summary>
public sealed record UnreservedBandwidth(ValueList<float> BytesPerSecond) : ITlv<UnreservedBandwidth>
{
    public static ushort Code => 1091;

    public ushort Type => Code;

    public static UnreservedBandwidth Read(ref WireReader reader) => new(TlvReading.F32List(ref reader, 8));

    public void Write(ref WireWriter writer) => TlvWriting.F32List(ref writer, BytesPerSecond);
}

/// <summary>TE default metric: four octets; three where the sender follows RFC 7752 (RFC 9552 §5.3.2.3).</summary>
public sealed record TeDefaultMetric(uint Value, byte ValueOctets = 4) : ITlv<TeDefaultMetric>
{
    public static ushort Code => 1092;

    public ushort Type => Code;

    public static TeDefaultMetric Read(ref WireReader reader)
    {
        var octets = (byte)reader.Remaining;
        return new TeDefaultMetric(octets == 3 ? reader.U24() : reader.U32(), octets);
    }

    public void Write(ref WireWriter writer)
    {
        if (ValueOctets == 3)
            writer.U24(Value);
        else
            writer.U32(Value);
    }
}

/// <summary>Protection capabilities of RFC 5307 §1.2 (RFC 9552 §5.3.2).</summary>
public sealed record LinkProtectionType(byte Capabilities, byte Reserved = 0) : ITlv<LinkProtectionType>
{
    public static ushort Code => 1093;

    public ushort Type => Code;

    public static LinkProtectionType Read(ref WireReader reader) => new(reader.U8(), reader.U8());

    public void Write(ref WireWriter writer)
    {
        writer.U8(Capabilities);
        writer.U8(Reserved);
    }
}

/// <summary>0x80 LDP, 0x40 RSVP-TE; of direct and static links only (RFC 9552 §5.3.2.2).</summary>
public sealed record MplsProtocolMask(byte Flags) : ITlv<MplsProtocolMask>
{
    public static ushort Code => 1094;

    public ushort Type => Code;

    public static MplsProtocolMask Read(ref WireReader reader) => new(reader.U8());

    public void Write(ref WireWriter writer) => writer.U8(Flags);
}

/// <summary>
/// IGP metric of one (IS-IS narrow), two (OSPF) or three octets (IS-IS wide) (RFC 9552 §5.3.2.4). All eight bits of the short form are read:
/// speakers exist that send larger values in it.
/// </summary>
public sealed record IgpMetric(uint Value, byte ValueOctets = 3) : ITlv<IgpMetric>
{
    public static ushort Code => 1095;

    public ushort Type => Code;

    public static IgpMetric Read(ref WireReader reader)
    {
        var octets = (byte)Math.Min(reader.Remaining, byte.MaxValue);
        return new IgpMetric(octets switch { 1 => reader.U8(), 2 => reader.U16(), _ => reader.U24() }, octets);
    }

    public void Write(ref WireWriter writer)
    {
        if (ValueOctets == 1)
            writer.U8((byte)Value);
        else if (ValueOctets == 2)
            writer.U16((ushort)Value);
        else
            writer.U24(Value);
    }
}

/// <summary>RFC 9552 §5.3.2.5.</summary>
public sealed record SharedRiskLinkGroups(ValueList<uint> Values) : ITlv<SharedRiskLinkGroups>
{
    public static ushort Code => 1096;

    public ushort Type => Code;

    public static SharedRiskLinkGroups Read(ref WireReader reader) => new(TlvReading.U32List(ref reader, 0));

    public void Write(ref WireWriter writer) => TlvWriting.U32List(ref writer, Values);
}

/// <summary>RFC 9552 §5.3.2.6.</summary>
public sealed record OpaqueLinkAttribute(ValueList<byte> Octets) : ITlv<OpaqueLinkAttribute>
{
    public static ushort Code => 1097;

    public ushort Type => Code;

    public static OpaqueLinkAttribute Read(ref WireReader reader) => new(ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer) => writer.Bytes(Octets.Span);
}

/// <summary>7-bit ASCII, at most 255 octets (RFC 9552 §5.3.2.7).</summary>
public sealed record LinkName(ValueList<byte> Octets) : ITlv<LinkName>
{
    public static ushort Code => 1098;

    public ushort Type => Code;

    public string Text => WireText.Show(Octets.Span);

    public static LinkName Of(string text) => new(WireText.Octets(text));

    public static LinkName Read(ref WireReader reader) => new(ValueList.Create(reader.Rest()));

    public void Write(ref WireWriter writer) => writer.Bytes(Octets.Span);
}

/// <summary>Colours in words of 32, the first word holding colours 0 to 31 (RFC 9104 §2, RFC 7308 §2.1).</summary>
public sealed record ExtendedAdministrativeGroup(ValueList<uint> Words) : ITlv<ExtendedAdministrativeGroup>
{
    public static ushort Code => 1173;

    public ushort Type => Code;

    public static ExtendedAdministrativeGroup Read(ref WireReader reader) => new(TlvReading.U32List(ref reader, 0));

    public void Write(ref WireWriter writer) => TlvWriting.U32List(ref writer, Words);
}

/// <summary>The link is about to go down: presence says it all (RFC 8379 §3).</summary>
public sealed record GracefulLinkShutdown : ITlv<GracefulLinkShutdown>
{
    public static ushort Code => 1121;

    public ushort Type => Code;

    public static GracefulLinkShutdown Read(ref WireReader reader) => new();

    public void Write(ref WireWriter writer)
    {
    }
}
