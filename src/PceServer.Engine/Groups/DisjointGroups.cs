using System.Collections.Immutable;
using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.PathComputation;
using PceServer.Topology;

namespace PceServer.Engine.Groups;

/// <summary>A member of a group as others need to know it to compute the group: what it asks for and between which ends.</summary>
internal sealed record GroupMember(BookingKey Key, DisjointMembership Membership, EndpointClues Clues, SidDepthRule SidDepth)
{
    public PathQuery Query(TopologySnapshot topology) =>
        new(EndpointResolver.HeadEnd(topology, Clues), EndpointResolver.Tail(topology, Clues), Clues.Demand, SidDepth) { Own = Key };

    public bool SameAs(GroupMember other) =>
        Membership == other.Membership && SidDepth == other.SidDepth && Clues.Demand.SameAs(other.Clues.Demand)
        && Clues with { Demand = PathDemand.Default } == other.Clues with { Demand = PathDemand.Default };
}

/// <summary>
/// The disjointness groups of all PCCs (RFC 8800). Every member's actor computes the whole group in the same order on the same snapshot and takes its own part:
/// so all agree without waiting for each other.
/// </summary>
internal sealed class DisjointGroups
{
    private readonly Lock _turn = new();
    private readonly Dictionary<BookingKey, GroupMember> _members = [];

    /// <summary>A group has another member, one less, or one that asks for something else.</summary>
    public event Action<DisjointGroupKey>? Moved;

    /// <summary>Puts an LSP in its group, or takes it out where it has none.</summary>
    public void Set(BookingKey key, GroupMember? member)
    {
        GroupMember? before;
        lock (_turn)
        {
            _members.TryGetValue(key, out before);
            if (member is null ? before is null : before is not null && before.SameAs(member))
                return;
            if (member is null)
                _members.Remove(key);
            else
                _members[key] = member;
        }
        if (before is not null && before.Membership.Group != member?.Membership.Group)
            Moved?.Invoke(before.Membership.Group);
        if (member is not null)
            Moved?.Invoke(member.Membership.Group);
    }

    /// <summary>In the order of the computation: who has the P flag first, then by name.</summary>
    public ImmutableArray<GroupMember> Of(DisjointGroupKey group)
    {
        lock (_turn)
            return [.. _members.Values.Where(member => member.Membership.Group == group)
                .OrderByDescending(member => member.Membership.IsFirst).ThenBy(member => member.Key.Pcc.Text, StringComparer.Ordinal).ThenBy(member => member.Key.Name, StringComparer.Ordinal)];
    }

    /// <summary>True where another member asks for something else: flags but P are the same in all of a group.</summary>
    public bool Conflicts(BookingKey key, DisjointMembership membership) =>
        Of(membership.Group).Any(member => member.Key != key && !member.Membership.AgreesWith(membership));

    /// <summary>The question for a whole group.</summary>
    public static PathSetQuery Query(TopologySnapshot topology, ImmutableArray<GroupMember> members) =>
        new([.. members.Select(member => member.Query(topology))], members[0].Membership.Level)
        {
            IsStrict = members[0].Membership.IsStrict,
            Goal = members[0].Membership.IsFirst ? DisjointGoal.FirstIsBest : DisjointGoal.LeastSum,
        };
}
