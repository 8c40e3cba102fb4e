using System.Collections.Immutable;
using PceServer.Engine.Groups;
using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Engine.Paths;
using PceServer.PathComputation;
using PceServer.Pcep;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Engine.Sessions;

/// <summary>Answers the requests of SVECs that belong together in one PCRep that repeats the SVECs (RFC 5440 §6.5, §7.13.3).</summary>
internal sealed class SetAnswers(PccState state, RequestAnswers answers)
{
    // More paths than this are not searched for together.
    private const int MaximumTogether = 64;

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
        var terms = mapping.Map(set.Asked, [.. set.Arrived.Select(request => request.Rp.RequestId)]);
        foreach (var unhonoured in mapping.Unhonoured.Where(unhonoured => unhonoured.IsMandatory))
            set.Refusal ??= (unhonoured.Error, unhonoured.Reason);
        var question = new Question(terms, asked.ToImmutable());
        if (question.IsJoint && asked.Count > MaximumTogether)
            set.Refusal ??= (PcepErrors.UnsupportedParameter, $"{asked.Count} requests of one computation, more than {MaximumTogether}");
        if (set.Refusal is { } reason)
        {
            foreach (var request in set.Arrived)
                answers.Refuse(request, reason.Error, reason.Reason);
        }
        else if (!question.HasBandwidth && !question.IsGrouped)
        {
            Compute(question);
        }
        else
        {
            lock (state.Engine.Ledger.BandwidthTurn)
                Compute(question);
        }
    }

    /// <summary>SyncTimer: what came is answered with PCErr 7, which names what did not (RFC 5440 §7.13.3).</summary>
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

    private void Compute(Question question)
    {
        var paths = question.Paths;
        var found = question.IsJoint || (question.HasBandwidth && paths.Length is > 1 and <= MaximumTogether) ? Together(question) : null;
        // Where nothing but the room on links ties them, as many as can be had are answered, each beside what those before it have booked.
        if (found is { IsFound: false } && !question.IsJoint)
            found = null;
        var responses = found is null
            ? [.. paths.Select(path => (path, answer: state.Engine.Paths.Find(state.Topology, path.Query))).Select(p => Respond(p.path, p.answer, null))]
            : paths.Zip(found.Members, (path, answer) => Respond(path, answer, found.Reached)).ToArray();
        var answered = responses.Select(r => r.Answer).ToArray();
        state.Send(new PcRep(responses.Select(r => r.Response).ToValueList())
        {
            SynchronizedSets = question.Terms.Svecs.Select(svec => ReplyMapping.Set(
                svec.Asked, svec.IsFunctionHonoured, Sums(question, svec, answered)?.Answer(svec.Asked.Metrics) ?? [])).ToValueList(),
        });
    }

    private (PathAnswer Answer, PathComputationResponse Response) Respond(AskedPath path, PathAnswer answer, Disjointness? reached)
    {
        var response = answers.Respond(path, answer);
        return (answer, path.Group is { } group ? response with { Associations = [DisjointMapping.ToWire(group, answer is PathAnswer.Found ? reached : null)] } : response);
    }

    /// <summary>The best set; where it breaks a bound of the whole set, the one that is best in what is bounded.</summary>
    private PathSetAnswer Together(Question question)
    {
        var found = Find(question);
        if (found.IsFound && Broken(question, found) is { } broken)
        {
            found = Find(question with { Terms = question.Terms.AimedAt(broken.Type) });
            if (found.IsFound && Broken(question, found) is { } still)
            {
                var explanation = new Explanation(NoPathReason.NotDisjoint, still.Reason);
                found = new([.. found.Members.Select(member => (PathAnswer)new PathAnswer.NotFound(explanation, member.TopologyVersion))], Disjointness.None, still.Reason);
            }
        }
        var sentence = found.Sentence;
        answers.LogSet(state.Pcc, new RequestText([.. question.Paths.Select(path => path.Request.Rp.RequestId)]), sentence);
        return found;
    }

    /// <summary>The requests beside each other, and beside the LSPs of their groups that are there already (RFC 8800 §5.4).</summary>
    private PathSetAnswer Find(Question question)
    {
        var members = question.Paths.Select((path, i) => new JointMember(path.Query with { Demand = question.Terms.ApplyTo(path.Query.Demand, i) }, path.Group)).ToList();
        var own = question.Paths.Select(path => path.Query.Own).ToHashSet();
        foreach (var group in question.Paths.Select(path => path.Group?.Group).OfType<DisjointGroupKey>().Distinct())
        {
            members.AddRange(state.Engine.Groups.Of(group).Where(member => !own.Contains(member.Key)).Take(MaximumTogether - question.Paths.Length)
                .Select(member => new JointMember(member.Query(state.Topology), member.Membership)));
        }
        var joint = JointSet.Of([.. members], question.Terms.Diversity, question.Terms.Objective);
        var answer = state.Engine.Paths.Find(state.Topology, joint.Query);
        return answer with { Members = [.. question.Paths.Select((_, i) => joint.Of(answer, i))] };
    }

    private (MetricType Type, string Reason)? Broken(Question question, PathSetAnswer found)
    {
        foreach (var svec in question.Terms.Svecs)
        {
            if (Sums(question, svec, [.. found.Members])?.Broken(svec.Asked.Metrics) is { } broken)
                return broken;
        }
        return null;
    }

    /// <summary>What the paths of one SVEC add up to; null where one of them was not found.</summary>
    private SetSums? Sums(Question question, SvecTerms svec, PathAnswer[] answers)
    {
        if (!svec.Members.All(i => answers[i] is PathAnswer.Found))
            return null;
        var sums = new SetSums([.. svec.Members.Select(i => (question.Paths[i].Query.Demand, ((PathAnswer.Found)answers[i]).Path))]);
        return svec.Asked.Metrics.All(metric => metric.Type != MetricType.LoadOfMostLoadedLink) ? sums
            : sums with { MostLoaded = MostLoaded(question, answers) };
    }

    private double? MostLoaded(Question question, PathAnswer[] answers)
    {
        var overlay = state.Engine.Ledger.Without(question.Paths.SelectMany(BookingKeys));
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i] is PathAnswer.Found found)
                overlay = OverlayLedger.With(overlay, LedgerEntries.Of(question.Paths[i].Query.Demand, found.Trace));
        }
        return LinkLoad.OfMostLoaded(state.Topology, overlay, new Dictionary<EdgeIndex, ulong>());
    }

    /// <summary>Where the path of a request, answered or not yet, is booked.</summary>
    private IEnumerable<BookingKey> BookingKeys(AskedPath path) =>
        path.Query.Own is { } own ? [own, BookingKey.Of(state.Pcc, path.Request.Rp.RequestId.Value)] : [BookingKey.Of(state.Pcc, path.Request.Rp.RequestId.Value)];

    /// <summary>Requests that are answered together, and what is asked of all of them.</summary>
    private sealed record Question(SetTerms Terms, ImmutableArray<AskedPath> Paths)
    {
        public bool HasBandwidth => Paths.Any(path => path.Query.Demand.Constraints.BandwidthBytesPerSecond > 0);

        public bool IsGrouped => Paths.Any(path => path.Group is not null);

        /// <summary>No path is worth anything without the others.</summary>
        public bool IsJoint => IsGrouped || (Paths.Length > 1 && (Terms.Diversity.Any() || Terms.Objective is not (null or SetObjective.LeastSum) || HasBounds));

        private bool HasBounds => Terms.Svecs.Any(svec => svec.Asked.Metrics.Any(metric => metric.IsBound));
    }

    /// <summary>Request numbers, put into words only if somebody reads them.</summary>
    internal readonly record struct RequestText(ImmutableArray<RequestId> Ids)
    {
        public override string ToString() => string.Join(' ', Ids.Select(id => id.Value));
    }
}
