using System.Collections.Immutable;
using System.Net;
using PceServer.Bgp;
using PceServer.Bgp.Session;
using PceServer.Transport;

namespace PceServer.Emulation;

/// <summary>What a peer driver tells the speaker above; calls come one at a time.</summary>
internal interface IBgpPeerOwner
{
    void SessionUp(BgpChannel channel, NegotiatedSession session);

    void SessionDown(BgpDownCause cause, string reason);

    void RefreshRequested(AddressFamily family);
}

/// <summary>Gives the pure machine of one BGP peer its connections and clocks. One lock holds the machine and its owner.</summary>
internal sealed class BgpPeerDriver(BgpPeerConfiguration configuration, IPEndPoint? remote, EventLoops loops, ConnectOptions connect, IBgpPeerOwner owner, TimeProvider time)
{
    private readonly BgpPeerMachine _machine = new(configuration);
    private readonly Lock _lock = new();
    private readonly Queue<BgpEvent> _events = new();
    private readonly Dictionary<ConnectionSide, BgpChannel> _channels = [];
    private readonly Dictionary<(BgpTimer, ConnectionSide), DeadlineTimer> _timers = [];
    private PeerState _state = PeerState.Initial;
    private BgpChannel? _offered;
    private bool _stepping;

    /// <summary>Gets every UPDATE of the established session.</summary>
    public Action<BgpUpdate>? Heard { get; init; }

    public BgpState State => _state.State;

    public void Start() => Happen(new BgpEvent.Start());

    public void Stop(string reason) => Happen(new BgpEvent.Stop(reason));

    /// <summary>Takes a connection that the peer has opened.</summary>
    public IBgpChannelHandler Accept(BgpChannel channel)
    {
        lock (_lock)
        {
            _offered = channel;
            Happen(new BgpEvent.Connected(ConnectionSide.Incoming));
            _offered = null;
        }
        return new Connection(this, channel, ConnectionSide.Incoming);
    }

    public T Do<T>(Func<T> work)
    {
        lock (_lock)
            return work();
    }

    /// <summary>Waits until no connection is left.</summary>
    public Task ClosedAsync()
    {
        lock (_lock)
            return Task.WhenAll(_channels.Values.Select(channel => channel.Completion));
    }

    private void Happen(BgpEvent happened)
    {
        lock (_lock)
        {
            _events.Enqueue(happened);
            if (_stepping)
                return;
            _stepping = true;
            try
            {
                while (_events.TryDequeue(out var next))
                    Step(next);
            }
            finally
            {
                _stepping = false;
            }
        }
    }

    private void Step(BgpEvent happened)
    {
        // The machine takes a connection unless it says otherwise.
        if (happened is BgpEvent.Connected connected && _offered is { } offered && _state[connected.Side] is null)
            _channels[connected.Side] = offered;
        var (state, actions) = _machine.Step(_state, happened);
        _state = state;
        foreach (var action in actions)
            Perform(action);
    }

    private void Perform(BgpAction action)
    {
        switch (action)
        {
            case BgpAction.Connect: _ = ConnectAsync(); break;
            case BgpAction.Send send: Channel(send.Side)?.Send(send.Message); break;
            case BgpAction.Close close: _ = Channel(close.Side)?.CloseAsync(); break;
            case BgpAction.Refuse refuse: Refuse(refuse.Notification); break;
            case BgpAction.StartTimer start: Timer(start.Timer, start.Side).Start(start.Jitter ? Jittered(start.After) : start.After); break;
            case BgpAction.StopTimer stop: Timer(stop.Timer, stop.Side).Stop(); break;
            case BgpAction.UseParameters use when Channel(use.Side) is { } channel: channel.Parameters = use.Parameters; break;
            case BgpAction.SessionUp up when Channel(up.Side) is { } channel: owner.SessionUp(channel, up.Session); break;
            case BgpAction.SessionDown down: owner.SessionDown(down.Cause, down.Reason); break;
            case BgpAction.Deliver deliver: Heard?.Invoke(deliver.Update); break;
            case BgpAction.EndOfRib end: Heard?.Invoke(BgpUpdate.EndOfRibMarker(end.Family)); break;
            case BgpAction.RefreshRequested refresh: owner.RefreshRequested(refresh.Family); break;
        }
    }

    private async Task ConnectAsync()
    {
        try
        {
            await BgpConnector.ConnectAsync(remote!, loops, Opened, connect).ConfigureAwait(false);
        }
        catch (TransportException)
        {
            Happen(new BgpEvent.ConnectFailed());
        }
    }

    private IBgpChannelHandler Opened(BgpChannel channel)
    {
        lock (_lock)
        {
            _offered = channel;
            Happen(new BgpEvent.Connected(ConnectionSide.Outgoing));
            _offered = null;
        }
        return new Connection(this, channel, ConnectionSide.Outgoing);
    }

    private void Refuse(BgpNotification notification)
    {
        if (_offered is not { } offered)
            return;
        foreach (var side in _channels.Where(entry => entry.Value == offered).Select(entry => entry.Key).ToList())
            _channels.Remove(side);
        offered.Send(notification);
        _ = offered.CloseAsync();
    }

    private BgpChannel? Channel(ConnectionSide side) => _channels.GetValueOrDefault(side);

    private DeadlineTimer Timer(BgpTimer timer, ConnectionSide side)
    {
        if (!_timers.TryGetValue((timer, side), out var clock))
            _timers[(timer, side)] = clock = new DeadlineTimer(time, () => Happen(new BgpEvent.TimerExpired(timer, side)));
        return clock;
    }

    // RFC 4271 §10: 75 to 100 percent.
    private static TimeSpan Jittered(TimeSpan time) => time * (0.75 + (Random.Shared.NextDouble() * 0.25));

    private sealed class Connection(BgpPeerDriver driver, BgpChannel channel, ConnectionSide side) : IBgpChannelHandler
    {
        public void OnMessages(ImmutableArray<BgpDecoded> messages)
        {
            foreach (var message in messages)
                Happen(new BgpEvent.Received(side, message));
        }

        public void OnFramingFault(BgpFault fault) => Happen(new BgpEvent.Received(side, new BgpDecoded(null, fault)));

        public void OnClosed(ChannelClosed closed)
        {
            lock (driver._lock)
            {
                Happen(new BgpEvent.Closed(side));
                if (driver.Channel(side) == channel)
                    driver._channels.Remove(side);
            }
        }

        // A connection that another has replaced has nothing to say any more.
        private void Happen(BgpEvent happened)
        {
            lock (driver._lock)
            {
                if (driver.Channel(side) == channel)
                    driver.Happen(happened);
            }
        }
    }
}
