using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>Addresses as the wire holds them, and as the domain does.</summary>
internal static class AddressMapping
{
    public static IpAddress ToDomain(this WireAddress address) => new(address.High, address.Low, address.IsIpv6);

    public static IpAddress ToDomain(this Ipv4Address address) => IpAddress.V4(address.Value);

    public static IpAddress ToDomain(this Ipv6Address address) => IpAddress.V6(address.Value);

    public static WireAddress ToWire(this IpAddress address) => new(address.High, address.Low, address.IsIpv6);

    public static Ipv4Address ToIpv4(this IpAddress address) => new((uint)address.Low);
}
