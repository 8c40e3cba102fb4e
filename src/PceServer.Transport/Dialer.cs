using System.Net;
using DotNetty.Transport.Bootstrapping;
using DotNetty.Transport.Channels;
using DotNetty.Transport.Channels.Sockets;

namespace PceServer.Transport;

/// <summary>Opens a TCP connection, whatever the protocol, from a chosen source address when one is given.</summary>
internal static class Dialer
{
    public static async Task<IChannel> ConnectAsync(
        IPEndPoint remote, ConnectOptions options, EventLoops loops, TransportLimits limits, Action<IChannel> buildPipeline, CancellationToken cancellation)
    {
        var bootstrap = new Bootstrap()
            .Group(loops.Group)
            .ChannelFactory(() => new TcpSocketChannel(options.CreateSocket(remote.AddressFamily)))
            .Option(ChannelOption.TcpNodelay, true)
            .Option(ChannelOption.ConnectTimeout, limits.ConnectTimeout)
            .Option(ChannelOption.WriteBufferHighWaterMark, limits.WriteHighWaterOctets)
            .Handler(new ActionChannelInitializer<IChannel>(buildPipeline));
        cancellation.ThrowIfCancellationRequested();
        var connecting = options.LocalEndPoint is { } local ? bootstrap.ConnectAsync(remote, local) : bootstrap.ConnectAsync(remote);
        try
        {
            var channel = await connecting.WaitAsync(cancellation).ConfigureAwait(false);
            return channel;
        }
        catch (OperationCanceledException)
        {
            _ = connecting.ContinueWith(task => task.IsCompletedSuccessfully ? task.Result.CloseAsync() : Task.CompletedTask, TaskScheduler.Default);
            throw;
        }
        catch (Exception e)
        {
            throw new TransportException($"cannot connect to {remote}: {e.GetBaseException().Message}", e);
        }
    }
}
