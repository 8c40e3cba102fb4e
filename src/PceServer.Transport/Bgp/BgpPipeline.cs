using System.Collections.Immutable;
using System.Diagnostics;
using DotNetty.Buffers;
using DotNetty.Transport.Channels;
using Microsoft.Extensions.Logging;
using PceServer.Bgp;
using PceServer.Wire;

namespace PceServer.Transport;

/// <summary>Between octets and BGP messages: with the framing beside it the only place that sees buffers.</summary>
internal sealed class BgpPipeline(bool isInitiator, TransportLimits limits, ILogger log, Func<BgpChannel, IBgpChannelHandler> accept)
    : ChannelReader<BgpChannel>
{
    /// <summary>What the kernel may hold for us: a peer that tells a million routes is not to wait for a thread of ours to wake up.</summary>
    private const int ReceiveBufferOctets = 1 << 20;

    private BgpChannel? _channel;
    private IBgpChannelHandler? _handler;

    public static void Build(IChannel channel, bool isInitiator, TransportLimits limits, ILogger log, Func<BgpChannel, IBgpChannelHandler> accept)
    {
        var pipeline = new BgpPipeline(isInitiator, limits, log, accept);
        channel.Configuration.SetOption(ChannelOption.SoRcvbuf, ReceiveBufferOctets);
        channel.Pipeline.AddLast(new BgpFraming(() => pipeline._channel?.Parameters ?? BgpSessionParameters.Initial), pipeline);
    }

    public static Task Write(BgpChannel channel, IReadOnlyList<BgpMessage> messages)
    {
        var writer = new WireWriter(4096);
        foreach (var message in messages)
            BgpCodec.Encode(message, channel.Parameters, ref writer);
        var octets = writer.ToArray();
        writer.Dispose();
        return channel.Write(Unpooled.WrappedBuffer(octets), octets.Length);
    }

    protected override BgpChannel Open(IChannel channel)
    {
        _channel = new BgpChannel(channel, isInitiator, limits, log);
        _handler = accept(_channel);
        return _channel;
    }

    protected override void Receive(object message)
    {
        if (message is BgpFault fault)
        {
            TransportTelemetry.FramingFaults.Add(1);
            _handler!.OnFramingFault(fault);
            return;
        }
        var octets = (byte[])message;
        TransportTelemetry.OctetsReceived.Add(octets.Length);
        // One read is one span; the handler carries its context to whatever it causes.
        using var activity = TransportTelemetry.Activities.StartActivity("bgp.receive", ActivityKind.Consumer);
        for (var at = 0; at < octets.Length && !_channel!.IsClosing;)
            _handler!.OnMessages(Decode(octets, ref at));
    }

    /// <summary>Messages up to the end, but not beyond an OPEN: what it settles decides how the next ones are to be read.</summary>
    private ImmutableArray<BgpDecoded> Decode(byte[] octets, ref int at)
    {
        var parameters = _channel!.Parameters;
        var messages = ImmutableArray.CreateBuilder<BgpDecoded>(Math.Min(octets.Length / 64, 64) + 1);
        while (at < octets.Length)
        {
            var length = (octets[at + BgpCodec.MarkerOctets] << 8) | octets[at + BgpCodec.MarkerOctets + 1];
            messages.Add(BgpCodec.DecodeInPlace(new ArraySegment<byte>(octets, at, length), parameters));
            at += length;
            if (messages[^1].Message is BgpOpen)
                break;
        }
        return messages.DrainToImmutable();
    }

    protected override void Closed(ChannelClosed closed) => _handler?.OnClosed(closed);
}
