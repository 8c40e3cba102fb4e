using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PceServer.Transport;

/// <summary>Accepts PCEP connections (RFC 5440 §5, TCP port 4189).</summary>
public sealed class PcepListener : IAsyncDisposable
{
    public const int DefaultPort = 4189;

    private readonly Acceptor _acceptor;

    private PcepListener(Acceptor acceptor) => _acceptor = acceptor;

    /// <summary>As bound: with port 0 asked for, the port that the system chose.</summary>
    public IPEndPoint EndPoint => _acceptor.EndPoint;

    /// <param name="accept">Called once for each connection, on its event loop; what it returns gets everything that happens on the connection.</param>
    /// <exception cref="TransportException">The address cannot be bound.</exception>
    public static async Task<PcepListener> StartAsync(
        IPEndPoint endpoint, EventLoops loops, Func<PcepChannel, IPcepChannelHandler> accept,
        TransportLimits? limits = null, TimeProvider? time = null, ILogger? log = null)
    {
        limits ??= TransportLimits.Default;
        log ??= NullLogger.Instance;
        return new PcepListener(await Acceptor.StartAsync("pcep", endpoint, loops, limits, time ?? TimeProvider.System, log,
            channel => PcepPipeline.Build(channel, isInitiator: false, limits, log, accept)).ConfigureAwait(false));
    }

    /// <summary>Lets nobody in any more; connections that are open stay.</summary>
    public Task StopAcceptingAsync() => _acceptor.StopAcceptingAsync();

    public ValueTask DisposeAsync() => _acceptor.DisposeAsync();
}
