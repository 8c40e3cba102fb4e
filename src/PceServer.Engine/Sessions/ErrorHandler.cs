using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;
using PceServer.Engine.Queries;
using PceServer.Engine.Telemetry;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

/// <summary>Takes in PCErr and PCNtf: an update that is refused is over, everything else is noted (RFC 8231 §6.3, RFC 5440 §6.6).</summary>
internal sealed partial class ErrorHandler(PccState state, ILogger log)
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
                Refused(srp.SrpId.Value, group.Errors.Count > 0 ? $"PCErr {group.Errors[0].Error}" : "PCErr");
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

    private void Refused(uint srpId, string detail)
    {
        if (state.Outstanding.Refuse(srpId) is not { } update || state.Table.Find(update.Plsp) is not { } lsp)
            return;
        LogRefused(state.Pcc, lsp.Name, srpId, detail);
        state.Event(PceEventKind.Lsp, $"PCUpd {srpId} refused: {detail}", lsp);
        state.Keep(UpdateHistory.Settle(lsp, [update], UpdateOutcome.Refused, detail));
    }
}
