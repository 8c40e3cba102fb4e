using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>
/// Which of several FECs keeps a label that they all claim: the one of the smaller administrative distance, then of the numerically smaller encoding, so that
/// all nodes agree (RFC 8660 §2.5.1). Where they are one FEC, known to several domains of a routing instance, the IGP's choice of route stands between them.
/// </summary>
internal static class FecPreference
{
    /// <summary>Negative when <paramref name="one"/> is preferred; what lies within one routing instance counts for nothing.</summary>
    public static int CompareFecs(Fec one, Fec other)
    {
        var order = RouteKind.AdministrativeDistance(one.Domain.Protocol).CompareTo(RouteKind.AdministrativeDistance(other.Domain.Protocol));
        order = order != 0 ? order : one.Prefix.Address.IsIpv6.CompareTo(other.Prefix.Address.IsIpv6);
        order = order != 0 ? order : one.Prefix.Length.CompareTo(other.Prefix.Length);
        order = order != 0 ? order : one.Prefix.Address.CompareTo(other.Prefix.Address);
        order = order != 0 ? order : CompareInstances(one.Domain, other.Domain);
        order = order != 0 ? order : one.Domain.MultiTopologyId.CompareTo(other.Domain.MultiTopologyId);
        return order != 0 ? order : one.Sid.Algorithm.CompareTo(other.Sid.Algorithm);
    }

    /// <summary>Adds the choice of route: kind, then cost; equals of two OSPF areas do not share the traffic, the larger area has it (RFC 2328 §16.8).</summary>
    public static int Compare(Fec one, ulong cost, Fec other, ulong otherCost)
    {
        var order = CompareFecs(one, other);
        order = order != 0 ? order : one.Kind.CompareTo(other.Kind);
        order = order != 0 ? order : cost.CompareTo(otherCost);
        order = order != 0 ? order : other.Domain.Area.CompareTo(one.Domain.Area);
        order = order != 0 ? order : one.Domain.Protocol.CompareTo(other.Domain.Protocol);
        return order != 0 ? order : one.IsMapped.CompareTo(other.IsMapped);
    }

    private static int CompareInstances(RoutingDomain one, RoutingDomain other)
    {
        var order = one.Instance.CompareTo(other.Instance);
        order = order != 0 ? order : one.AutonomousSystem.CompareTo(other.AutonomousSystem);
        order = order != 0 ? order : one.BgpLsId.CompareTo(other.BgpLsId);
        return order != 0 ? order : Family(one.Protocol).CompareTo(Family(other.Protocol));
    }

    /// <summary>Both levels of IS-IS are one protocol.</summary>
    private static LinkStateProtocol Family(LinkStateProtocol protocol) =>
        protocol == LinkStateProtocol.IsisLevel1 ? LinkStateProtocol.IsisLevel2 : protocol;
}
