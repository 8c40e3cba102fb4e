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
    private readonly ILogger _log = log;

    public void Handle(PcReq message)
    {
        foreach (var request in message.Requests)
        {
            if (RequestRules.Fault(message, request, state) is { } fault)
                Refuse(request, fault.Error, fault.Reason);
            else
                Answer(request);
        }
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
