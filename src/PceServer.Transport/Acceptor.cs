using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DotNetty.Transport.Bootstrapping;
using DotNetty.Transport.Channels;
using DotNetty.Transport.Channels.Sockets;
using Microsoft.Extensions.Logging;

namespace PceServer.Transport;

/// <summary>A listening socket, whatever the protocol: lets connections in past the gate and gives each its pipeline.</summary>
internal sealed partial class Acceptor : IAsyncDisposable
{
    private readonly AcceptGate _gate;
    private readonly TransportLimits _limits;
    private readonly ILogger _log;
    private readonly string _protocol;
    private readonly ConcurrentDictionary<IChannel, bool> _open = new();
    private IChannel? _socket;

    private Acceptor(string protocol, TransportLimits limits, TimeProvider time, ILogger log)
    {
        _protocol = protocol;
        _limits = limits;
        _log = log;
        _gate = new AcceptGate(limits, time);
    }

    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.None, 0);

    public static async Task<Acceptor> StartAsync(
        string protocol, IPEndPoint endpoint, EventLoops loops, TransportLimits limits, TimeProvider time, ILogger log, Action<IChannel> buildPipeline)
    {
        var acceptor = new Acceptor(protocol, limits, time, log);
        var bootstrap = new ServerBootstrap()
            .Group(loops.Group)
            .ChannelFactory(() => new TcpServerSocketChannel(ListeningSocket(endpoint)))
            .Option(ChannelOption.SoBacklog, limits.Backlog)
            .ChildOption(ChannelOption.TcpNodelay, true)
            .ChildHandler(new ActionChannelInitializer<IChannel>(channel => acceptor.Admit(channel, buildPipeline)));
        try
        {
            acceptor._socket = await bootstrap.BindAsync(endpoint).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or AggregateException)
        {
            throw new TransportException($"{protocol} cannot listen on {endpoint}: {e.GetBaseException().Message}", e);
        }
        acceptor.EndPoint = Endpoints.Plain(acceptor._socket.LocalAddress);
        return acceptor;
    }

    public Task StopAcceptingAsync() => _socket?.CloseAsync() ?? Task.CompletedTask;

    /// <summary>Stops accepting and closes what is still open.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAcceptingAsync().ConfigureAwait(false);
        await Task.WhenAll(_open.Keys.Select(channel => channel.CloseAsync())).ConfigureAwait(false);
    }

    private static Socket ListeningSocket(IPEndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        // "[::]" means everybody; a particular IPv6 address means just that.
        if (endpoint.AddressFamily == AddressFamily.InterNetworkV6)
            socket.DualMode = endpoint.Address.Equals(IPAddress.IPv6Any);
        return socket;
    }

    private void Admit(IChannel channel, Action<IChannel> buildPipeline)
    {
        var source = Endpoints.Plain(channel.RemoteAddress);
        if (_gate.Enter(source.Address) is { } refusal)
        {
            TransportTelemetry.Refused.Add(1, new KeyValuePair<string, object?>("protocol", _protocol));
            LogRefused(_protocol, source, refusal);
            channel.CloseAsync();
            return;
        }
        TransportTelemetry.Accepted.Add(1, new KeyValuePair<string, object?>("protocol", _protocol));
        channel.Configuration.WriteBufferHighWaterMark = _limits.WriteHighWaterOctets;
        _open[channel] = true;
        channel.CloseCompletion.ContinueWith(_ => Left(channel), TaskScheduler.Default);
        buildPipeline(channel);
    }

    private void Left(IChannel channel)
    {
        _open.TryRemove(channel, out _);
        _gate.Leave();
    }
}
