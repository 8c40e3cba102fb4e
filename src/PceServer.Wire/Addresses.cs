using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PceServer.Wire;

/// <summary>An IPv4 address of 32 bits, most significant octet first.</summary>
public readonly record struct Ipv4Address(uint Value)
{
    public static Ipv4Address Parse(string text)
    {
        var address = IPAddress.Parse(text);
        if (address.AddressFamily != AddressFamily.InterNetwork)
            throw new FormatException($"'{text}' is not an IPv4 address");
        Span<byte> octets = stackalloc byte[4];
        address.TryWriteBytes(octets, out _);
        return new Ipv4Address(BinaryPrimitives.ReadUInt32BigEndian(octets));
    }

    public override string ToString() => $"{Value >> 24}.{(Value >> 16) & 255}.{(Value >> 8) & 255}.{Value & 255}";
}

/// <summary>An IPv6 address of 128 bits.</summary>
public readonly record struct Ipv6Address(UInt128 Value)
{
    public static Ipv6Address Parse(string text)
    {
        var address = IPAddress.Parse(text);
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            throw new FormatException($"'{text}' is not an IPv6 address");
        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out _);
        return new Ipv6Address(BinaryPrimitives.ReadUInt128BigEndian(octets));
    }

    public override string ToString()
    {
        Span<byte> octets = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(octets, Value);
        return new IPAddress(octets).ToString();
    }
}

/// <summary>An address of either family, for fields whose family the code point decides: IPv4 stands in the low 32 bits.</summary>
public readonly record struct WireAddress(ulong High, ulong Low, bool IsIpv6)
{
    public WireAddress(Ipv4Address address) : this(0, address.Value, false)
    {
    }

    public WireAddress(Ipv6Address address) : this((ulong)(address.Value >> 64), (ulong)address.Value, true)
    {
    }

    public bool IsZero => (High | Low) == 0;

    public Ipv4Address Ipv4 => new((uint)Low);

    public Ipv6Address Ipv6 => new(new UInt128(High, Low));

    public static WireAddress Parse(string text) =>
        text.Contains(':', StringComparison.Ordinal) ? new WireAddress(Ipv6Address.Parse(text)) : new WireAddress(Ipv4Address.Parse(text));

    public static WireAddress Read(ref WireReader reader, bool isIpv6) => isIpv6 ? reader.Ipv6() : reader.Ipv4();

    /// <summary>Addresses of one family up to the end of the reader; octets that make no whole address stay there.</summary>
    public static ValueList<WireAddress> ReadAll(ref WireReader reader, bool isIpv6)
    {
        var addresses = new WireAddress[reader.Remaining / (isIpv6 ? 16 : 4)];
        for (var i = 0; i < addresses.Length; i++)
            addresses[i] = Read(ref reader, isIpv6);
        return ValueList.Own(addresses);
    }

    public void Write(ref WireWriter writer)
    {
        if (IsIpv6)
            writer.Ipv6(Ipv6);
        else
            writer.Ipv4(Ipv4);
    }

    public override string ToString() => IsIpv6 ? Ipv6.ToString() : Ipv4.ToString();

    public static implicit operator WireAddress(Ipv4Address address) => new(address);

    public static implicit operator WireAddress(Ipv6Address address) => new(address);
}
