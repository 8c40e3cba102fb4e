using Microsoft.Extensions.Logging;
using PceServer.Engine.Groups;
using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.Engine.Queries;
using PceServer.PathComputation;
using PceServer.Pcep;
using PceServer.Topology;

namespace PceServer.Engine.Sessions;

/// <summary>Computes LSPs together with the others of their disjointness groups, and says which of them a group has room for (RFC 8800 §5.6).</summary>
internal sealed partial class GroupKeeper(PccState state, ILogger log)
{
    private readonly ILogger _log = log;

    /// <summary>An LSP's own part of its group. Where the group may be relaxed and has no solution at all, it is computed as if alone.</summary>
    public PathAnswer Find(Lsp lsp, PathQuery query, TopologySnapshot topology, out Disjointness? reached)
    {
        reached = null;
        if (state.MemberOf(lsp) is not { } own)
            return state.Engine.Paths.Find(topology, query);
        var members = state.Engine.Groups.With(own);
        var place = members.IndexOf(own);
        if (members.Length < 2)
            return state.Engine.Paths.Find(topology, query);
        if (place < GroupAnswers.MaximumMembers)
        {
            var considered = members.Take(GroupAnswers.MaximumMembers).Select(member => new JointMember(member.Query(topology), member.Membership));
            var joint = JointSet.Of([.. considered], [], null);
            var found = state.Engine.Paths.Find(topology, joint.Query);
            reached = found.Reached;
            if (found.IsFound || own.Membership.IsStrict)
                return joint.Of(found, place);
        }
        reached = Disjointness.None;
        return state.Engine.Paths.Find(topology, query);
    }

    /// <summary>
    /// An LSP that is new to a strict group which has no room for it is turned away, and those that are in it keep their paths; it is looked at again when the network
    /// or the group changes. False where it is in the group already, or has no path even alone.
    /// </summary>
    public bool HasTurnedAway(Lsp lsp, PathAnswer.NotFound answer)
    {
        if (lsp is not { Group: { IsStrict: true } group, IsInGroup: false }
            || answer.Explanation.Reason is not (NoPathReason.NotDisjoint or NoPathReason.RefusedBySimulator))
            return false;
        var sentence = $"no room in {group.Group}: {answer.Explanation.Sentence}";
        if (lsp.GroupRefusal is null)
        {
            LogTurnedAway(state.Pcc, lsp.Name, sentence);
            state.Event(PceEventKind.Lsp, sentence, lsp);
            state.Send(new PcErr([new ErrorGroup([new PcepErrorObject(PcepErrors.CannotJoinAssociation)])
            {
                Srps = [new SrpObject(new SrpId(0))],
                Lsps = [new LspObject(new PceServer.Pcep.PlspId(lsp.Plsp.Value))],
            }]));
        }
        state.Keep(lsp with { GroupRefusal = sentence, Why = sentence });
        return true;
    }
}
