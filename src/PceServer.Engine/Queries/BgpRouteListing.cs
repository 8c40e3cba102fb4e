using System.Collections.Immutable;

namespace PceServer.Engine.Queries;

/// <summary>NLRI types that can be asked for (RFC 9552 §5.2, RFC 9514 §6, RFC 9857 §4).</summary>
public enum BgpRouteType : byte
{
    /// <summary>Types that are not known here, kept whole.</summary>
    Unknown = 0,
    Node = 1, Link = 2, Ipv4Prefix = 3, Ipv6Prefix = 4, SrPolicy = 5, Srv6Sid = 6,
}

/// <summary>Which routes an operator asks for.</summary>
/// <param name="IsVpn">SAFI 72 alone (true), SAFI 71 alone (false), or both.</param>
public sealed record BgpRouteQuestion(BgpRouteType? Type, bool? IsVpn, int Limit);

/// <summary>The first of the routes in use.</summary>
/// <param name="Total">How many there are.</param>
public sealed record BgpRouteListing(int Total, ImmutableArray<BgpRouteView> Routes);

/// <summary>One BGP-LS route in use, whatever it is about: what the topology has no place for is seen here.</summary>
/// <param name="Text">Every descriptor that was read.</param>
public sealed record BgpRouteView(BgpRouteType Type, string Protocol, ulong Identifier, string Text, string Octets, string Peer)
{
    /// <summary>As <c>65000:7</c> or <c>192.0.2.1:7</c> (RFC 4364 §4.2); null in SAFI 71.</summary>
    public string? RouteDistinguisher { get; init; }

    /// <summary>Why the NLRI is passed over although it is kept; null when it is not.</summary>
    public string? Fault { get; init; }

    /// <summary>The TLVs of attribute 29; unknown ones as they came.</summary>
    public ImmutableArray<BgpTlvView> Attributes { get; init; } = [];
}

/// <summary>One TLV.</summary>
/// <param name="Name">What it is; Unknown or Malformed where it could not be read.</param>
public sealed record BgpTlvView(ushort Code, string Name, string Text);
