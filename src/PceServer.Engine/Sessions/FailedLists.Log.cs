using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;

namespace PceServer.Engine.Sessions;

internal sealed partial class FailedLists
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc} LSP {Lsp}: [{Labels}] failed: {Why} (time {Times}), held back for {Wait}")]
    private partial void LogFailed(PccId pcc, string lsp, string labels, string why, int times, TimeSpan wait);
}
