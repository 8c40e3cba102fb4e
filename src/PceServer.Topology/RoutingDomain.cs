namespace PceServer.Topology;

/// <summary>
/// The flooding scope within which a link was announced: shortest paths of an IGP stay in one, and a node that is in several borders them
/// (RFC 9552 §5.2, RFC 9552 §5.2.2.1 for the topology).
/// </summary>
public readonly record struct RoutingDomain(
    LinkStateProtocol Protocol, ulong Instance, uint AutonomousSystem, uint BgpLsId, uint Area, ushort MultiTopologyId)
{
    public static RoutingDomain Of(LinkKey link) =>
        new(link.Local.Protocol, link.Local.Instance, link.Local.AutonomousSystem, link.Local.BgpLsId, link.Local.Area,
            link.MultiTopologyId);

    /// <summary>The domain of a node's identity, in the default topology.</summary>
    public static RoutingDomain Of(NodeKey node) =>
        new(node.Protocol, node.Instance, node.AutonomousSystem, node.BgpLsId, node.Area, 0);

    /// <summary>The domain in which a prefix is announced.</summary>
    public static RoutingDomain Of(PrefixKey prefix) => Of(prefix.Node) with { MultiTopologyId = prefix.MultiTopologyId };

    /// <summary>Whether shortest paths of an IGP run in it; BGP peering (RFC 9086 §4), direct and static links are in none.</summary>
    public bool IsIgp => Protocol is LinkStateProtocol.IsisLevel1 or LinkStateProtocol.IsisLevel2 or LinkStateProtocol.Ospfv2
        or LinkStateProtocol.Ospfv3;

    /// <summary>Whether an identity belongs to it, whatever the topology.</summary>
    public bool Holds(NodeKey node) =>
        Area == node.Area && Protocol == node.Protocol && Instance == node.Instance && AutonomousSystem == node.AutonomousSystem
        && BgpLsId == node.BgpLsId;
}

/// <summary>Why a half-link is not an edge of the snapshot.</summary>
public enum UnusableReason : byte
{
    /// <summary>The other end does not announce its half.</summary>
    OneWay,
    /// <summary>One of its ends is not announced as a node.</summary>
    UnknownNode,
    /// <summary>The same half-link is announced under another identity of its node.</summary>
    Duplicate,
}

/// <summary>A half-link that was announced but takes no part in paths.</summary>
public sealed record UnusableLink(LinkKey Key, LinkAttributes Attributes, UnusableReason Reason);
