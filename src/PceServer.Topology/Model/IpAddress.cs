using System.Net;
using System.Net.Sockets;

namespace PceServer.Topology;

/// <summary>An IPv4 or IPv6 address as a value: 128 bits, IPv4 in the low 32.</summary>
public readonly record struct IpAddress(ulong High, ulong Low, bool IsIpv6) : IComparable<IpAddress>
{
    public static IpAddress V4(uint value) => new(0, value, false);

    public static IpAddress V6(UInt128 value) => new((ulong)(value >> 64), (ulong)value, true);

    public bool IsZero => (High | Low) == 0;

    public int BitLength => IsIpv6 ? 128 : 32;

    public UInt128 Bits => new(High, Low);

    public static bool TryParse(string? text, out IpAddress address)
    {
        address = default;
        // IPAddress.TryParse also takes "1", "0x7f.1" and octal "010.0.0.1"; an operator who writes that has made a mistake.
        if (text is null || !IPAddress.TryParse(text, out var parsed)
            || (parsed.AddressFamily == AddressFamily.InterNetwork && parsed.ToString() != text))
            return false;
        address = From(parsed);
        return true;
    }

    public static IpAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IP address");

    public static IpAddress From(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var count);
        return count == 4
            ? V4(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : V6(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return new IPAddress(IsIpv6 ? bytes : bytes[12..]);
    }

    public int CompareTo(IpAddress other) => IsIpv6 != other.IsIpv6 ? IsIpv6.CompareTo(other.IsIpv6) : Bits.CompareTo(other.Bits);

    public override string ToString() => ToIPAddress().ToString();

    public static bool operator <(IpAddress left, IpAddress right) => left.CompareTo(right) < 0;

    public static bool operator >(IpAddress left, IpAddress right) => left.CompareTo(right) > 0;

    public static bool operator <=(IpAddress left, IpAddress right) => left.CompareTo(right) <= 0;

    public static bool operator >=(IpAddress left, IpAddress right) => left.CompareTo(right) >= 0;
}

/// <summary>An IP prefix; bits beyond <see cref="Length"/> are zero.</summary>
public readonly record struct IpPrefix : IComparable<IpPrefix>
{
    public IpPrefix(IpAddress address, byte length)
    {
        Length = (byte)Math.Min(length, address.BitLength);
        var hostBits = address.BitLength - Length;
        var kept = hostBits >= 128 ? UInt128.Zero : (address.Bits >> hostBits) << hostBits;
        Address = address.IsIpv6 ? IpAddress.V6(kept) : IpAddress.V4((uint)kept);
    }

    public IpAddress Address { get; }

    public byte Length { get; }

    public bool IsHost => Length == Address.BitLength;

    public bool Contains(IpAddress address) =>
        address.IsIpv6 == Address.IsIpv6 && new IpPrefix(address, Length).Address == Address;

    public static IpPrefix Host(IpAddress address) => new(address, (byte)address.BitLength);

    public static bool TryParse(string? text, out IpPrefix prefix)
    {
        prefix = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (!IpAddress.TryParse(slash < 0 ? text : text![..slash], out var address))
            return false;
        var length = (byte)address.BitLength;
        if (slash >= 0 && (!byte.TryParse(text.AsSpan(slash + 1), out length) || length > address.BitLength))
            return false;
        prefix = new IpPrefix(address, length);
        return true;
    }

    public int CompareTo(IpPrefix other) =>
        Address.CompareTo(other.Address) is not 0 and var order ? order : Length.CompareTo(other.Length);

    public override string ToString() => $"{Address}/{Length}";

    public static bool operator <(IpPrefix left, IpPrefix right) => left.CompareTo(right) < 0;

    public static bool operator >(IpPrefix left, IpPrefix right) => left.CompareTo(right) > 0;

    public static bool operator <=(IpPrefix left, IpPrefix right) => left.CompareTo(right) <= 0;

    public static bool operator >=(IpPrefix left, IpPrefix right) => left.CompareTo(right) >= 0;
}
