using Microsoft.Extensions.Logging;
using PceServer.Bgp;
using PceServer.Bgp.Session;

namespace PceServer.Engine.Feeds;

internal sealed partial class BgpPeer
{
    [LoggerMessage(Level = LogLevel.Information, Message = "BGP peer {Peer}: established, AS {RemoteAs}, identifier {Identifier}, hold time {HoldTime}")]
    private partial void LogUp(string peer, AutonomousSystem remoteAs, BgpIdentifier identifier, TimeSpan holdTime);

    [LoggerMessage(Level = LogLevel.Warning, Message = "BGP peer {Peer}: session over ({Cause}): {Reason}; {Stale} NLRIs kept as stale")]
    private partial void LogDown(string peer, BgpDownCause cause, string reason, int stale);

    [LoggerMessage(Level = LogLevel.Information, Message = "BGP peer {Peer}: end of RIB for {Family}, {Nlris} NLRIs")]
    private partial void LogEndOfRib(string peer, AddressFamily family, int nlris);

    [LoggerMessage(Level = LogLevel.Warning, Message = "BGP peer {Peer}: {Finding}")]
    private partial void LogFinding(string peer, BgpFinding finding);

    [LoggerMessage(Level = LogLevel.Debug, Message = "BGP peer {Peer}: connection closed: {Detail}")]
    private partial void LogClosed(string peer, string detail);
}
