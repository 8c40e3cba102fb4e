using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PceServer.Transport;

/// <summary>Accepts BGP connections (RFC 4271 §8.2.1, TCP port 179).</summary>
public sealed class BgpListener : IAsyncDisposable
{
    public const int DefaultPort = 179;

    private readonly Acceptor _acceptor;

    private BgpListener(Acceptor acceptor) => _acceptor = acceptor;

    /// <summary>As bound: with port 0 asked for, the port that the system chose.</summary>
    public IPEndPoint EndPoint => _acceptor.EndPoint;

    /// <param name="accept">Called once for each connection, on its event loop; what it returns gets everything that happens on the connection.</param>
    /// <exception cref="TransportException">The address cannot be bound.</exception>
    public static async Task<BgpListener> StartAsync(
        IPEndPoint endpoint, EventLoops loops, Func<BgpChannel, IBgpChannelHandler> accept,
        TransportLimits? limits = null, TimeProvider? time = null, ILogger? log = null)
    {
        limits ??= TransportLimits.Default;
        log ??= NullLogger.Instance;
        return new BgpListener(await Acceptor.StartAsync("bgp", endpoint, loops, limits, time ?? TimeProvider.System, log,
            channel => BgpPipeline.Build(channel, isInitiator: false, limits, log, accept)).ConfigureAwait(false));
    }

    /// <summary>Lets nobody in any more; connections that are open stay.</summary>
    public Task StopAcceptingAsync() => _acceptor.StopAcceptingAsync();

    public ValueTask DisposeAsync() => _acceptor.DisposeAsync();
}
