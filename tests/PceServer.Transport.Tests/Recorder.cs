using System.Collections.Immutable;
using System.Threading.Channels;
using PceServer.Bgp;
using PceServer.Pcep;

namespace PceServer.Transport.Tests;

/// <summary>Keeps what a channel reports, to be awaited in order: messages, framing faults, the end.</summary>
internal sealed class Recorder : IPcepChannelHandler, IBgpChannelHandler
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly Channel<object> _events = Channel.CreateUnbounded<object>();
    private readonly TaskCompletionSource<PeerChannel> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<PeerChannel> Opened => _opened.Task.WaitAsync(s_patience);

    public Recorder Attach(PeerChannel channel)
    {
        _opened.TrySetResult(channel);
        return this;
    }

    public async Task<T> NextAsync<T>()
    {
        using var patience = new CancellationTokenSource(s_patience);
        var next = await _events.Reader.ReadAsync(patience.Token);
        Assert.That(next, Is.InstanceOf<T>());
        return (T)next;
    }

    void IPcepChannelHandler.OnMessage(DecodedMessage message) => _events.Writer.TryWrite(message);

    void IBgpChannelHandler.OnMessages(ImmutableArray<BgpDecoded> messages)
    {
        foreach (var message in messages)
            _events.Writer.TryWrite(message);
    }

    void IPcepChannelHandler.OnFramingFault(PcepFramingFault fault) => _events.Writer.TryWrite(fault);

    void IBgpChannelHandler.OnFramingFault(BgpFault fault) => _events.Writer.TryWrite(fault);

    void IPcepChannelHandler.OnClosed(ChannelClosed closed) => _events.Writer.TryWrite(closed);

    void IBgpChannelHandler.OnClosed(ChannelClosed closed) => _events.Writer.TryWrite(closed);
}
