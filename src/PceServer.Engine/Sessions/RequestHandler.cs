using Microsoft.Extensions.Logging;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>
/// Takes PCReq: each request is answered by PCRep with a path or NO-PATH, or by the error that it earns (RFC 5440 §4.2.4); those of a SVEC together.
/// </summary>
internal sealed class RequestHandler
{
    // A router that asks again cancels what it asked before; this many and no more wait for one that does not.
    private const int MaximumHeld = 1000;

    private readonly PccState _state;
    private readonly RequestAnswers _answers;
    private readonly SetAnswers _setAnswers;
    private readonly GroupAnswers _groupAnswers;
    private readonly List<PathComputationRequest> _held = [];
    private readonly RequestSets _sets;

    public RequestHandler(PccState state, ILogger log)
    {
        _state = state;
        _answers = new RequestAnswers(state, log);
        _setAnswers = new SetAnswers(state, _answers);
        _groupAnswers = new GroupAnswers(state, _answers);
        _sets = new RequestSets(state.Engine.Time);
    }

    public void Handle(PcReq message)
    {
        var overflowing = new HashSet<RequestId>();
        foreach (var set in message.SynchronizedSets)
        {
            if (!_sets.Announce(set))
                overflowing.UnionWith(set.Svec.RequestIds);
        }
        var ready = new List<PathComputationRequest>();
        foreach (var request in message.Requests)
        {
            var set = _sets.Of(request.Rp.RequestId);
            if (RequestRules.Fault(request, _state) is { } fault)
            {
                _answers.Refuse(request, fault.Error, fault.Reason);
                set?.Lose(request.Rp.RequestId, fault.Error, fault.Reason);
            }
            else if (overflowing.Contains(request.Rp.RequestId))
            {
                _answers.Refuse(request, PcepErrors.UnsupportedParameter, "too many requests wait for others of their SVEC");
            }
            else if (set is not null)
            {
                set.Take(request);
            }
            else if (IsTopologyAwaited && _held.Count < MaximumHeld)
            {
                _held.Add(request);
                _answers.LogHeld(_state.Pcc, request.Rp.RequestId.Value);
            }
            else
            {
                ready.Add(request);
            }
        }
        AnswerAll(ready);
        if (!IsTopologyAwaited)
            AnswerSets();
    }

    /// <summary>Answers what came while the topology was still awaited.</summary>
    public void Complete()
    {
        // The snapshot of this PCC may be on its way: then this is called again behind it.
        if (!_state.Engine.IsTopologyComplete || !ReferenceEquals(_state.Topology, _state.Engine.Feed.Current))
            return;
        var held = _held.ToArray();
        _held.Clear();
        AnswerAll(held);
        AnswerSets();
    }

    /// <summary>The router does not want the answer any more (RFC 5440 §7.14).</summary>
    public void Cancel(RequestId request)
    {
        _held.RemoveAll(held => held.Rp.RequestId == request);
        _sets.Of(request)?.Forget(request);
        if (!IsTopologyAwaited)
            AnswerSets();
    }

    /// <summary>Gives up on sets of which a part never came.</summary>
    public void Check()
    {
        foreach (var set in _sets.TakeExpired(_state.Engine.Options.Pcep.SyncTimer))
            _setAnswers.Expire(set);
    }

    // Some routers, FRR among them, take NO-PATH for the last word and never ask again; without an answer they do.
    private bool IsTopologyAwaited => !_state.Engine.IsTopologyComplete && !_state.Engine.Options.Bgp.Peers.IsEmpty;

    private void AnswerAll(IReadOnlyList<PathComputationRequest> requests)
    {
        var grouped = requests.ToLookup(request => DisjointMapping.ToDomain(request).Joins?.Group);
        foreach (var request in grouped[null])
            _answers.Answer(request);
        foreach (var group in grouped.Where(group => group.Key is not null))
            _groupAnswers.Answer(group, DisjointMapping.ToDomain(group.First()).Joins!);
    }

    private void AnswerSets()
    {
        foreach (var set in _sets.TakeComplete())
            _setAnswers.Answer(set);
    }
}
