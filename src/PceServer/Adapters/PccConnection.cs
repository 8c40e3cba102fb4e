using PceServer.Engine.Ports;
using PceServer.Pcep;
using PceServer.Topology;
using PceServer.Transport;

namespace PceServer.Adapters;

/// <summary>A PCEP channel of the transport as the engine's port, and the engine's sink as the channel's handler.</summary>
internal sealed class PccConnection(PcepChannel channel) : IPccConnection
{
    public IpAddress RemoteAddress { get; } = IpAddress.From(channel.RemoteEndPoint.Address);

    public int RemotePort => channel.RemoteEndPoint.Port;

    public IpAddress LocalAddress { get; } = IpAddress.From(channel.LocalEndPoint.Address);

    public bool IsInitiator => channel.IsInitiator;

    public bool IsReading
    {
        set => channel.IsReading = value;
    }

    public DecodeOptions DecodeOptions
    {
        set => channel.DecodeOptions = value;
    }

    public void Send(PcepMessage message) => channel.Send(message);

    public void Close() => _ = channel.CloseAsync();

    /// <summary>What the transport calls for each thing that happens on the connection.</summary>
    public static IPcepChannelHandler HandlerFor(IPccSink sink) => new Handler(sink);

    private sealed class Handler(IPccSink sink) : IPcepChannelHandler
    {
        public void OnMessage(DecodedMessage message) => sink.Received(message);

        public void OnFramingFault(PcepFramingFault fault) => sink.FramingFault(fault.Reason);

        public void OnClosed(ChannelClosed closed) => sink.Closed(closed.ToString());
    }
}
