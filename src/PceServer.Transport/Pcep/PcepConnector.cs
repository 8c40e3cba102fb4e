using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PceServer.Transport;

/// <summary>Opens PCEP connections, as a PCC does.</summary>
public static class PcepConnector
{
    /// <param name="connected">Called once, on the connection's event loop, before anything is read.</param>
    /// <exception cref="TransportException">Nobody answers at that address, or the source address is not ours.</exception>
    public static async Task<PcepChannel> ConnectAsync(
        IPEndPoint remote, EventLoops loops, Func<PcepChannel, IPcepChannelHandler> connected,
        ConnectOptions? options = null, TransportLimits? limits = null, ILogger? log = null, CancellationToken cancellation = default)
    {
        limits ??= TransportLimits.Default;
        // Continuations must not run on the event loop, which would then wait for itself.
        var up = new TaskCompletionSource<PcepChannel>(TaskCreationOptions.RunContinuationsAsynchronously);
        await Dialer.ConnectAsync(remote, options ?? ConnectOptions.Default, loops, limits,
            channel => PcepPipeline.Build(channel, isInitiator: true, limits, log ?? NullLogger.Instance, opened =>
            {
                var handler = connected(opened);
                up.SetResult(opened);
                return handler;
            }), cancellation).ConfigureAwait(false);
        return await up.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }
}
