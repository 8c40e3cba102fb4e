using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;
using PceServer.Engine.Queries;
using PceServer.Engine.Telemetry;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>Takes in PCErr and PCNtf: an update that is refused is over, everything else is noted (RFC 8231 §6.3, RFC 5440 §6.6).</summary>
internal sealed partial class ErrorHandler(PccState state, FailedLists failed, ILogger log)
{
    private readonly ILogger _log = log;

    public void Handle(PcErr message)
    {
        foreach (var group in message.Groups)
        {
            foreach (var error in group.Errors)
            {
                EngineTelemetry.PcepError(error.Error.Type, error.Error.Value, "received");
                LogError(state.Pcc, error.Error, PcepErrorTable.Find(error.Error)?.Name ?? "not assigned");
            }
            foreach (var srp in group.Srps)
                Refused(srp.SrpId.Value, group.Errors.Count > 0 ? group.Errors[0].Error : null);
        }
    }

    public void Handle(PcNtf message)
    {
        foreach (var group in message.Groups)
        {
            foreach (var notification in group.Notifications)
                LogNotification(state.Pcc, notification.NotificationType, notification.NotificationValue);
        }
    }

    private void Refused(uint srpId, PcepErrorCode? error)
    {
        if (state.Outstanding.Refuse(srpId) is not { } update || state.Table.Find(update.Plsp) is not { } lsp)
            return;
        var detail = error is { } code ? $"PCErr {code}" : "PCErr";
        LogRefused(state.Pcc, lsp.Name, srpId, detail);
        state.Event(PceEventKind.Lsp, $"PCUpd {srpId} refused: {detail}", lsp);
        lsp = UpdateHistory.Settle(lsp, [update], UpdateOutcome.Refused, detail);
        // The router knows better whose the LSP is, and which there are (RFC 8231 §6.2).
        if (error == PcepErrors.NotDelegated || error == PcepErrors.UnknownPlspId)
            state.Keep(lsp with { IsDelegated = false, Why = $"{detail}: not ours any more" });
        else
            Hold(lsp, srpId, detail);
    }

    private void Hold(Lsp lsp, uint srpId, string detail)
    {
        state.Keep(lsp);
        if (lsp.Updates.FirstOrDefault(sent => sent.SrpId == srpId) is { } refused)
            failed.Fail(lsp, refused.Labels, detail);
    }
}
