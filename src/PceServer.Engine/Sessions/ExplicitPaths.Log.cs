using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;
using PceServer.Engine.Telemetry;

namespace PceServer.Engine.Sessions;

internal sealed partial class ExplicitPaths
{
    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc} LSP {Lsp}: explicit list [{Labels}] by {By}, delivered on topology {Version}")]
    private partial void LogAccepted(PccId pcc, string lsp, LabelText labels, string by, ulong version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc} LSP {Lsp}: explicit list [{Labels}] by {By} overrides the gate: {Verdict} on topology {Version}: {Reason}")]
    private partial void LogOverridden(PccId pcc, string lsp, LabelText labels, string by, string verdict, string reason, ulong version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc} LSP {Lsp}: explicit list [{Labels}] by {By} refused: {Reason}")]
    private partial void LogRefused(PccId pcc, string lsp, LabelText labels, string by, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc} LSP {Lsp}: explicit list released by {By}")]
    private partial void LogReleased(PccId pcc, string lsp, string by);
}
