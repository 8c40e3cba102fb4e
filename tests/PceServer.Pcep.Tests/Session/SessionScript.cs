using PceServer.Pcep.Session;
using PceServer.Wire;
using Act = PceServer.Pcep.Session.PcepSessionAction;
using On = PceServer.Pcep.Session.PcepSessionEvent;

namespace PceServer.Pcep.Tests.Session;

/// <summary>Runs a machine through events and keeps what it asked for in the last step.</summary>
internal sealed class SessionScript
{
    public static readonly OpenObject Ours = new(30, 120, 7);
    public static readonly OpenObject Theirs = new(20, 80, 1);

    private SessionScript(PcepSessionState state) => State = state;

    public PcepSessionState State { get; private set; }

    public ValueList<PcepSessionAction> Actions { get; private set; }

    /// <summary>What was sent in the last step.</summary>
    public PcepMessage[] Sent => [.. Actions.OfType<Act.Send>().Select(send => send.Message)];

    public PcepSessionEnd? End => Actions.OfType<Act.Ended>().SingleOrDefault()?.End;

    public static SessionScript At(PcepSessionPhase phase, PcepRole role = PcepRole.Pce, PcepSessionSettings? settings = null)
    {
        var script = new SessionScript(PcepSessionMachine.Start(settings ?? new PcepSessionSettings(role, Ours)));
        if (phase == PcepSessionPhase.Idle)
            return script;
        script.On(new On.TransportUp());
        if (phase is PcepSessionPhase.KeepWait or PcepSessionPhase.Up)
            script.Receive(new Open(Theirs));
        if (phase == PcepSessionPhase.Up)
            script.Receive(Keepalive.Instance);
        Assert.That(script.State.Phase, Is.EqualTo(phase));
        return script;
    }

    public SessionScript On(PcepSessionEvent happening)
    {
        var step = PcepSessionMachine.Step(State, happening);
        (State, Actions) = (step.State, step.Actions);
        return this;
    }

    public SessionScript Receive(PcepMessage message) => On(PcepSessionInput.For(message, State));

    public TimeSpan? Started(PcepSessionTimer timer) =>
        Actions.OfType<Act.StartTimer>().Where(start => start.Timer == timer).Select(start => (TimeSpan?)start.After).LastOrDefault();

    public bool Stopped(PcepSessionTimer timer) => Actions.OfType<Act.StopTimer>().Any(stop => stop.Timer == timer);
}
