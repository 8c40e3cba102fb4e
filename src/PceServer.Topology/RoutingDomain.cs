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
