using System.Globalization;
using PceServer.Wire;

namespace PceServer.Bgp;

/// <summary>A four-octet AS number (RFC 6793 §3).</summary>
public readonly record struct AutonomousSystem(uint Number)
{
    /// <summary>AS_TRANS, which stands in two-octet fields for numbers that do not fit (RFC 6793 §9).</summary>
    public static readonly AutonomousSystem Trans = new(23456);

    public bool FitsTwoOctets => Number <= ushort.MaxValue;

    /// <summary>What goes into a two-octet field.</summary>
    public ushort TwoOctets => FitsTwoOctets ? (ushort)Number : (ushort)Trans.Number;

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A BGP identifier, four octets shown as an IPv4 address (RFC 4271 §4.2, RFC 6286 §2.1).</summary>
public readonly record struct BgpIdentifier(uint Value) : IComparable<BgpIdentifier>
{
    public int CompareTo(BgpIdentifier other) => Value.CompareTo(other.Value);

    public override string ToString() => new Ipv4Address(Value).ToString();

    public static bool operator <(BgpIdentifier left, BgpIdentifier right) => left.Value < right.Value;

    public static bool operator >(BgpIdentifier left, BgpIdentifier right) => left.Value > right.Value;

    public static bool operator <=(BgpIdentifier left, BgpIdentifier right) => left.Value <= right.Value;

    public static bool operator >=(BgpIdentifier left, BgpIdentifier right) => left.Value >= right.Value;
}

/// <summary>Address family and subsequent address family of a multiprotocol attribute (RFC 4760 §3).</summary>
public readonly record struct AddressFamily(ushort Afi, byte Safi)
{
    /// <summary>BGP-LS (RFC 9552 §5.2).</summary>
    public static readonly AddressFamily LinkState = new(16388, 71);

    /// <summary>BGP-LS-VPN: each NLRI starts with a route distinguisher (RFC 9552 §5.2).</summary>
    public static readonly AddressFamily LinkStateVpn = new(16388, 72);

    public static readonly AddressFamily Ipv4Unicast = new(1, 1);

    public bool IsLinkState => Afi == 16388 && Safi is 71 or 72;

    public override string ToString() => $"{Afi}/{Safi}";
}
