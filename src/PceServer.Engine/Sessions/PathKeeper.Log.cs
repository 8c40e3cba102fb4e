using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;
using PceServer.Engine.Telemetry;
using PceServer.Forwarding;
using PceServer.PathComputation;

namespace PceServer.Engine.Sessions;

internal sealed partial class PathKeeper
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "PCC {Pcc} LSP {Lsp}: {Cause}: {Outcome} on topology {Version} in {Microseconds:F0} us")]
    private partial void LogComputed(PccId pcc, string lsp, string cause, string outcome, ulong version, double microseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc} LSP {Lsp}: PCUpd {SrpId} [{Labels}]: {Cause} ({Latency} after the event)")]
    private partial void LogUpdate(PccId pcc, string lsp, uint srpId, LabelText labels, string cause, TimeSpan? latency);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc} LSP {Lsp}: no path ({Reason}) on topology {Version}: {Sentence}")]
    private partial void LogNoPath(PccId pcc, string lsp, NoPathReason reason, string sentence, ulong version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc} LSP {Lsp}: explicit list by {By} withheld: {Reason}")]
    private partial void LogWithheld(PccId pcc, string lsp, string by, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc} LSP {Lsp}: still reported up, now {Verdict} on topology {Version}: {Reason}")]
    private partial void LogDrift(PccId pcc, string lsp, TraceVerdict verdict, string reason, ulong version);

    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc} LSP {Lsp}: does what it should again")]
    private partial void LogRecovered(PccId pcc, string lsp);
}
