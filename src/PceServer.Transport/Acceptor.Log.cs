using System.Net;
using Microsoft.Extensions.Logging;

namespace PceServer.Transport;

internal sealed partial class Acceptor
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Protocol} connection from {Peer} refused: {Reason}")]
    private partial void LogRefused(string protocol, IPEndPoint peer, string reason);
}
