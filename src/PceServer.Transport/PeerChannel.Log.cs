using System.Net;
using Microsoft.Extensions.Logging;

namespace PceServer.Transport;

public abstract partial class PeerChannel
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Peer} does not read: {PendingOctets} octets wait, connection cut off")]
    private partial void LogSlowPeer(IPEndPoint peer, long pendingOctets);

    [LoggerMessage(Level = LogLevel.Error, Message = "handler of {Peer} failed, connection cut off")]
    private partial void LogDefect(IPEndPoint peer, Exception defect);
}
