using Microsoft.Extensions.Logging;
using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Engine.Paths;
using PceServer.Engine.Telemetry;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>Answers single requests, and says and books what the answer to any request is.</summary>
internal sealed partial class RequestAnswers(PccState state, ILogger log)
{
    private readonly ILogger _log = log;

    public void Answer(PathComputationRequest request)
    {
        if (AskedPath.Read(state, request, out var refusal) is not { } asked)
            Refuse(request, refusal.Error, refusal.Reason);
        else if (asked.Query.Demand.Constraints.BandwidthBytesPerSecond == 0)
            Reply(Respond(asked));
        else
            lock (state.Engine.Ledger.BandwidthTurn)
                Reply(Respond(asked));
    }

    /// <summary>Computes and books; the response is not yet sent.</summary>
    public PathComputationResponse Respond(AskedPath asked)
    {
        using var activity = EngineTelemetry.Activities.StartActivity("pcep.request");
        activity?.SetTag("pce.pcc", state.Pcc.Text);
        activity?.SetTag("pce.request", asked.Request.Rp.RequestId.Value);
        return Respond(asked, state.Engine.Paths.Find(state.Topology, asked.Query));
    }

    /// <summary>The response that carries an answer; a path is booked.</summary>
    public PathComputationResponse Respond(AskedPath asked, PathAnswer answer)
    {
        var (id, demand) = (asked.Request.Rp.RequestId.Value, asked.Query.Demand);
        if (answer is PathAnswer.NotFound none)
        {
            LogNoPath(state.Pcc, id, none.Explanation.Reason, none.Explanation.Sentence, answer.TopologyVersion);
            return ReplyMapping.NotFound(asked, demand, none.Explanation, state.Engine.IsTopologyComplete);
        }
        var found = (PathAnswer.Found)answer;
        Remember(id, asked.Demand, found, asked.Known);
        LogReplied(state.Pcc, id, found.HeadEnd, found.Tail, new LabelText(found.Path.Labels), answer.TopologyVersion, answer.Elapsed.TotalMicroseconds);
        return ReplyMapping.Found(asked, demand, found, state.SegmentForm);
    }

    public void Refuse(PathComputationRequest request, PcepErrorCode error, string reason)
    {
        state.Send(PcErr.For(new ProtocolFault(error, FaultScope.Object, reason) { Rp = request.Rp }));
        LogRefused(state.Pcc, request.Rp.RequestId.Value, error, reason);
    }

    private void Reply(PathComputationResponse response) => state.Send(new PcRep([response]));

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
}
