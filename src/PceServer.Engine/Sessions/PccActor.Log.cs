using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;

namespace PceServer.Engine.Sessions;

internal sealed partial class PccActor
{
    [LoggerMessage(Level = LogLevel.Error, Message = "PCC {Pcc}: defect while handling mail; the session goes on")]
    private partial void LogDefect(PccId pcc, Exception defect);
}
