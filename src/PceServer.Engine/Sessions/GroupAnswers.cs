using System.Collections.Immutable;
using PceServer.Engine.Lsps;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Engine.Paths;
using PceServer.PathComputation;
using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Engine.Sessions;

/// <summary>Answers requests of one disjointness group: those of one message together, and beside the LSPs that are in the group already (RFC 8800 §4.5).</summary>
internal sealed class GroupAnswers(PccState state, RequestAnswers answers)
{
    public void Answer(IEnumerable<PathComputationRequest> requests, DisjointMembership membership)
    {
        var asked = ImmutableArray.CreateBuilder<(AskedPath Path, DisjointMembership Membership)>();
        foreach (var request in requests)
        {
            var own = DisjointMapping.ToDomain(request.Associations).Joins!;
            if (!own.AgreesWith(membership) || state.Engine.Groups.Conflicts(default, own))
                answers.Refuse(request, PcepErrors.AssociationMismatch, $"{own.Group} asks for something else");
            else if (AskedPath.Read(state, request, out var refusal) is { } path)
                asked.Add((path, own));
            else
                answers.Refuse(request, refusal.Error, refusal.Reason);
        }
        if (asked.Count == 0)
            return;
        lock (state.Engine.Ledger.BandwidthTurn)
            state.Send(new PcRep(Respond(asked.ToImmutable(), membership).ToValueList()));
    }

    private IEnumerable<PathComputationResponse> Respond(ImmutableArray<(AskedPath Path, DisjointMembership Membership)> asked, DisjointMembership membership)
    {
        var others = state.Engine.Groups.Of(membership.Group).Where(member => !asked.Any(a => a.Path.Query.Own == member.Key));
        var all = others.Select(member => (Query: member.Query(state.Topology), member.Membership.IsFirst, Index: -1))
            .Concat(asked.Select((a, index) => (a.Path.Query, a.Membership.IsFirst, Index: index)))
            .OrderByDescending(part => part.IsFirst).ToArray();
        var found = all.Length < 2 ? null : state.Engine.Paths.Find(state.Topology, new PathSetQuery([.. all.Select(part => part.Query)], membership.Level)
        {
            IsStrict = membership.IsStrict,
            Goal = all[0].IsFirst ? DisjointGoal.FirstIsBest : DisjointGoal.LeastSum,
        });
        for (var i = 0; i < asked.Length; i++)
        {
            var isTogether = found is not null && (found.IsFound || membership.IsStrict);
            var answer = isTogether ? found!.Members[Array.FindIndex(all, part => part.Index == i)] : state.Engine.Paths.Find(state.Topology, asked[i].Path.Query);
            Disjointness? reached = found is null || answer is PathAnswer.NotFound ? null : isTogether ? found.Reached : Disjointness.None;
            yield return answers.Respond(asked[i].Path, answer) with { Associations = [DisjointMapping.ToWire(asked[i].Membership, reached)] };
        }
    }
}
