using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PceServer.Bgp;
using PceServer.Bgp.Rib;
using PceServer.Bgp.Session;
using PceServer.Engine.Mapping.LinkState;
using PceServer.Engine.Ports;
using PceServer.Engine.Queries;
using PceServer.Topology;

namespace PceServer.Engine.Feeds;

/// <summary>
/// The BGP-LS speaker: all peers and their common RIB, driven by one reader. What changes in the best routes goes to the topology's writer, which may be behind:
/// then this reader waits, mail gathers, and the peers are slowed down.
/// </summary>
internal sealed partial class BgpSpeaker : IAsyncDisposable
{
    private const int MostChangesInHand = 1024;

    private readonly Channel<BgpMail> _mailbox = Channel.CreateUnbounded<BgpMail>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<IpAddress, BgpPeer> _peers;
    private readonly LinkStateMapping _mapping = new();
    private readonly List<TaskCompletionSource> _settling = [];
    private readonly TopologyFeed _feed;
    private readonly TopologyReadiness _readiness;
    private int _loadsEnded;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;
    private readonly EventStream _events;
    private ImmutableArray<BgpPeerView> _views = [];
    private ImmutableArray<HealthFinding> _staleOriginators = [];
    private IBgpDialer? _dialer;

    public BgpSpeaker(PceEngineOptions options, TimeProvider time, EventStream events, TopologyFeed feed, TopologyReadiness readiness, ILoggerFactory logs)
    {
        (_feed, _readiness, _events) = (feed, readiness, events);
        _log = logs.CreateLogger<BgpSpeaker>();
        Rib = new LinkStateRib(new AutonomousSystem(options.Bgp.LocalAs), new BgpIdentifier((uint)options.Bgp.RouterId.Low));
        var peerLog = logs.CreateLogger<BgpPeer>();
        _peers = options.Bgp.Peers.ToDictionary(peer => peer.Address, peer => new BgpPeer(this, options.Bgp, peer, time, events, peerLog));
        Publish();
        _loop = Task.Run(RunAsync);
    }

    public LinkStateRib Rib { get; }

    /// <summary>Best-route changes of the mail in hand, on their way to the topology.</summary>
    public List<RibChange> Changes { get; } = [];

    public ImmutableArray<BgpPeerView> Views => ImmutableInterlocked.InterlockedCompareExchange(ref _views, default, default);

    /// <summary>What stands only because the peer that announced it may come back (RFC 4724 §4.2).</summary>
    public ImmutableArray<HealthFinding> StaleOriginators => ImmutableInterlocked.InterlockedCompareExchange(ref _staleOriginators, default, default);

    /// <summary>Looks again, after a session was lost, came back or was given up.</summary>
    public void LookForStale()
    {
        ImmutableArray<HealthFinding> found = [.. _peers.Values.Select(peer => StaleRoutes.Of(Rib, peer)).OfType<HealthFinding>()];
        if (ImmutableInterlocked.InterlockedExchange(ref _staleOriginators, found).SequenceEqual(found))
            return;
        _events.Publish(PceEventKind.Bgp, found.IsEmpty ? "no BGP-LS announcement is stale any more" : string.Join("; ", found.Select(f => f.Message)));
    }

    /// <summary>Brings the configured peers up; without a dialer only those that connect to us.</summary>
    public void Start(IBgpDialer? dialer)
    {
        _dialer = dialer;
        Post(new BgpMail.Start());
    }

    public IBgpSink Accept(IBgpConnection connection)
    {
        var sink = new BgpSink(this, connection);
        Post(new BgpMail.Accepted(sink));
        return sink;
    }

    public void Post(BgpMail mail)
    {
        if (_mailbox.Writer.TryWrite(mail))
            return;
        (mail switch { BgpMail.Stop stop => stop.Done, BgpMail.Settle settle => settle.Done, _ => null })?.TrySetResult();
    }

    public void BeginLoad()
    {
        _readiness.BeginLoad();
        _feed.IsLoading = _peers.Values.All(peer => !peer.IsLive);
    }

    /// <summary>A peer's first load is over: so it is for the rest of the house once the changes that came before are in a snapshot.</summary>
    public void EndLoad()
    {
        _loadsEnded++;
        _feed.IsLoading = false;
    }

    /// <summary>Connects out in the background; what comes of it is mail.</summary>
    public void Dial(BgpPeer peer) => _ = DialAsync(peer);

