using System.Collections.Immutable;
using PceServer.Engine.Groups;
using PceServer.Engine.Lsps;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Engine.Paths;
using PceServer.PathComputation;
using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Engine.Sessions;

/// <summary>Answers requests of one disjointness group: those of one message together, and beside the LSPs that are in the group already (RFC 8800 §5.1).</summary>
internal sealed class GroupAnswers(PccState state, RequestAnswers answers)
{
    // A group that is larger is computed as far as this goes (RFC 8800 §5.1).
    internal const int MaximumMembers = 64;

    public void Answer(IEnumerable<PathComputationRequest> requests, DisjointMembership membership)
    {
        var asked = ImmutableArray.CreateBuilder<AskedPath>();
        foreach (var request in requests)
        {
            var own = DisjointMapping.ToDomain(request).Joins!;
            if (!own.AgreesWith(membership) || !state.Engine.Groups.Agrees(own))
                answers.Refuse(request, PcepErrors.AssociationMismatch, $"{own.Group} asks for something else");
            else if (AskedPath.Read(state, request, out var refusal) is { } path)
                asked.Add(path);
            else
                answers.Refuse(request, refusal.Error, refusal.Reason);
        }
        if (asked.Count == 0)
            return;
        lock (state.Engine.Ledger.BandwidthTurn)
            state.Send(new PcRep(Respond(asked.ToImmutable(), membership).ToValueList()));
    }

    private IEnumerable<PathComputationResponse> Respond(ImmutableArray<AskedPath> asked, DisjointMembership membership)
    {
        var others = state.Engine.Groups.Of(membership.Group).Where(member => !asked.Any(a => a.Query.Own == member.Key));
        ImmutableArray<JointMember> members =
        [
            .. asked.Select(a => new JointMember(a.Query, a.Group)),
            .. others.Select(member => new JointMember(member.Query(state.Topology), member.Membership)).Take(Math.Max(MaximumMembers - asked.Length, 0)),
        ];
        var joint = members.Length is < 2 or > MaximumMembers ? null : JointSet.Of(members, [], null);
        var found = joint is null ? null : state.Engine.Paths.Find(state.Topology, joint.Query);
        for (var i = 0; i < asked.Length; i++)
        {
            var isTogether = found is not null && (found.IsFound || membership.IsStrict);
            var answer = isTogether ? joint!.Of(found!, i) : state.Engine.Paths.Find(state.Topology, asked[i].Query);
            Disjointness? reached = found is null || answer is PathAnswer.NotFound ? null : isTogether ? found.Reached : Disjointness.None;
            yield return answers.Respond(asked[i], answer) with { Associations = [DisjointMapping.ToWire(asked[i].Group!, reached)] };
        }
    }
}
