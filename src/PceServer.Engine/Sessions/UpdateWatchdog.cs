using Microsoft.Extensions.Logging;
using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Engine.Queries;
using PceServer.Engine.Updates;

namespace PceServer.Engine.Sessions;

/// <summary>The protocol has no timeout for a PCUpd, so that the PCE keeps one: sends it again, and at last gives up and says so.</summary>
internal sealed partial class UpdateWatchdog(PccState state, PathKeeper keeper, ILogger log)
{
    private readonly ILogger _log = log;

    public void Check()
    {
        var options = state.Engine.Options.Pcep;
        var time = state.Engine.Time;
        var overdue = time.GetTimestamp() - (long)(options.UpdateTimeout.TotalSeconds * time.TimestampFrequency);
        foreach (var update in state.Outstanding.TakeSentBy(overdue))
        {
            if (state.Table.Find(update.Plsp) is { } lsp)
                Overdue(lsp, update);
        }
        foreach (var expired in state.Requests.TakeExpired())
            state.Engine.Ledger.Clear(BookingKey.Of(state.Pcc, expired.Request));
    }

    private void Overdue(Lsp lsp, OutstandingUpdate update)
    {
        if (update.Sends >= state.Engine.Options.Pcep.UpdateSends || !keeper.IsOurs(lsp) || lsp is { Explicit.IsOverride: false, Trace.IsGood: false })
        {
            LogUnanswered(state.Pcc, lsp.Name, update.SrpId, update.Sends);
            state.Event(PceEventKind.Lsp, $"PCUpd {update.SrpId} was never answered", lsp);
            state.Keep(UpdateHistory.Settle(lsp, [update], UpdateOutcome.Unanswered, null));
            return;
        }
        var id = state.Outstanding.NextSrpId();
        state.Send(UpdateMapping.ToWire(lsp, lsp.Path, id, state.SegmentForm));
        state.Outstanding.Add(lsp.Plsp, id, state.Engine.Time.GetTimestamp(), update.Sends + 1);
        LogResent(state.Pcc, lsp.Name, update.SrpId, id);
        state.Keep(lsp with
        {
            Updates = [.. lsp.Updates.Select(u => u.SrpId == update.SrpId ? u with { SrpId = id, Sends = update.Sends + 1 } : u)],
        });
    }
}
