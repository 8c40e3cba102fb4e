namespace PceServer.Topology;

/// <summary>BGP-LS Protocol-ID (RFC 9552 §5.2, RFC 9086 §4).</summary>
public enum LinkStateProtocol : byte
{
    Unknown = 0, IsisLevel1 = 1, IsisLevel2 = 2, Ospfv2 = 3, Direct = 4, Static = 5, Ospfv3 = 6, Bgp = 7,
    RsvpTe = 8, SegmentRouting = 9,
}

/// <summary>
/// IGP router id (RFC 9552 §5.2.1.4): 4 octets OSPF, 6 IS-IS system id, 7 IS-IS pseudonode, 8 OSPF pseudonode (router id, then interface address);
/// 0 when there is none, as for a BGP peer known by its BGP identifier only.
/// </summary>
public readonly record struct IgpRouterId(ulong Value, byte Octets)
{
    public bool IsPseudonode => Octets is 7 or 8;

    /// <summary>The router that a pseudonode stands beside, or this id itself.</summary>
    public IgpRouterId Router => Octets switch { 7 => new(Value >> 8, 6), 8 => new(Value >> 32, 4), _ => this };

    public override string ToString() => Octets switch
    {
        0 => "-",
        4 => IpAddress.V4((uint)Value).ToString(),
        6 => SystemId(Value),
        7 => $"{SystemId(Value >> 8)}.{Value & 0xFF:x2}",
        8 => $"{IpAddress.V4((uint)(Value >> 32))}:{IpAddress.V4((uint)Value)}",
        _ => $"0x{Value:x}",
    };

    private static string SystemId(ulong id) => $"{(id >> 32) & 0xFFFF:x4}.{(id >> 16) & 0xFFFF:x4}.{id & 0xFFFF:x4}";
}

/// <summary>What tells one link-state node from another: protocol, instance (the Identifier field) and node descriptors (RFC 9552 §5.2.1).</summary>
/// <param name="Area">OSPF area id; zero for IS-IS, whose level is the protocol.</param>
/// <param name="BgpRouterId">BGP identifier (TLV 516, RFC 9086), zero when absent.</param>
public sealed record NodeKey(
    LinkStateProtocol Protocol, ulong Instance, uint AutonomousSystem, uint BgpLsId, uint Area, IgpRouterId RouterId, uint BgpRouterId = 0)
{
    public override string ToString() =>
        RouterId.Octets == 0 && BgpRouterId != 0 ? $"AS{AutonomousSystem}:{IpAddress.V4(BgpRouterId)}" : RouterId.ToString();
}

/// <summary>A link as one of its ends announces it (RFC 9552 §5.2.2): parallel links differ by addresses or by identifiers.</summary>
public sealed record LinkKey(NodeKey Local, NodeKey Remote)
{
    public IpAddress? LocalAddress { get; init; }
    public IpAddress? RemoteAddress { get; init; }
    public IpAddress? LocalIpv6Address { get; init; }
    public IpAddress? RemoteIpv6Address { get; init; }

    /// <summary>Link identifiers (TLV 258), zero when absent.</summary>
    public uint LocalIdentifier { get; init; }
    public uint RemoteIdentifier { get; init; }
    public ushort MultiTopologyId { get; init; }

    public override string ToString() => (LocalAddress ?? LocalIpv6Address) is { } address
        ? $"{Local}->{Remote} ({address})"
        : LocalIdentifier != 0 ? $"{Local}->{Remote} (#{LocalIdentifier})" : $"{Local}->{Remote}";
}

/// <summary>A prefix as one node announces it (RFC 9552 §5.2.3).</summary>
public sealed record PrefixKey(NodeKey Node, IpPrefix Prefix)
{
    public ushort MultiTopologyId { get; init; }
    public byte OspfRouteType { get; init; }

    public override string ToString() => $"{Prefix} at {Node}";
}
