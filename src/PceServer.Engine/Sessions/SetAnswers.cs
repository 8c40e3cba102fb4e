using System.Collections.Immutable;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Engine.Paths;
using PceServer.PathComputation;
using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Engine.Sessions;

/// <summary>Answers the requests of one SVEC in one PCRep that repeats the SVEC (RFC 5440 §6.5, §7.13.2).</summary>
internal sealed class SetAnswers(PccState state, RequestAnswers answers)
{
    public void Answer(RequestSet set)
    {
        if (set.Arrived.IsEmpty)
            return;
        var asked = ImmutableArray.CreateBuilder<AskedPath>();
        foreach (var request in set.Arrived)
        {
            if (AskedPath.Read(state, request, out var refusal) is { } path)
                asked.Add(path);
            else
                set.Refusal ??= refusal;
        }
        var mapping = new SetMapping();
        var terms = mapping.Map(set.Asked, asked.Select(path => path.Query.Demand.Constraints.BandwidthBytesPerSecond));
        // What a group demands of a request holds beside what the SVEC demands (RFC 8800 §4.5).
        foreach (var request in set.Arrived)
            terms = terms with { Level = terms.Level | (DisjointMapping.ToDomain(request.Associations).Joins?.Level ?? Disjointness.None) };
        foreach (var unhonoured in mapping.Unhonoured.Where(unhonoured => unhonoured.IsMandatory))
            set.Refusal ??= (unhonoured.Error, unhonoured.Reason);
        if (set.Refusal is { } reason)
        {
            foreach (var request in set.Arrived)
                answers.Refuse(request, reason.Error, reason.Reason);
            return;
        }
        ImmutableArray<AskedPath> paths = [.. asked.Select(path => path with { Query = path.Query with { Demand = terms.ApplyTo(path.Query.Demand) } })];
        if (paths.All(path => path.Query.Demand.Constraints.BandwidthBytesPerSecond == 0))
            Compute(set, terms, paths);
        else
            lock (state.Engine.Ledger.BandwidthTurn)
                Compute(set, terms, paths);
    }

    /// <summary>SyncTimer: what came is answered with PCErr 7, which names what did not (RFC 5440 §7.15).</summary>
    public void Expire(RequestSet set)
    {
        var error = new PcepErrorObject(PcepErrors.SynchronizedRequestMissing) { Tlvs = set.Missing.Select(id => (ITlv)new ReqMissing(id)).ToValueList() };
        state.Send(new PcErr([new ErrorGroup([error])
        {
            Requests = set.Arrived.Select(request => new RpObject(request.Rp.RequestId) { HeaderFlags = ObjectFlags.None }).ToValueList(),
        }]));
        var arrived = set.Arrived;
        var missing = set.Missing;
        answers.LogMissing(state.Pcc, arrived.Length, new RequestText(missing));
    }

    private void Compute(RequestSet set, SetTerms terms, ImmutableArray<AskedPath> paths)
    {
        var found = terms.Level == Disjointness.None || paths.Length < 2 ? null : Together(set, terms, paths);
        // Without diversity each sees what those before it have booked.
        var responses = found is null
            ? paths.Select(path => (path, answer: state.Engine.Paths.Find(state.Topology, path.Query))).Select(p => (p.answer, response: answers.Respond(p.path, p.answer))).ToArray()
            : [.. paths.Zip(found.Members, (path, answer) => (answer, answers.Respond(path, answer)))];
        var sums = responses.All(r => r.answer is PathAnswer.Found)
            ? SetSums.Answer(set.Asked.Metrics, [.. paths.Zip(responses, (path, r) => (path.Query.Demand, ((PathAnswer.Found)r.answer).Path))])
            : [];
        state.Send(new PcRep(responses.Select(r => r.response).ToValueList())
        {
            SynchronizedSets = [ReplyMapping.Set(set.Asked, terms.IsObjectiveFunctionHonoured, sums)],
        });
    }

    private PathSetAnswer Together(RequestSet set, SetTerms terms, ImmutableArray<AskedPath> paths)
    {
        var found = state.Engine.Paths.Find(state.Topology, new PathSetQuery([.. paths.Select(path => path.Query)], terms.Level));
        if (found.IsFound)
        {
            var drawn = paths.Zip(found.Members, (path, answer) => (path.Query.Demand, ((PathAnswer.Found)answer).Path)).ToArray();
            if (SetSums.Broken(set.Asked.Metrics, drawn) is { } broken)
                found = new([.. found.Members.Select(member => (PathAnswer)new PathAnswer.NotFound(new(NoPathReason.NotDisjoint, broken), member.TopologyVersion))], Disjointness.None, broken);
        }
        var sentence = found.Sentence;
        answers.LogSet(state.Pcc, new RequestText([.. set.Asked.Svec.RequestIds]), sentence);
        return found;
    }

    /// <summary>Request numbers, put into words only if somebody reads them.</summary>
    internal readonly record struct RequestText(ImmutableArray<RequestId> Ids)
    {
        public override string ToString() => string.Join(' ', Ids.Select(id => id.Value));
    }
}
