using Microsoft.Extensions.Logging;
using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Engine.Paths;
using PceServer.Engine.Telemetry;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>Answers PCReq: PCRep with a path or NO-PATH, or the error that a request earns (RFC 5440 §4.2.4).</summary>
internal sealed partial class RequestHandler(PccState state, ILogger log)
{
    // A router that asks again cancels what it asked before; this many and no more wait for one that does not.
    private const int MaximumHeld = 1000;

    private readonly ILogger _log = log;
    private readonly List<PathComputationRequest> _held = [];

    public void Handle(PcReq message)
    {
        foreach (var request in message.Requests)
        {
            if (RequestRules.Fault(message, request, state) is { } fault)
                Refuse(request, fault.Error, fault.Reason);
            else if (IsTopologyAwaited && _held.Count < MaximumHeld)
                Hold(request);
            else
                Answer(request);
        }
    }

    /// <summary>Answers what came while the topology was still awaited.</summary>
    public void Complete()
    {
        // The snapshot of this PCC may be on its way: then this is called again behind it.
        if (_held.Count == 0 || !state.Engine.IsTopologyComplete || !ReferenceEquals(state.Topology, state.Engine.Feed.Current))
            return;
        var held = _held.ToArray();
        _held.Clear();
        foreach (var request in held)
            Answer(request);
    }

    /// <summary>The router does not want the answer any more (RFC 5440 §7.14).</summary>
    public void Cancel(RequestId request) => _held.RemoveAll(held => held.Rp.RequestId == request);

    // Some routers, FRR among them, take NO-PATH for the last word and never ask again; without an answer they do.
    private bool IsTopologyAwaited => !state.Engine.IsTopologyComplete && !state.Engine.Options.Bgp.Peers.IsEmpty;

    private void Hold(PathComputationRequest request)
    {
        _held.Add(request);
        LogHeld(state.Pcc, request.Rp.RequestId.Value);
    }

    private void Answer(PathComputationRequest request)
    {
        var mapping = new DemandMapping();
        var demand = mapping.Map(request.Attributes, request.EndPoints).ToDemand();
        foreach (var unhonoured in mapping.Unhonoured)
        {
            if (unhonoured.IsMandatory)
            {
                Refuse(request, unhonoured.Error, unhonoured.Reason);
                return;
            }
        }
        var topology = state.Topology;
        var known = request.Lsp is { PlspId.IsNone: false } named ? state.Table.Find(new PlspId(named.PlspId.Value)) : null;
        var clues = state.Clues(demand, known?.Identifiers, PolicyMapping.ToDomain(request.Associations) ?? known?.Policy);
        var query = new PathQuery(EndpointResolver.HeadEnd(topology, clues), EndpointResolver.Tail(topology, clues), demand, state.Peer.SidDepth)
        {
            Own = known is null ? null : BookingKey.Of(known),
        };
        if (query.HeadEnd is { } head && demand.Constraints.MaximumSids is { } asked && query.SidDepth.Loosest(topology, head) is { } limit && asked > limit)
            Refuse(request, PcepErrors.MsdTooLarge, $"MSD metric {asked} is above the limit of {limit}");
        else if (demand.Constraints.BandwidthBytesPerSecond == 0)
            Compute(request, query, known);
        else
            lock (state.Engine.Ledger.BandwidthTurn)
                Compute(request, query, known);
    }

    private void Compute(PathComputationRequest request, PathQuery query, Lsp? known)
    {
        using var activity = EngineTelemetry.Activities.StartActivity("pcep.request");
        activity?.SetTag("pce.pcc", state.Pcc.Text);
        activity?.SetTag("pce.request", request.Rp.RequestId.Value);
        var answer = state.Engine.Paths.Find(state.Topology, query);
        var id = request.Rp.RequestId.Value;
        if (answer is PathAnswer.Found found)
        {
            state.Send(ReplyMapping.Found(request, query.Demand, found, state.SegmentForm));
            Remember(id, query.Demand, found, known);
            LogReplied(state.Pcc, id, found.HeadEnd, found.Tail, new LabelText(found.Path.Labels), answer.TopologyVersion, answer.Elapsed.TotalMicroseconds);
        }
        else if (answer is PathAnswer.NotFound none)
        {
            state.Send(ReplyMapping.NotFound(request, query.Demand, none.Explanation, state.Engine.IsTopologyComplete));
            LogNoPath(state.Pcc, id, none.Explanation.Reason, none.Explanation.Sentence, answer.TopologyVersion);
        }
    }

    /// <summary>The demand goes to the LSP that the request names, or waits for the report that carries the list.</summary>
    private void Remember(uint id, PathDemand demand, PathAnswer.Found found, Lsp? known)
    {
        if (known is not null)
        {
            state.Keep(known with { Demand = demand });
            return;
        }
        state.Requests.Keep(id, found.Path.Labels, demand);
        state.Engine.Ledger.Set(BookingKey.Of(state.Pcc, id), LedgerEntries.Of(demand, found.Trace));
    }

    private void Refuse(PathComputationRequest request, PcepErrorCode error, string reason)
    {
        state.Send(PcErr.For(new ProtocolFault(error, FaultScope.Object, reason) { Rp = request.Rp }));
        LogRefused(state.Pcc, request.Rp.RequestId.Value, error, reason);
    }
}
