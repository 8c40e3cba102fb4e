using System.Collections.Immutable;
using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;

namespace PceServer.Engine.Groups;

/// <summary>
/// The disjointness groups of all PCCs (RFC 8800). Every member's actor computes the whole group in the same order on the same snapshot and takes its own part:
/// so all agree without waiting for each other.
/// </summary>
/// <remarks>
/// Two steps lead into a group. What is asked of it is claimed when an LSP is reported: of two that contradict each other the one that comes second is turned away,
/// however close they come. A member is who is computed: an LSP is one from the first set of paths that has room for it.
/// </remarks>
internal sealed class DisjointGroups
{
    private readonly Lock _turn = new();
    private readonly GroupIndex<DisjointMembership> _claims = new(claim => claim.Group);
    private readonly GroupIndex<GroupMember> _members = new(member => member.Membership.Group);

    /// <summary>A group has another member, one less, or one that asks for something else.</summary>
    public event Action<DisjointGroupKey>? Moved;

    /// <summary>
    /// Takes an LSP's word on its group, in place of what it said before; null = it is in none. False, and nothing is changed, where another LSP of the group asks
    /// for other flags: all but P are the same in all of a group (RFC 8800 §5.1).
    /// </summary>
    public bool TryClaim(BookingKey key, DisjointMembership? membership)
    {
        lock (_turn)
        {
            if (membership is not null && !IsFree(key, membership))
                return false;
            _claims.Set(key, membership);
            return true;
        }
    }

    /// <summary>True where nobody else asks for other flags.</summary>
    public bool Agrees(DisjointMembership membership)
    {
        lock (_turn)
            return IsFree(default, membership);
    }

    /// <summary>Puts an LSP in its group, or takes it out where it has none.</summary>
    public void Set(BookingKey key, GroupMember? member)
    {
        GroupMember? before;
        lock (_turn)
        {
            _members.TryGet(key, out before);
            if (member is null ? before is null : before is not null && before.SameAs(member))
                return;
            _members.Set(key, member);
        }
        if (before is not null && before.Membership.Group != member?.Membership.Group)
            Moved?.Invoke(before.Membership.Group);
        if (member is not null)
            Moved?.Invoke(member.Membership.Group);
    }

    /// <summary>The LSP is gone.</summary>
    public void Forget(BookingKey key)
    {
        TryClaim(key, null);
        Set(key, null);
    }

    /// <summary>In the order of the computation: who has the P flag first, then by name.</summary>
    public ImmutableArray<GroupMember> Of(DisjointGroupKey group)
    {
        lock (_turn)
            return [.. InOrder(_members.Of(group).Select(m => m.Value))];
    }

    /// <summary>The same with one that is in the group, or would like to be.</summary>
    public ImmutableArray<GroupMember> With(GroupMember member)
    {
        lock (_turn)
            return [.. InOrder(_members.Of(member.Membership.Group).Where(m => m.Key != member.Key).Select(m => m.Value).Append(member))];
    }

    private static IEnumerable<GroupMember> InOrder(IEnumerable<GroupMember> members) => members
        .OrderByDescending(member => member.Membership.IsFirst).ThenBy(member => member.Key.Pcc.Text, StringComparer.Ordinal).ThenBy(member => member.Key.Name, StringComparer.Ordinal);

    private bool IsFree(BookingKey key, DisjointMembership membership) =>
        _claims.Of(membership.Group).All(claim => claim.Key == key || claim.Value.AgreesWith(membership));
}
