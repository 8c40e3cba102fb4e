using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PceServer.Transport;

/// <summary>Opens BGP connections, as an active speaker does.</summary>
public static class BgpConnector
{
    /// <param name="connected">Called once, on the connection's event loop, before anything is read.</param>
    /// <exception cref="TransportException">Nobody answers at that address, or the source address is not ours.</exception>
    public static async Task<BgpChannel> ConnectAsync(
        IPEndPoint remote, EventLoops loops, Func<BgpChannel, IBgpChannelHandler> connected,
        ConnectOptions? options = null, TransportLimits? limits = null, ILogger? log = null, CancellationToken cancellation = default)
    {
        limits ??= TransportLimits.Default;
        // Continuations must not run on the event loop, which would then wait for itself.
        var up = new TaskCompletionSource<BgpChannel>(TaskCreationOptions.RunContinuationsAsynchronously);
        await Dialer.ConnectAsync(remote, options ?? ConnectOptions.Default, loops, limits,
            channel => BgpPipeline.Build(channel, isInitiator: true, limits, log ?? NullLogger.Instance, opened =>
            {
                var handler = connected(opened);
                up.SetResult(opened);
                return handler;
            }), cancellation).ConfigureAwait(false);
        return await up.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }
}
