using PceServer.Wire;
using static PceServer.Pcep.Session.SessionSteps;
using Act = PceServer.Pcep.Session.PcepSessionAction;
using On = PceServer.Pcep.Session.PcepSessionEvent;

namespace PceServer.Pcep.Session;

/// <summary>The rows of a session that is up.</summary>
internal static class EstablishedSession
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    public static PcepSessionStep Step(PcepSessionState state, PcepSessionEvent happening) => happening switch
    {
        On.MessageReceived received => new(state, [.. RestartDead(state), new Act.Deliver(received.Message)]),
        On.KeepaliveReceived => new(state, RestartDead(state)),
        On.ErrorReceived error => new(state, [.. RestartDead(state), new Act.Deliver(error.Message)]),
        On.MessageSent => new(state, RestartKeepalive(state)),
        On.TimerExpired { Timer: PcepSessionTimer.Keepalive } => new(state, KeepaliveNow(state)),
        On.TimerExpired { Timer: PcepSessionTimer.Dead } =>
            CloseWith(state, CloseReason.DeadTimerExpired, $"nothing received for {state.DeadInterval.TotalSeconds:0} s"),
        On.TimerExpired { Timer: PcepSessionTimer.UnknownMinute } => new(state with { UnknownMessages = 0, UnknownRequests = 0 }, []),
        On.UnknownMessageReceived => UnknownMessage(state),
        On.UnknownRequestReceived => UnknownRequest(state),
        On.OpenReceived or On.ProposalReceived => SecondOpen(state),
        On.FaultReceived fault => Faulted(state, fault.Fault),
        On.CloseReceived close => End(state, PcepSessionEnder.Peer, $"the peer closed: {close.Reason}", close: close.Reason),
        On.StopRequested stop => CloseWith(state, stop.Reason, $"stopped: {stop.Reason}"),
        On.TransportDown down => End(state, PcepSessionEnder.Network, down.Detail),
        _ => Unexpected(state),
    };

    // The session that is up is preserved (RFC 5440 §7.15, Error-Type 9).
    private static PcepSessionStep SecondOpen(PcepSessionState state) =>
        new(state, [.. RestartDead(state), new Act.Send(PcepSessionMessages.Error(PcepErrors.SecondSession)), .. RestartKeepalive(state)]);

    private static PcepSessionStep Faulted(PcepSessionState state, ProtocolFault fault) => fault.Close is { } close
        ? CloseWith(state, close, fault.Reason)
        : Refuse(state, fault.Error, fault.Reason);

    private static PcepSessionStep UnknownMessage(PcepSessionState state)
    {
        var first = state is { UnknownMessages: 0, UnknownRequests: 0 };
        state = state with { UnknownMessages = state.UnknownMessages + 1 };
        if (state.UnknownMessages >= state.Settings.MaximumUnknownMessagesPerMinute)
            return CloseWith(state, CloseReason.TooManyUnrecognizedMessages, $"{state.UnknownMessages} messages of unknown type within a minute");
        return new(state,
        [
            .. RestartDead(state), .. StartMinute(first), new Act.Send(PcepSessionMessages.Error(PcepErrors.CapabilityNotSupported)), .. RestartKeepalive(state),
        ]);
    }

    private static PcepSessionStep UnknownRequest(PcepSessionState state)
    {
        var first = state is { UnknownMessages: 0, UnknownRequests: 0 };
        state = state with { UnknownRequests = state.UnknownRequests + 1 };
        return state.UnknownRequests >= state.Settings.MaximumUnknownRequestsPerMinute
            ? CloseWith(state, CloseReason.TooManyUnknownRequests, $"{state.UnknownRequests} unknown requests within a minute")
            : new(state, StartMinute(first));
    }

    private static ValueList<PcepSessionAction> StartMinute(bool first) => first ? [new Act.StartTimer(PcepSessionTimer.UnknownMinute, s_minute)] : [];
}
