using static PceServer.Pcep.Session.SessionSteps;
using Act = PceServer.Pcep.Session.PcepSessionAction;
using On = PceServer.Pcep.Session.PcepSessionEvent;

namespace PceServer.Pcep.Session;

/// <summary>
/// A PCEP session as a pure function (RFC 5440 appendix A): no clock, no socket. Both roles run the same machine; what differs is the Open
/// that is sent and how the peer's is judged.
/// </summary>
public static class PcepSessionMachine
{
    public static PcepSessionState Start(PcepSessionSettings settings) => new(settings);

    /// <summary>The state after an event, and what is to be done, in order.</summary>
    public static PcepSessionStep Step(PcepSessionState state, PcepSessionEvent happening) => state switch
    {
        { HasEnded: true } => new(state, []),
        { Phase: PcepSessionPhase.Idle } => Idle(state, happening),
        { Phase: PcepSessionPhase.Up } => EstablishedSession.Step(state, happening),
        _ => Establishing(state, happening),
    };

    private static PcepSessionStep Idle(PcepSessionState state, PcepSessionEvent happening) => happening switch
    {
        On.TransportUp => new(
            state with { Phase = PcepSessionPhase.OpenWait },
            [new Act.Send(PcepSessionMessages.Open(state.LocalOpen)), new Act.StartTimer(PcepSessionTimer.OpenWait, state.Settings.OpenWait)]),
        _ => End(state, PcepSessionEnder.Us, "ended before the connection was up"),
    };

    private static PcepSessionStep Establishing(PcepSessionState state, PcepSessionEvent happening) => happening switch
    {
        On.OpenReceived when state.RemoteOk => Refuse(state, PcepErrors.InvalidOpen, "second Open message"),
        On.OpenReceived open => OpenReceived(state, open),
        On.KeepaliveReceived when state.Phase == PcepSessionPhase.KeepWait => LocalAccepted(state),
        On.ProposalReceived { Adapted: { } adapted } when state.Phase == PcepSessionPhase.KeepWait => Adapt(state, adapted),
        On.ProposalReceived when state.Phase == PcepSessionPhase.KeepWait =>
            Refuse(state, PcepErrors.UnacceptableProposal, "the peer wants values that we will not have"),
        On.ErrorReceived error => End(state, PcepSessionEnder.Peer, $"the peer answered with PCErr {error.Error}", error: error.Error),
        On.ProposalReceived => End(state, PcepSessionEnder.Peer, "the peer rejected our Open before it sent one"),
        On.CloseReceived close => End(state, PcepSessionEnder.Peer, $"the peer closed: {close.Reason}", close: close.Reason),
        On.FaultReceived fault => Refuse(state, DuringEstablishment(fault.Fault), fault.Fault.Reason),
        On.KeepaliveReceived or On.MessageReceived or On.UnknownMessageReceived =>
            Refuse(state, PcepErrors.InvalidOpen, $"{Named(happening)} before the session was established"),
        On.TimerExpired { Timer: PcepSessionTimer.OpenWait } when state.Phase == PcepSessionPhase.OpenWait =>
            Refuse(state, PcepErrors.OpenWaitExpired, $"no Open within {state.Settings.OpenWait.TotalSeconds:0} s"),
        On.TimerExpired { Timer: PcepSessionTimer.KeepWait } when state.Phase == PcepSessionPhase.KeepWait =>
            Refuse(state, PcepErrors.KeepWaitExpired, $"no answer to our Open within {state.Settings.KeepWait.TotalSeconds:0} s"),
        On.TimerExpired { Timer: PcepSessionTimer.Keepalive } => new(state, KeepaliveNow(state)),
        On.PeerAlreadyUp => Refuse(state, PcepErrors.SecondSession, "the peer has a session already"),
        On.CollisionLost => End(state, PcepSessionEnder.Us, "gave way to another connection with the same peer"),
        On.StopRequested stop => End(state, PcepSessionEnder.Us, $"stopped: {stop.Reason}", close: stop.Reason),
        On.TransportDown down => End(state, PcepSessionEnder.Network, down.Detail),
        _ => Unexpected(state),
    };

