using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

internal sealed partial class ReportHandler
{
    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc} LSP {Lsp}: reported {State} [{Labels}], delegated {Delegated} ({What})")]
    private partial void LogReport(PccId pcc, string lsp, LspState state, string labels, bool delegated, LspChanges what);

    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc} LSP {Lsp}: removed")]
    private partial void LogRemoved(PccId pcc, string lsp);

    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc} LSP {Lsp}: gone since the last session")]
    private partial void LogPurged(PccId pcc, string lsp);

    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc} LSP {Lsp}: takes over the constraints of request {Request}")]
    private partial void LogAdopted(PccId pcc, string lsp, uint request);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc} LSP {Lsp}: delegation returned, path setup type {Type} is not ours to compute")]
    private partial void LogReturned(PccId pcc, string lsp, byte type);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc} LSP {Lsp}: PCErr {Error}: {Reason}")]
    private partial void LogUnhonoured(PccId pcc, string lsp, PcepErrorCode error, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc}: synchronised, {Lsps} LSPs, {Purged} purged")]
    private partial void LogSynchronised(PccId pcc, int lsps, int purged);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc}: more than {Limit} LSPs, closing")]
    private partial void LogOverflow(PccId pcc, int limit);

    [LoggerMessage(Level = LogLevel.Debug, Message = "PCC {Pcc}: ignored a {What}")]
    private partial void LogIgnored(PccId pcc, string what);
}
