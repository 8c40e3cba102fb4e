using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;
using PceServer.Engine.Telemetry;
using PceServer.PathComputation;
using PceServer.Pcep;

namespace PceServer.Engine.Sessions;

internal sealed partial class RequestAnswers
{
    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc} request {Request}: {Source} to {Destination}: [{Labels}] on topology {Version} in {Microseconds:F0} us")]
    private partial void LogReplied(PccId pcc, uint request, string source, string destination, LabelText labels, ulong version, double microseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc} request {Request}: waits for the topology")]
    public partial void LogHeld(PccId pcc, uint request);

    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc} request {Request}: NO-PATH ({Reason}) on topology {Version}: {Sentence}")]
    private partial void LogNoPath(PccId pcc, uint request, NoPathReason reason, string sentence, ulong version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc} request {Request}: PCErr {Error}: {Reason}")]
    private partial void LogRefused(PccId pcc, uint request, PcepErrorCode error, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc} requests {Requests} of one SVEC: {Sentence}")]
    public partial void LogSet(PccId pcc, SetAnswers.RequestText requests, string sentence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc} SVEC: {Arrived} requests came, {Missing} never did")]
    public partial void LogMissing(PccId pcc, int arrived, SetAnswers.RequestText missing);
}
