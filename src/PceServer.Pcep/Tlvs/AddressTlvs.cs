using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>IPV4-ADDRESS (RFC 8779 §2.5.2.1).</summary>
public sealed record Ipv4AddressTlv(Ipv4Address Address) : ITlv<Ipv4AddressTlv>
{
    public static ushort Code => 39;

    public ushort Type => Code;

    public static Ipv4AddressTlv Read(ref WireReader reader) => new(reader.Ipv4());

    public void Write(ref WireWriter writer) => writer.Ipv4(Address);
}

/// <summary>IPV6-ADDRESS (RFC 8779 §2.5.2.2).</summary>
public sealed record Ipv6AddressTlv(Ipv6Address Address) : ITlv<Ipv6AddressTlv>
{
    public static ushort Code => 40;

    public ushort Type => Code;

    public static Ipv6AddressTlv Read(ref WireReader reader) => new(reader.Ipv6());

    public void Write(ref WireWriter writer) => writer.Ipv6(Address);
}

/// <summary>UNNUMBERED-ENDPOINT: <c>LSR's Router ID:32 / Interface ID:32</c> (RFC 8779 §2.5.2.3).</summary>
public sealed record UnnumberedEndpoint(Ipv4Address RouterId, uint InterfaceId) : ITlv<UnnumberedEndpoint>
{
    public static ushort Code => 41;

    public ushort Type => Code;

    public static UnnumberedEndpoint Read(ref WireReader reader) => new(reader.Ipv4(), reader.U32());

    public void Write(ref WireWriter writer)
    {
        writer.Ipv4(RouterId);
        writer.U32(InterfaceId);
    }
}
