using System.Net;
using System.Threading.Channels;
using PceServer.Pcep;
using PceServer.Transport;

namespace PceServer.Emulation.Tests;

/// <summary>The other end of an emulated router's session, played message by message by a test.</summary>
internal sealed class ScriptedPce : IPcepChannelHandler, IAsyncDisposable
{
    public static readonly EventLoops Loops = new(2);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly Channel<PcepMessage> _received = Channel.CreateUnbounded<PcepMessage>();
    private readonly TaskCompletionSource<PcepChannel> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PcepListener _listener = null!;

    public IPEndPoint EndPoint => _listener.EndPoint;

    public static async Task<ScriptedPce> StartAsync()
    {
        var pce = new ScriptedPce();
        pce._listener = await PcepListener.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), Loops, channel =>
        {
            pce._opened.TrySetResult(channel);
            return pce;
        });
        return pce;
    }

    /// <summary>Plays establishment and reads the state synchronisation; returns its reports without the end marker.</summary>
    public async Task<List<StateReport>> EstablishAsync()
    {
        Assert.That(await NextAsync<Open>(), Is.Not.Null);
        await SendAsync(new Open(new OpenObject(30, 120, 1) { Tlvs = [new StatefulPceCapability(StatefulCapabilities.LspUpdate)] }));
        await SendAsync(Keepalive.Instance);
        await NextAsync<Keepalive>();
        var reports = new List<StateReport>();
        while (true)
        {
            var report = (await NextAsync<PcRpt>()).Reports[0];
            if (report.Lsp.PlspId.IsNone)
                return reports;
            reports.Add(report);
        }
    }

    public async Task SendAsync(PcepMessage message) => await (await _opened.Task.WaitAsync(s_patience)).SendAsync(message);

    public async Task<T> NextAsync<T>() where T : PcepMessage
    {
        using var patience = new CancellationTokenSource(s_patience);
        var next = await _received.Reader.ReadAsync(patience.Token);
        Assert.That(next, Is.InstanceOf<T>());
        return (T)next;
    }

    public async Task<StateReport> NextReportAsync() => (await NextAsync<PcRpt>()).Reports[0];

    public async Task<PcepErrorCode> NextErrorAsync() => (await NextAsync<PcErr>()).Groups[0].Errors[0].Error;

    void IPcepChannelHandler.OnMessage(DecodedMessage message)
    {
        Assert.That(message.Faults, Is.Empty, "the emulator writes what our own decoder takes");
        Assert.That(message.Deviations, Is.EqualTo(DeviationSet.None));
        _received.Writer.TryWrite(message.Message!);
    }

    void IPcepChannelHandler.OnFramingFault(PcepFramingFault fault) => _received.Writer.Complete(new IOException(fault.Reason));

    void IPcepChannelHandler.OnClosed(ChannelClosed closed) => _received.Writer.TryComplete();

    public ValueTask DisposeAsync() => _listener.DisposeAsync();
}
