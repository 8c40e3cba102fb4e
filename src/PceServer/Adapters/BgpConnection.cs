using System.Collections.Immutable;
using PceServer.Bgp;
using PceServer.Engine.Ports;
using PceServer.Topology;
using PceServer.Transport;

namespace PceServer.Adapters;

/// <summary>A BGP channel of the transport as the engine's port, and the engine's sink as the channel's handler.</summary>
internal sealed class BgpConnection(BgpChannel channel) : IBgpConnection
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

    /// <summary>What the transport calls for each thing that happens on the connection.</summary>
    public static IBgpChannelHandler HandlerFor(IBgpSink sink) => new Handler(sink);

    private sealed class Handler(IBgpSink sink) : IBgpChannelHandler
    {
        public void OnMessages(ImmutableArray<BgpDecoded> messages) => sink.Received(messages);

        public void OnFramingFault(BgpFault fault) => sink.FramingFault(fault);

        public void OnClosed(ChannelClosed closed) => sink.Closed(closed.ToString());
    }
}
