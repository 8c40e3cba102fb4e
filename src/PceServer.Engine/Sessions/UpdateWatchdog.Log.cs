using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;

namespace PceServer.Engine.Sessions;

internal sealed partial class UpdateWatchdog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc} LSP {Lsp}: PCUpd {SrpId} was not answered in {Sends} sends")]
    private partial void LogUnanswered(PccId pcc, string lsp, uint srpId, int sends);

    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc} LSP {Lsp}: PCUpd {SrpId} is unanswered, sent again as {Next}")]
    private partial void LogResent(PccId pcc, string lsp, uint srpId, uint next);
}
