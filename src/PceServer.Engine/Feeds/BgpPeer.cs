using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using PceServer.Bgp;
using PceServer.Bgp.Rib;
using PceServer.Bgp.Session;
using PceServer.Engine.Queries;
using PceServer.Engine.Telemetry;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Engine.Feeds;

/// <summary>One configured BGP peer: its machine, its connections, its routes. Only the speaker touches it.</summary>
internal sealed partial class BgpPeer
{
    private readonly BgpSpeaker _speaker;
    private readonly BgpPeerMachine _machine;
    private readonly BgpTimers _timers;
    private readonly TimeProvider _time;
    private readonly EventStream _events;
    private readonly ILogger _log;
    private readonly Dictionary<ConnectionSide, BgpSink> _sinks = [];
    private readonly BgpFindingCounts _findings = new();
    private BgpSink? _offered;
    private PeerState _state = PeerState.Initial;
    private DateTimeOffset? _upSince;
    private long _updates;
    private bool _endOfRib;
    private string? _lastError;
    private readonly ITimer _loadTimer;
    private readonly TimeSpan _loadQuiet;
    private readonly TimeSpan _loadLimit;
    private long _loadStarted;
    private bool _isLoading;

    public BgpPeer(BgpSpeaker speaker, BgpEngineOptions options, BgpPeerOptions peer, TimeProvider time, EventStream events, ILogger log)
    {
        (_speaker, Options, _time, _events, _log) = (speaker, peer, time, events, log);
        Name = peer.Address.ToString();
        Routes = new RibPeer(Name, peer.Address.Bits, peer.MaximumNlris);
        _timers = new BgpTimers(this, time, speaker.Post);
        (_loadQuiet, _loadLimit) = (options.LoadQuiet, options.LoadLimit);
        _loadTimer = time.CreateTimer(_ => speaker.Post(new BgpMail.LoadQuiet(this)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _machine = new BgpPeerMachine(new BgpPeerConfiguration
        {
            LocalAs = new AutonomousSystem(options.LocalAs),
            LocalIdentifier = new BgpIdentifier((uint)options.RouterId.Low),
            RemoteAs = new AutonomousSystem(peer.RemoteAs),
            Passive = peer.Passive,
            HoldTimeSeconds = options.HoldTimeSeconds,
            ConnectRetry = options.ConnectRetry,
            StaleTime = options.StaleTime,
            Families = peer.Vpn ? [AddressFamily.LinkState, AddressFamily.LinkStateVpn] : [AddressFamily.LinkState],
            AcceptsLegacyLinkStateAttribute = peer.LegacyAttribute,
        });
    }

    public BgpPeerOptions Options { get; }

    public string Name { get; }

    public RibPeer Routes { get; }

    /// <summary>Up, and its routes told whole.</summary>
    public bool IsLive => _upSince is not null && !_isLoading;

    public void Elapsed(BgpMail.TimerElapsed elapsed)
    {
        if (_timers.IsCurrent(elapsed))
            Step(new BgpEvent.TimerExpired(elapsed.Timer, elapsed.Side));
    }

    /// <summary>A connection is there, whoever opened it: the machine takes it or turns it away.</summary>
    public void Connected(BgpSink sink)
    {
        sink.Peer = this;
        _offered = sink;
        if (!_sinks.ContainsKey(sink.Side))
            _sinks[sink.Side] = sink;
        Step(new BgpEvent.Connected(sink.Side));
        _offered = null;
    }

    /// <summary>Messages of one read: they came at the same moment, so the first UPDATE restarts the timers for those behind it.</summary>
    public void Received(BgpSink sink, ImmutableArray<BgpDecoded> messages)
    {
        var updates = 0;
        foreach (var message in messages)
        {
            if (message.Findings.Count > 0)
                Note(message.Findings);
            var isFirst = message.Message is not BgpUpdate || updates++ == 0;
            if (message.Message is not BgpUpdate)
                EngineTelemetry.BgpMessages(message.Message?.Type.ToString() ?? "Malformed", "received", 1);
            if (_sinks.GetValueOrDefault(sink.Side) != sink)
                continue;
            if (!isFirst && BgpPeerMachine.OnlyDelivers(_state, sink.Side, message))
                Deliver((BgpUpdate)message.Message!, message.TreatAsWithdraw);
            else
                Step(new BgpEvent.Received(sink.Side, message));
        }
        if (updates == 0)
            return;
        _updates += updates;
        EngineTelemetry.BgpMessages(nameof(BgpMessageType.Update), "received", updates);
        KeepLoading();
    }

    public void Closed(BgpSink sink, string detail)
    {
        if (_sinks.GetValueOrDefault(sink.Side) != sink)
            return;
        _sinks.Remove(sink.Side);
        LogClosed(Name, detail);
        Step(new BgpEvent.Closed(sink.Side));
    }

    public void Step(BgpEvent happened)
    {
        var (state, actions) = _machine.Step(_state, happened);
        _state = state;
        foreach (var action in actions)
            Do(action);
    }

    /// <summary>The peer's first announcement is over without the marker.</summary>
    public void LoadQuiet() => EndLoad();

    public BgpPeerView View() => new(Options.Address, Options.RemoteAs, (BgpPeerState)_state.State)
    {
        RouterId = _state.Session is { } session ? IpAddress.V4(session.PeerIdentifier.Value) : null,
        UpSince = _upSince,
        HoldTimeSeconds = (int)(_state.Session?.HoldTime.TotalSeconds ?? 0),
        Nlris = Routes.RouteCount,
        StaleNlris = Routes.StaleCount,
        UpdatesReceived = _updates,
        EndOfRib = _endOfRib,
        NlrisDiscarded = _findings[BgpFindingKind.NlriDiscard],
        AttributesDiscarded = _findings[BgpFindingKind.AttributeDiscard],
        LastError = _lastError,
    };

    private void Do(BgpAction action)
    {
        switch (action)
        {
            case BgpAction.Connect: _speaker.Dial(this); break;
            case BgpAction.Send send: Send(send.Side, send.Message); break;
            case BgpAction.Close close: Close(close.Side); break;
            case BgpAction.Refuse refuse: Refuse(refuse.Notification); break;
            case BgpAction.StartTimer start: _timers.Start(start.Timer, start.Side, start.Jitter ? start.After * (0.75 + (0.25 * Random.Shared.NextDouble())) : start.After); break;
            case BgpAction.StopTimer stop: _timers.Stop(stop.Timer, stop.Side); break;
            case BgpAction.UseParameters use when _sinks.TryGetValue(use.Side, out var sink): sink.Connection.Parameters = use.Parameters; break;
            case BgpAction.SessionUp up: Up(up.Session); break;
            case BgpAction.SessionDown down: Down(down); break;
            case BgpAction.Deliver deliver: Deliver(deliver.Update, deliver.TreatAsWithdraw); break;
            case BgpAction.EndOfRib end: EndOfRib(end.Family); break;
            case BgpAction.MarkRoutesStale stale: _speaker.Rib.MarkStale(Routes, stale.Family, _speaker.Changes); _speaker.LookForStale(); break;
            case BgpAction.RemoveStaleRoutes stale: _speaker.Rib.RemoveStale(Routes, stale.Family, _speaker.Changes); _speaker.LookForStale(); break;
            case BgpAction.RemoveAllRoutes: _speaker.Rib.RemoveAll(Routes, _speaker.Changes); _speaker.LookForStale(); break;
        }
    }

    private void Send(ConnectionSide side, BgpMessage message)
    {
        if (!_sinks.TryGetValue(side, out var sink))
            return;
        EngineTelemetry.BgpMessages(message.Type.ToString(), "sent", 1);
        sink.Connection.Send(message);
    }

    private void Close(ConnectionSide side)
    {
        if (!_sinks.Remove(side, out var sink))
            return;
        sink.Connection.Close();
        // A restarted peer's new connection takes the place of its old one (RFC 4724 §4.2).
        if (_offered is { } offered && offered != sink && offered.Side == side)
            _sinks[side] = offered;
    }

    private void Refuse(BgpNotification notification)
    {
        if (_offered is not { } offered)
            return;
        if (_sinks.GetValueOrDefault(offered.Side) == offered)
            _sinks.Remove(offered.Side);
        offered.Connection.Send(notification);
        offered.Connection.Close();
    }

    private void Up(NegotiatedSession session)
    {
        (_upSince, _endOfRib) = (_time.GetUtcNow(), false);
        (Routes.Identifier, Routes.IsInternal) = (session.PeerIdentifier, session.Parameters.IsInternal);
        EngineTelemetry.BgpSessions(1);
        BeginLoad();
        LogUp(Name, session.PeerAs, session.PeerIdentifier, session.HoldTime);
        _events.Publish(PceEventKind.Bgp, string.Create(CultureInfo.InvariantCulture, $"BGP session with {Name} (AS {session.PeerAs}) established"));
    }

    private void Down(BgpAction.SessionDown down)
    {
        _lastError = down.Notification is { } notification ? $"{down.Cause}: {notification.Error}: {down.Reason}" : $"{down.Cause}: {down.Reason}";
        if (_upSince is not null)
            EngineTelemetry.BgpSessions(-1);
        EndLoad();
        _upSince = null;
        LogDown(Name, down.Cause, _lastError, Routes.StaleCount);
        _events.Publish(PceEventKind.Bgp, $"BGP session with {Name} over: {_lastError}");
    }

    /// <summary>A peer that comes back to routes that were kept has nothing to load.</summary>
    private void BeginLoad()
    {
        if (Routes.RouteCount > 0 || _isLoading)
            return;
        (_isLoading, _loadStarted) = (true, _time.GetTimestamp());
        _loadTimer.Change(_loadQuiet, Timeout.InfiniteTimeSpan);
        _speaker.BeginLoad();
    }

    private void EndLoad()
    {
        if (!_isLoading)
            return;
        _isLoading = false;
        _loadTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _speaker.EndLoad();
    }

    private void KeepLoading()
    {
        if (_isLoading && _time.GetElapsedTime(_loadStarted) > _loadLimit)
            EndLoad();
        else if (_isLoading)
            _loadTimer.Change(_loadQuiet, Timeout.InfiniteTimeSpan);
    }

    private void Deliver(BgpUpdate update, bool treatAsWithdraw)
    {
        if (_speaker.Rib.Apply(Routes, update, treatAsWithdraw, _speaker.Changes) is { } family)
            Step(new BgpEvent.MaximumPrefixesPassed(family, Options.MaximumNlris));
    }

    private void Note(ValueList<BgpFinding> findings)
    {
        _findings.Add(findings);
        foreach (var finding in findings)
            LogFinding(Name, finding);
    }

    private void EndOfRib(AddressFamily family)
    {
        _endOfRib = true;
        EndLoad();
        LogEndOfRib(Name, family, Routes.RouteCount);
        _events.Publish(PceEventKind.Bgp, $"{Name}: end of RIB, {Routes.RouteCount} NLRIs");
    }
}
