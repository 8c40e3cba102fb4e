using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;
using PceServer.Pcep;
using PceServer.Pcep.Session;
using PceServer.Topology;

namespace PceServer.Engine.Sessions;

internal sealed partial class SessionDriver
{
    [LoggerMessage(Level = LogLevel.Information,
        Message = "PCC {Pcc}: session up with {Address}:{Port}, keepalive {Keepalive} s, dead timer {DeadTimer} s, MSD {SidDepth}")]
    private partial void LogUp(PccId pcc, IpAddress address, int port, byte keepalive, byte deadTimer, int? sidDepth);

    [LoggerMessage(Level = LogLevel.Information, Message = "PCC {Pcc}: session over: {End}")]
    private partial void LogEnded(PccId pcc, PcepSessionEnd end);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PCC {Pcc}: {Fault}")]
    private partial void LogFault(PccId pcc, ProtocolFault fault);
}
