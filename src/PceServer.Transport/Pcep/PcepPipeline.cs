using System.Diagnostics;
using DotNetty.Buffers;
using DotNetty.Transport.Channels;
using Microsoft.Extensions.Logging;
using PceServer.Pcep;

namespace PceServer.Transport;

/// <summary>Between octets and PCEP messages: with the framing beside it the only place that sees buffers.</summary>
internal sealed class PcepPipeline(bool isInitiator, TransportLimits limits, ILogger log, Func<PcepChannel, IPcepChannelHandler> accept)
    : ChannelReader<PcepChannel>
{
    private PcepChannel? _channel;
    private IPcepChannelHandler? _handler;

    public static void Build(IChannel channel, bool isInitiator, TransportLimits limits, ILogger log, Func<PcepChannel, IPcepChannelHandler> accept) =>
        channel.Pipeline.AddLast(new PcepFraming(), new PcepPipeline(isInitiator, limits, log, accept));

    public static Task Write(PcepChannel channel, PcepMessage message)
    {
        var octets = PcepCodec.Encode(message, channel.UsesLegacySegments);
        return channel.Write(Unpooled.WrappedBuffer(octets), octets.Length);
    }

    protected override PcepChannel Open(IChannel channel)
    {
        var opened = new PcepChannel(channel, isInitiator, limits, log);
        _channel = opened;
        _handler = accept(opened);
        return opened;
    }

    protected override void Receive(object message)
    {
        if (message is PcepFramingFault fault)
        {
            TransportTelemetry.FramingFaults.Add(1);
            _handler!.OnFramingFault(fault);
            return;
        }
        var frame = (IByteBuffer)message;
        TransportTelemetry.OctetsReceived.Add(frame.ReadableBytes);
        // One frame is one span; the handler carries its context to whatever it causes.
        using var activity = TransportTelemetry.Activities.StartActivity("pcep.receive", ActivityKind.Consumer);
        var decoded = PcepCodec.Decode(frame.GetIoBuffer().AsSpan(), _channel!.DecodeOptions);
        if ((decoded.Deviations & DeviationSet.LegacySrSubobject) != 0)
            _channel.UsesLegacySegments = true;
        _handler!.OnMessage(decoded);
    }

    protected override void Closed(ChannelClosed closed) => _handler?.OnClosed(closed);
}
