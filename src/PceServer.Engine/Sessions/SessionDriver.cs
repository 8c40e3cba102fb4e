using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;
using PceServer.Engine.Ports;
using PceServer.Engine.Queries;
using PceServer.Engine.Telemetry;
using PceServer.Pcep;
using PceServer.Pcep.Session;

namespace PceServer.Engine.Sessions;

/// <summary>Runs the session machine of one connection: makes events of what happens, and does what the machine asks.</summary>
internal sealed partial class SessionDriver
{
    // RFC 5440 §5 once asked clients to call from the port of the server; of present PCCs, those on pceplib still do.
    private const int PceplibSourcePort = 4189;

    private readonly EngineServices _engine;
    private readonly PccRegistry _registry;
    private readonly PccActor _actor;
    private readonly IPccConnection _connection;
    private readonly DecodeOptions _decodeOptions;
    private readonly ILogger _log;
    private readonly SessionTimers _timers;
    private bool _isClaimed;
    private PeerCapabilities _peer = new();

    public SessionDriver(EngineServices engine, PccRegistry registry, PccActor actor, IPccConnection connection, byte sessionId)
    {
        (_engine, _registry, _actor, _connection) = (engine, registry, actor, connection);
        _log = engine.Logs.CreateLogger<SessionDriver>();
        _timers = new SessionTimers(engine.Time, actor.Post);
        Pcc = new PccId(connection.RemoteAddress.ToString());
        var strict = engine.Options.Pcep.Peers.Any(p => p.Address == connection.RemoteAddress && p.Strict);
        _decodeOptions = new DecodeOptions { Strict = strict };
        connection.DecodeOptions = _decodeOptions;
        Machine = PcepSessionMachine.Start(new PcepSessionSettings(PcepRole.Pce, LocalOpen.Of(engine.Options.Pcep, sessionId))
        {
            OpenPolicy = OpenPolicy.Default with { Strict = strict },
        });
    }

    public PccId Pcc { get; private set; }

    public Pcep.Session.PcepSessionState Machine { get; private set; }

    /// <summary>Not null while the session is up.</summary>
    public PccConversation? Up { get; private set; }

    public DateTimeOffset? UpSince { get; private set; }

    /// <summary>Why it ended, once it has.</summary>
    public string? LastError { get; private set; }

    public SessionCounting Counting { get; } = new();

    public void Elapsed(PccMail.TimerElapsed elapsed)
    {
        if (_timers.IsCurrent(elapsed))
            Step(new PcepSessionEvent.TimerExpired(elapsed.Timer));
    }

    /// <summary>A decoded message: what can be acted on goes to the machine, each fault gets its answer.</summary>
    public void Receive(in DecodedMessage message)
    {
        Counting.Received(message, Pcc.Text);
        if ((message.Deviations & DeviationSet.LegacySrSubobject) != 0 && Up is { } legacy)
            legacy.State.UsesLegacySegments = true;
        if (message.SessionFault is { } fatal)
            Step(new PcepSessionEvent.FaultReceived(fatal));
        else if (message.Message is { } readable)
            Step(readable is Open open ? Judge(open) : PcepSessionInput.For(readable, Machine));
        else if (Machine.Phase == PcepSessionPhase.Up)
            // Nothing of it can be used, but the peer is alive.
            Step(new PcepSessionEvent.KeepaliveReceived());
        foreach (var fault in message.Faults)
            Answer(fault);
    }

    public void Step(PcepSessionEvent happening)
    {
        var step = PcepSessionMachine.Step(Machine, happening);
        Machine = step.State;
        foreach (var action in step.Actions)
            Do(action);
    }

    /// <summary>Sends what the machine did not ask for; its Keepalive timer starts anew.</summary>
    public void Send(PcepMessage message)
    {
        Transmit(message);
        Step(new PcepSessionEvent.MessageSent());
    }

    public void Release() => _timers.Release();

    private void Answer(ProtocolFault fault)
    {
        if (fault.Scope == FaultScope.Session)
            return;
        LogFault(Pcc, fault);
        if (Machine.Phase != PcepSessionPhase.Up)
        {
            Step(new PcepSessionEvent.FaultReceived(fault));
            return;
        }
        Send(PcErr.For(fault));
        // RFC 5440 §7.4.2: too many of them within a minute end the session.
        if (fault.Error == PcepErrors.UnknownRequest)
            Step(new PcepSessionEvent.UnknownRequestReceived());
    }

