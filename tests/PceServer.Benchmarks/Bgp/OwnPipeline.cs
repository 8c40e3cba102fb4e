using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using PceServer.Bgp;
using PceServer.Engine;
using PceServer.Engine.Ports;
using PceServer.Topology;
using PceServer.Transport;

namespace PceServer.Benchmarks.Bgp;

/// <summary>Listener, engine and topology as the server binds them, without the host around.</summary>
internal sealed class OwnPipeline : IDisposable
{
    private readonly EventLoops _loops = new();
    private readonly PceEngine _engine;
    private readonly BgpListener _listener;

    public OwnPipeline(uint system)
    {
        var peer = new BgpPeerOptions(IpAddress.Parse("127.0.0.1"), system, Passive: true);
        _engine = new PceEngine(new PceEngineOptions { Bgp = new BgpEngineOptions { LocalAs = system, Peers = [peer] } }, TimeProvider.System, NullLoggerFactory.Instance);
        _listener = BgpListener.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), _loops, Accept).GetAwaiter().GetResult();
        _engine.StartBgp(null);
    }

    public IPEndPoint EndPoint => _listener.EndPoint;

    public bool Holds(LinkStateStream stream)
    {
        var topology = _engine.Topology;
        return topology.NodeCount == stream.Nodes && topology.EdgeCount == stream.HalfLinks && topology.Prefixes.Length == stream.Prefixes;
    }

    public string Progress() => $"{_engine.Topology.NodeCount} nodes, {_engine.Topology.EdgeCount} half-links, {_engine.Topology.Prefixes.Length} prefixes";

    public void Dispose()
    {
        _listener.DisposeAsync().AsTask().Wait();
        _engine.DisposeAsync().AsTask().Wait();
        _loops.DisposeAsync().AsTask().Wait();
    }

    private Handler Accept(BgpChannel channel) => new(_engine.AcceptBgp(new Connection(channel)));

    private sealed class Handler(IBgpSink sink) : IBgpChannelHandler
    {
        public void OnMessages(ImmutableArray<BgpDecoded> messages) => sink.Received(messages);

        public void OnFramingFault(BgpFault fault) => sink.FramingFault(fault);

        public void OnClosed(ChannelClosed closed) => sink.Closed(closed.ToString());
    }

    private sealed class Connection(BgpChannel channel) : IBgpConnection
    {
        public IpAddress RemoteAddress { get; } = IpAddress.From(channel.RemoteEndPoint.Address);

        public int RemotePort => channel.RemoteEndPoint.Port;

        public IpAddress LocalAddress { get; } = IpAddress.From(channel.LocalEndPoint.Address);

        public bool IsInitiator => channel.IsInitiator;

        public bool IsReading
        {
            set => channel.IsReading = value;
        }

        public BgpSessionParameters Parameters
        {
            set => channel.Parameters = value;
        }

        public void Send(BgpMessage message) => channel.Send(message);

        public void Close() => _ = channel.CloseAsync();
    }
}
