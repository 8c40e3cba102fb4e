using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;

namespace PceServer.Engine.Sessions;

internal sealed partial class GroupKeeper
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc} LSP {Lsp}: PCErr 26/7: {Reason}")]
    private partial void LogTurnedAway(PccId pcc, string lsp, string reason);
}
