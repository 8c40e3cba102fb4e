using Microsoft.Extensions.Logging;
using PceServer.Topology;

namespace PceServer.Engine.Feeds;

internal sealed partial class BgpSpeaker
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "BGP connection from {Address}: not a configured peer, refused")]
    private partial void LogStranger(IpAddress address);

    [LoggerMessage(Level = LogLevel.Error, Message = "BGP peer {Peer}: defect while connecting")]
    private partial void LogDialDefect(string peer, Exception defect);

    [LoggerMessage(Level = LogLevel.Error, Message = "defect in the BGP speaker; it goes on")]
    private partial void LogDefect(Exception defect);
}
