using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

internal sealed partial class ErrorHandler
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc}: sent PCErr {Error} ({Meaning})")]
    private partial void LogError(PccId pcc, PcepErrorCode error, string meaning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc} LSP {Lsp}: refused PCUpd {SrpId}: {Detail}")]
    private partial void LogRefused(PccId pcc, string lsp, uint srpId, string detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc}: notification {Type}/{Value}")]
    private partial void LogNotification(PccId pcc, byte type, byte value);
}