    /// <summary>An Open is judged with what only the engine knows: whether that peer is connected already (RFC 5440 §4.2.1, RFC 8232 §3.3.2).</summary>
    private PcepSessionEvent Judge(Open open)
    {
        var judged = PcepSessionInput.For(open, Machine);
        if (_isClaimed || judged is not PcepSessionEvent.OpenReceived { Verdict: OpenVerdict.Acceptable })
            return judged;
        var identity = PeerCapabilities.Identity(open.OpenObject, _connection.RemoteAddress);
        if (_registry.Claim(identity, _actor, _connection.RemoteAddress) is { } holder)
        {
            return holder == _connection.RemoteAddress
                ? new PcepSessionEvent.PeerAlreadyUp()
                : new PcepSessionEvent.OpenReceived(open.OpenObject, new OpenVerdict.Refused(PcepErrors.InvalidSpeakerEntityId, $"{identity} is connected from {holder}"));
        }
        _isClaimed = true;
        Pcc = identity;
        // Only where both sides say so does the P flag of a stateful message count (RFC 9753 §3.1), and may an SR-Algorithm be used (RFC 9933 §5).
        _peer = PeerCapabilities.Of(open.OpenObject);
        _connection.DecodeOptions = _decodeOptions with { Relax = _peer.IsRelaxed, RefuseSrAlgorithm = !_peer.KnowsSrAlgorithm };
        return judged;
    }

    private void Do(PcepSessionAction action)
    {
        switch (action)
        {
            case PcepSessionAction.Send send:
                Transmit(send.Message);
                break;
            case PcepSessionAction.StartTimer start:
                _timers.Start(start.Timer, start.After);
                break;
            case PcepSessionAction.StopTimer stop:
                _timers.Stop(stop.Timer);
                break;
            case PcepSessionAction.Deliver deliver:
                if (Up is { } up && !up.Handle(deliver.Message))
                    Step(new PcepSessionEvent.UnknownRequestReceived());
                break;
            case PcepSessionAction.Established established:
                Establish(established.RemoteOpen);
                break;
            case PcepSessionAction.Ended ended:
                End(ended.End);
                break;
            case PcepSessionAction.CloseTransport:
                _connection.Close();
                break;
        }
    }

    private void Transmit(PcepMessage message)
    {
        Counting.Sent(message);
        var isPceplib = _connection.RemotePort == PceplibSourcePort;
        _connection.Send(message switch
        {
            PcErr error when isPceplib => error.WithErrorFirst(),
            PcUpd update => AgreedForm.Of(update, _peer),
            _ => message,
        });
    }

    private void Establish(OpenObject open)
    {
        var peer = PeerCapabilities.Of(open);
        var table = _registry.TakeUp(Pcc).BeginSession();
        Up = new PccConversation(new PccState(_engine, table, peer, _connection.RemoteAddress, Send, Refuse), _log);
        UpSince = _engine.Time.GetUtcNow();
        EngineTelemetry.Sessions(1);
        LogUp(Pcc, _connection.RemoteAddress, _connection.RemotePort, Machine.LocalOpen.Keepalive, open.DeadTimer, peer.SidDepth.SessionLimit);
        _engine.Events.Publish(PceEventKind.Session, "session up", e => e with { Pcc = Pcc });
    }

    /// <summary>Ends a session from above: with a PCErr first where one is due.</summary>
    private void Refuse(PcepErrorCode? error, CloseReason reason)
    {
        if (error is { } code)
            Transmit(new PcErr(code));
        Step(new PcepSessionEvent.StopRequested(reason));
    }

    private void End(PcepSessionEnd end)
    {
        LastError = end.ToString();
        var table = Up?.End();
        if (Up is not null)
        {
            EngineTelemetry.Sessions(-1);
            _engine.Database.Publish(table!);
        }
        Up = null;
        LogEnded(Pcc, end);
        _engine.Events.Publish(PceEventKind.Session, $"session over: {end.Reason}", e => e with { Pcc = Pcc });
        if (_isClaimed)
            _registry.Release(Pcc, _actor, table);
    }
}
