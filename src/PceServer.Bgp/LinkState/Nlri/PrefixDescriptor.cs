using PceServer.Wire;

namespace PceServer.Bgp.LinkState;

/// <summary>IP reachability (TLV 265): IPv4 in the low 32 bits, IPv6 in all 128; bits behind the length are zero (RFC 9552 §5.2.3.2).</summary>
public readonly record struct IpReachability(UInt128 Address, byte PrefixLength, bool IsIpv6)
{
    public static IpReachability V4(uint address, byte prefixLength) => new(address, prefixLength, false);

    public static IpReachability V6(UInt128 address, byte prefixLength) => new(address, prefixLength, true);

    public int Width => IsIpv6 ? 128 : 32;

    public override string ToString() => IsIpv6
        ? $"{new Ipv6Address(Address)}/{PrefixLength}"
        : $"{new Ipv4Address((uint)Address)}/{PrefixLength}";

    /// <summary>Reads the value of TLV 265; false when length and octets disagree.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> value, bool isIpv6, out IpReachability reachability)
    {
        reachability = default;
        var width = isIpv6 ? 128 : 32;
        if (value.Length == 0 || value[0] > width || value.Length - 1 != (value[0] + 7) / 8)
            return false;
        UInt128 bits = 0;
        for (var i = 1; i < value.Length; i++)
            bits |= (UInt128)value[i] << (width - (8 * i));
        var host = width - value[0];
        // Bits behind the prefix must be zero; a sender that leaves some set still means the prefix.
        var kept = host == 128 ? UInt128.Zero : bits >> host << host;
        reachability = new IpReachability(kept, value[0], isIpv6);
        return true;
    }

    internal void Write(ref WireWriter writer)
    {
        var octets = (PrefixLength + 7) / 8;
        LinkStateTlvs.Header(ref writer, DescriptorCode.IpReachability, 1 + octets);
        writer.U8(PrefixLength);
        for (var i = 1; i <= octets; i++)
            writer.U8((byte)(Address >> (Width - (8 * i))));
    }
}

/// <summary>What names a prefix at its node (RFC 9552 §5.2.3).</summary>
public sealed record PrefixDescriptor
{
    /// <summary>12 bits; absent is the default topology.</summary>
    public ushort? MultiTopologyId { get; init; }

    public OspfRouteType? OspfRouteType { get; init; }

    /// <summary>Mandatory; null makes the NLRI unusable.</summary>
    public IpReachability? Reachability { get; init; }

    public ValueList<UnknownTlv> Other { get; init; }

    internal void Write(ref WireWriter writer)
    {
        LinkStateTlvs.MultiTopology(ref writer, MultiTopologyId);
        if (OspfRouteType is { } routeType)
        {
            LinkStateTlvs.Header(ref writer, DescriptorCode.OspfRouteType, 1);
            writer.U8((byte)routeType);
        }
        Reachability?.Write(ref writer);
        LinkStateTlvs.Write(ref writer, Other);
    }
}