    private static PcepSessionStep OpenReceived(PcepSessionState state, On.OpenReceived open) => open.Verdict switch
    {
        OpenVerdict.Refused refused => Refuse(state, refused.Error, refused.Reason),
        OpenVerdict.Negotiable negotiable when state.OpenRetry =>
            Refuse(state, PcepErrors.StillUnacceptableSession, $"second Open is not acceptable either: {negotiable.Reason}"),
        OpenVerdict.Negotiable negotiable => Propose(state, negotiable.Wanted),
        _ => RemoteAccepted(state, open.Open),
    };

    private static PcepSessionStep RemoteAccepted(PcepSessionState state, OpenObject open)
    {
        state = state with { RemoteOk = true, RemoteOpen = open };
        return state.LocalOk
            ? Establish(state, [new Act.Send(Keepalive.Instance), .. RestartKeepalive(state)])
            : new(
                state with { Phase = PcepSessionPhase.KeepWait },
                [
                    new Act.Send(Keepalive.Instance), .. RestartKeepalive(state), new Act.StopTimer(PcepSessionTimer.OpenWait),
                    new Act.StartTimer(PcepSessionTimer.KeepWait, state.Settings.KeepWait),
                ]);
    }

    private static PcepSessionStep LocalAccepted(PcepSessionState state)
    {
        state = state with { LocalOk = true };
        return state.RemoteOk
            ? Establish(state, [])
            : new(
                state with { Phase = PcepSessionPhase.OpenWait },
                [new Act.StopTimer(PcepSessionTimer.KeepWait), new Act.StartTimer(PcepSessionTimer.OpenWait, state.Settings.OpenWait)]);
    }

    // The peer's Open would do with other values. It may try once more; meanwhile its answer to ours may still come.
    private static PcepSessionStep Propose(PcepSessionState state, OpenObject wanted)
    {
        var send = new Act.Send(PcepSessionMessages.Error(PcepErrors.NegotiableSession, wanted));
        state = state with { OpenRetry = true };
        return state.LocalOk
            ? new(state, [send, new Act.StartTimer(PcepSessionTimer.OpenWait, state.Settings.OpenWait)])
            : new(
                state with { Phase = PcepSessionPhase.KeepWait },
                [send, new Act.StopTimer(PcepSessionTimer.OpenWait), new Act.StartTimer(PcepSessionTimer.KeepWait, state.Settings.KeepWait)]);
    }

    private static PcepSessionStep Adapt(PcepSessionState state, OpenObject adapted)
    {
        state = state with { LocalOpen = adapted };
        var send = new Act.Send(PcepSessionMessages.Open(adapted));
        return state.RemoteOk
            ? new(state, [send, .. RestartKeepalive(state), new Act.StartTimer(PcepSessionTimer.KeepWait, state.Settings.KeepWait)])
            : new(
                state with { Phase = PcepSessionPhase.OpenWait },
                [send, new Act.StopTimer(PcepSessionTimer.KeepWait), new Act.StartTimer(PcepSessionTimer.OpenWait, state.Settings.OpenWait)]);
    }

    private static PcepSessionStep Establish(PcepSessionState state, ReadOnlySpan<PcepSessionAction> before) => new(
        state with { Phase = PcepSessionPhase.Up },
        [
            .. before, new Act.StopTimer(PcepSessionTimer.OpenWait), new Act.StopTimer(PcepSessionTimer.KeepWait), .. RestartDead(state),
            new Act.Established(state.LocalOpen, state.RemoteOpen!),
        ]);

    // An Open that cannot be read keeps its own error (10/11 for a malformed TLV, say); whatever else is wrong before the session is up is 1/1.
    private static PcepErrorCode DuringEstablishment(ProtocolFault fault) =>
        fault is { IsMalformed: false, Error.Type: 1 or 10 } ? fault.Error : PcepErrors.InvalidOpen;

    private static string Named(PcepSessionEvent happening) => happening switch
    {
        On.MessageReceived received => received.Message.Type.ToString(),
        On.UnknownMessageReceived unknown => $"message of unknown type {unknown.MessageType}",
        _ => "Keepalive",
    };
}
