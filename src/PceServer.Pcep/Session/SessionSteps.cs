using PceServer.Wire;
using Act = PceServer.Pcep.Session.PcepSessionAction;

namespace PceServer.Pcep.Session;

/// <summary>Steps that several rows share.</summary>
internal static class SessionSteps
{
    /// <summary>Nobody expects this here: nothing is done, but it is counted.</summary>
    public static PcepSessionStep Unexpected(PcepSessionState state) => new(state with { UnexpectedEvents = state.UnexpectedEvents + 1 }, []);

    /// <summary>Ends a session with a PCErr.</summary>
    public static PcepSessionStep Refuse(PcepSessionState state, PcepErrorCode error, string reason) =>
        End(state, PcepSessionEnder.Us, reason, new Act.Send(PcepSessionMessages.Error(error)), error: error);

    /// <summary>Ends an established session with a Close (RFC 5440 §6.8).</summary>
    public static PcepSessionStep CloseWith(PcepSessionState state, CloseReason close, string reason) =>
        End(state, PcepSessionEnder.Us, reason, new Act.Send(PcepSessionMessages.Close(close)), close: close);

    public static PcepSessionStep End(
        PcepSessionState state, PcepSessionEnder by, string reason, PcepSessionAction? first = null, PcepErrorCode? error = null, CloseReason? close = null)
    {
        var end = new PcepSessionEnd(by, state.Phase == PcepSessionPhase.Up, reason) { Error = error, Close = close };
        var actions = new List<PcepSessionAction>(8);
        if (first is not null)
            actions.Add(first);
        foreach (var timer in Enum.GetValues<PcepSessionTimer>())
            actions.Add(new Act.StopTimer(timer));
        actions.Add(new Act.CloseTransport());
        actions.Add(new Act.Ended(end));
        return new(state with { Phase = PcepSessionPhase.Idle, HasEnded = true }, actions.ToValueList());
    }

    /// <summary>Sends a Keepalive; the timer runs anew.</summary>
    public static ValueList<PcepSessionAction> KeepaliveNow(PcepSessionState state) =>
        [new Act.Send(Keepalive.Instance), .. RestartKeepalive(state)];

    public static ValueList<PcepSessionAction> RestartKeepalive(PcepSessionState state) =>
        state.KeepaliveInterval > TimeSpan.Zero ? [new Act.StartTimer(PcepSessionTimer.Keepalive, state.KeepaliveInterval)] : [];

    public static ValueList<PcepSessionAction> RestartDead(PcepSessionState state) =>
        state.DeadInterval > TimeSpan.Zero ? [new Act.StartTimer(PcepSessionTimer.Dead, state.DeadInterval)] : [];
}
