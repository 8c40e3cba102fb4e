using System.Net;
using DotNetty.Buffers;
using DotNetty.Transport.Channels;
using DotNetty.Transport.Channels.Sockets;
using Microsoft.Extensions.Logging;

namespace PceServer.Transport;

/// <summary>One TCP connection with a peer, whatever the protocol. Safe to call from any thread.</summary>
public abstract partial class PeerChannel
{
    private static long s_lastNumber;

    private readonly IChannel _channel;
    private readonly TransportLimits _limits;
    private readonly ILogger _log;
    private long _pendingOctets;
    private int _closing;
    private ChannelClosed? _closed;

    private protected PeerChannel(IChannel channel, bool isInitiator, TransportLimits limits, ILogger log)
    {
        _channel = channel;
        _limits = limits;
        _log = log;
        IsInitiator = isInitiator;
        Number = Interlocked.Increment(ref s_lastNumber);
        RemoteEndPoint = Endpoints.Plain(channel.RemoteAddress);
        LocalEndPoint = Endpoints.Plain(channel.LocalAddress);
    }

    /// <summary>Tells connections of this process apart, in logs.</summary>
    public long Number { get; }

    /// <summary>True when we opened the connection: collision rules ask for it.</summary>
    public bool IsInitiator { get; }

    public IPEndPoint RemoteEndPoint { get; }

    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Octets given to <c>Send</c> and not yet taken by the kernel.</summary>
    public long PendingOctets => Interlocked.Read(ref _pendingOctets);

    /// <summary>Whether octets are read from the socket. Set to false while the reader cannot keep up: TCP then slows the peer down.</summary>
    public bool IsReading
    {
        get => _channel.Configuration.AutoRead;
        set => _channel.Configuration.AutoRead = value;
    }

    /// <summary>Completes when the connection is gone.</summary>
    public Task Completion => _channel.CloseCompletion;

    /// <summary>True once we have decided to close: what still arrives is thrown away.</summary>
    internal bool IsClosing => Volatile.Read(ref _closing) != 0;

    /// <summary>
    /// Closes after what was sent so far is written. Our side is shut first and the rest of the peer's octets are drained,
    /// because a socket that is closed with unread octets resets the connection and may take our last message with it.
    /// </summary>
    public Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _closing, 1) != 0)
            return _channel.CloseCompletion;
        _closed ??= new ChannelClosed(CloseCause.LocalClosed, "closed by us");
        IsReading = true;
        _channel.EventLoop.Schedule(() => _channel.CloseAsync(), _limits.CloseLinger);
        _channel.WriteAndFlushAsync(Unpooled.Empty).ContinueWith(
            _ => _channel is TcpSocketChannel { Active: true } socket ? socket.ShutdownOutputAsync() : Task.CompletedTask,
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return _channel.CloseCompletion;
    }

    /// <summary>Closes at once; what is not written yet is lost.</summary>
    public void Abort(CloseCause cause, string detail)
    {
        _closed ??= new ChannelClosed(cause, detail);
        Interlocked.Exchange(ref _closing, 1);
        _channel.CloseAsync();
    }

    /// <summary>Hands octets to the event loop; the task ends when the kernel has them, or with the fault that lost them.</summary>
    internal Task Write(object buffer, int octets)
    {
        if (Interlocked.Add(ref _pendingOctets, octets) > _limits.WriteHighWaterOctets && !IsClosing)
        {
            LogSlowPeer(RemoteEndPoint, PendingOctets);
            TransportTelemetry.SlowPeers.Add(1);
            Abort(CloseCause.SlowPeer, $"{PendingOctets} octets unread by the peer");
        }
        var written = _channel.WriteAndFlushAsync(buffer);
        written.ContinueWith(
            (task, state) => ((PeerChannel)state!).Written(octets, task), this,
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return written;
    }

    internal ChannelClosed Closed() => _closed ?? new ChannelClosed(CloseCause.PeerClosed, "closed by the peer");

    internal void Broke(Exception cause) => Abort(CloseCause.Broken, cause.Message);

    internal void Failed(Exception defect)
    {
        LogDefect(RemoteEndPoint, defect);
        Abort(CloseCause.Defect, defect.Message);
    }

    private void Written(int octets, Task task)
    {
        Interlocked.Add(ref _pendingOctets, -octets);
        // Looking at the exception marks it as seen: a write that failed shows up as the end of the connection.
        if (task.Exception is null)
            TransportTelemetry.OctetsSent.Add(octets);
    }
}