    /// <summary>The best routes as they are when it is this question's turn; none after the end.</summary>
    public Task<BgpRouteListing> AskAsync(BgpRouteQuestion question)
    {
        var done = new TaskCompletionSource<BgpRouteListing>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_mailbox.Writer.TryWrite(new BgpMail.Ask(question, done)))
            done.TrySetResult(new BgpRouteListing(0, []));
        return done.Task;
    }

    public Task SettleAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(new BgpMail.Settle(done));
        return done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(new BgpMail.Stop(done));
        await done.Task;
        await _stopping.CancelAsync();
        _mailbox.Writer.TryComplete();
        await _loop;
        _stopping.Dispose();
    }

    private async Task DialAsync(BgpPeer peer)
    {
        var isConnected = false;
        try
        {
            if (_dialer is { } dialer)
                isConnected = await dialer.ConnectAsync(peer.Options.Address, peer.Options.Port, connection => Dialed(peer, connection), _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception defect)
        {
            LogDialDefect(peer.Name, defect);
        }
        if (!isConnected)
            Post(new BgpMail.DialFailed(peer));
    }

    private BgpSink Dialed(BgpPeer peer, IBgpConnection connection)
    {
        var sink = new BgpSink(this, connection);
        Post(new BgpMail.Dialed(peer, sink));
        return sink;
    }

    private async Task RunAsync()
    {
        while (await _mailbox.Reader.WaitToReadAsync())
        {
            while (_mailbox.Reader.TryRead(out var mail))
            {
                Guard(mail);
                // Many UPDATEs go on together, but not so many that the writer has nothing to do meanwhile.
                if (Changes.Count >= MostChangesInHand || (_loadsEnded > 0 && Changes.Count > 0))
                    await HandOnAsync();
                for (; _loadsEnded > 0; _loadsEnded--)
                    await _feed.FlushThenAsync(_readiness.EndLoad);
            }
            if (Changes.Count > 0)
                await HandOnAsync();
            Publish();
            _settling.ForEach(done => done.TrySetResult());
            _settling.Clear();
        }
    }

    private async ValueTask HandOnAsync()
    {
        var changes = ImmutableArray.CreateBuilder<TopologyChange>(Changes.Count);
        foreach (ref readonly var change in CollectionsMarshal.AsSpan(Changes))
        {
            if (_mapping.Map(change) is { } mapped)
                changes.Add(mapped);
        }
        Changes.Clear();
        if (changes.Count > 0)
            await _feed.ApplyAsync(changes.DrainToImmutable());
    }

    private void Guard(BgpMail mail)
    {
        try
        {
            Take(mail);
        }
        catch (Exception defect)
        {
            LogDefect(defect);
        }
    }

    private void Take(BgpMail mail)
    {
        switch (mail)
        {
            case BgpMail.Received received:
                received.Sink.Taken(received.Weight);
                received.Sink.Peer?.Received(received.Sink, received.Messages);
                break;
            case BgpMail.Accepted accepted:
                Accepted(accepted.Sink);
                break;
            case BgpMail.Dialed dialed:
                dialed.Peer.Connected(dialed.Sink);
                break;
            case BgpMail.DialFailed failed:
                failed.Peer.Step(new BgpEvent.ConnectFailed());
                break;
            case BgpMail.Closed closed:
                closed.Sink.Peer?.Closed(closed.Sink, closed.Detail);
                break;
            case BgpMail.TimerElapsed elapsed:
                elapsed.Peer.Elapsed(elapsed);
                break;
            case BgpMail.LoadQuiet quiet:
                quiet.Peer.LoadQuiet();
                break;
            case BgpMail.Start:
                ForAll(new BgpEvent.Start());
                break;
            case BgpMail.Stop stop:
                ForAll(new BgpEvent.Stop("shutting down"));
                _settling.Add(stop.Done);
                break;
            case BgpMail.Settle settle:
                _settling.Add(settle.Done);
                break;
            case BgpMail.Ask ask:
                ask.Done.TrySetResult(BgpRoutes.Of(Rib, ask.Question));
                break;
        }
    }

    private void ForAll(BgpEvent happened)
    {
        foreach (var peer in _peers.Values)
            peer.Step(happened);
    }

    /// <summary>Somebody has connected: a configured peer, or nobody we know, who is told so (RFC 4486 §4).</summary>
    private void Accepted(BgpSink sink)
    {
        if (_peers.TryGetValue(sink.Connection.RemoteAddress, out var peer))
        {
            peer.Connected(sink);
            return;
        }
        LogStranger(sink.Connection.RemoteAddress);
        sink.Connection.Send(BgpNotification.For(BgpErrors.ConnectionRejected));
        sink.Connection.Close();
    }

    private void Publish() => ImmutableInterlocked.InterlockedExchange(ref _views, [.. _peers.Values.Select(peer => peer.View())]);
}
