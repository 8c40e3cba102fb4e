using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>
/// What the claims to one label at one node are compared by, smallest first: administrative distance, type of FEC, address family, then the fields of the FEC as
/// numbers (RFC 8660 §2.5.1).
/// </summary>
/// <param name="Distance">Zero for a SID that was given explicitly and outlives a restart.</param>
/// <param name="Type">120 prefix, 130 adjacency, 140 parallel adjacencies, 150 SR policy.</param>
/// <param name="Fields">Addresses stand in the most significant bits.</param>
internal sealed record LabelRank(byte Distance, byte Type, bool IsIpv6, ImmutableArray<UInt128> Fields) : IComparable<LabelRank>
{
    public const byte Explicit = 0;

    /// <summary>A binding SID has a higher distance than anything else that is given dynamically.</summary>
    public const byte Policy = 255;

    private const byte PrefixType = 120, AdjacencyType = 130, ParallelType = 140, PolicyType = 150;

    public static LabelRank OfPrefix(Fec fec) => new(
        Explicit, PrefixType, fec.Prefix.Address.IsIpv6,
        [fec.Prefix.Length, Left(fec.Prefix.Address), fec.Domain.Instance, fec.Domain.MultiTopologyId, fec.Sid.Algorithm]);

    /// <param name="neighbors">For each link of the adjacency the address of its far end, and its interface identifier.</param>
    public static LabelRank OfAdjacency(byte distance, IReadOnlyList<(IpAddress Next, uint Interface)> neighbors)
    {
        var isIpv6 = neighbors[0].Next.IsIpv6;
        if (neighbors is [var (next, number)])
            return new(distance, AdjacencyType, isIpv6, [Left(next), number]);
        return new(
            distance, ParallelType, isIpv6,
            [(UInt128)neighbors.Count, .. neighbors.Select(n => Left(n.Next)).Order(), .. neighbors.Select(n => (UInt128)n.Interface).Order()]);
    }

    public static LabelRank OfPolicy(BindingSid binding) =>
        new(Policy, PolicyType, binding.Endpoint.IsIpv6, [Left(binding.Endpoint), binding.Color]);

    public int CompareTo(LabelRank? other)
    {
        if (other is null)
            return 1;
        var order = Distance.CompareTo(other.Distance);
        order = order != 0 ? order : Type.CompareTo(other.Type);
        order = order != 0 ? order : IsIpv6.CompareTo(other.IsIpv6);
        for (var i = 0; order == 0 && i < Math.Min(Fields.Length, other.Fields.Length); i++)
            order = Fields[i].CompareTo(other.Fields[i]);
        return order != 0 ? order : Fields.Length.CompareTo(other.Fields.Length);
    }

    private static UInt128 Left(IpAddress address) => address.IsIpv6 ? address.Bits : address.Bits << 96;
}
