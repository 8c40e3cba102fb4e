namespace PceServer.Topology;

/// <summary>BGP-LS Protocol-ID (RFC 9552 §5.2, RFC 9086 §4).</summary>
public enum LinkStateProtocol : byte
{
    Unknown = 0, IsisLevel1 = 1, IsisLevel2 = 2, Ospfv2 = 3, Direct = 4, Static = 5, Ospfv3 = 6, Bgp = 7,
    RsvpTe = 8, SegmentRouting = 9,
}

/// <summary>
/// IGP router id (RFC 9552 §5.2.1.4): 4 octets OSPF, 6 IS-IS system id, 7 IS-IS pseudonode, 8 OSPF pseudonode (router id, then interface
/// address); 0 when there is none, as for a BGP peer known by its BGP identifier only.
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

/// <summary>
/// What tells one link-state node from another: protocol, instance (the Identifier field) and node descriptors (RFC 9552 §5.2.1).
/// </summary>
/// <param name="Area">OSPF area id; zero for IS-IS, whose level is the protocol.</param>
/// <param name="BgpRouterId">BGP identifier (TLV 516, RFC 9086), zero when absent.</param>
public sealed record NodeKey(
    LinkStateProtocol Protocol, ulong Instance, uint AutonomousSystem, uint BgpLsId, uint Area, IgpRouterId RouterId, uint BgpRouterId = 0)
{
    public int CompareTo(NodeKey? other)
    {
        if (other is null)
            return 1;
        var order = Protocol.CompareTo(other.Protocol);
        order = order != 0 ? order : Instance.CompareTo(other.Instance);
        order = order != 0 ? order : AutonomousSystem.CompareTo(other.AutonomousSystem);
        order = order != 0 ? order : BgpLsId.CompareTo(other.BgpLsId);
        order = order != 0 ? order : Area.CompareTo(other.Area);
        order = order != 0 ? order : RouterId.Octets.CompareTo(other.RouterId.Octets);
        order = order != 0 ? order : RouterId.Value.CompareTo(other.RouterId.Value);
        return order != 0 ? order : BgpRouterId.CompareTo(other.BgpRouterId);
    }

    // Keys are hashed by the million while a feed loads.
    public override int GetHashCode()
    {
        var mixed = (RouterId.Value * 0x9E3779B97F4A7C15UL) ^ ((ulong)BgpRouterId << 24) ^ ((ulong)AutonomousSystem << 8)
            ^ (byte)Protocol ^ (Instance << 40) ^ Area;
        return (int)((mixed * 0xD6E8FEB86659FD93UL) >> 32);
    }

    public override string ToString() =>
        RouterId.Octets == 0 && BgpRouterId != 0 ? $"AS{AutonomousSystem}:{IpAddress.V4(BgpRouterId)}" : RouterId.ToString();
}
