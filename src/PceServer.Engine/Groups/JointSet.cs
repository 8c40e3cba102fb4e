using System.Collections.Immutable;
using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.PathComputation;

namespace PceServer.Engine.Groups;

/// <summary>One of several questions that are answered together.</summary>
/// <param name="Group">The disjointness group that it is in; null where it is in none.</param>
internal readonly record struct JointMember(PathQuery Query, DisjointMembership? Group);

/// <summary>Members of SVECs and disjointness groups as one question (RFC 8800 §5.4): who has the P flag comes first.</summary>
/// <param name="Places">By member, its place in the question.</param>
internal sealed record JointSet(PathSetQuery Query, ImmutableArray<int> Places)
{
    /// <param name="further">Pairs, by member, that keep apart whatever their groups say.</param>
    /// <param name="objective">What is asked of all of them together; null = what their groups ask, else the least sum.</param>
    public static JointSet Of(ImmutableArray<JointMember> members, IEnumerable<PairDiversity> further, SetObjective? objective)
    {
        int[] order = [.. Enumerable.Range(0, members.Length).OrderByDescending(i => members[i].Group is { IsFirst: true })];
        var places = new int[members.Length];
        for (var place = 0; place < order.Length; place++)
            places[order[place]] = place;
        var pairs = further.Select(pair => pair with { One = places[pair.One], Other = places[pair.Other] })
            .Concat(Grouped(order.Select(i => members[i].Group).ToArray()));
        var query = new PathSetQuery([.. order.Select(i => members[i].Query)], [.. pairs], members.Count(m => m.Group is { IsFirst: true }))
        {
            Objective = objective ?? order.Select(i => members[i].Group?.Objective).FirstOrDefault(o => o is not null) ?? SetObjective.LeastSum,
        };
        return new(query, [.. places]);
    }

    /// <summary>The answer for a member, out of that for all.</summary>
    public PathAnswer Of(PathSetAnswer answer, int member) => answer.Members[Places[member]];

    /// <summary>Those with the P flag do not look at each other (RFC 8800 §5.5).</summary>
    private static IEnumerable<PairDiversity> Grouped(DisjointMembership?[] groups)
    {
        for (var other = 0; other < groups.Length; other++)
        {
            for (var one = 0; one < other; one++)
            {
                if (groups[one] is { } group && groups[other] is { } beside && group.Group == beside.Group && !(group.IsFirst && beside.IsFirst))
                    yield return new PairDiversity(one, other, group.Level, MayBeRelaxed: !group.IsStrict);
            }
        }
    }
}
