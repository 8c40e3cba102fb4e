using PceServer.Pcep.Session;
using static PceServer.Pcep.Session.PcepSessionPhase;
using Act = PceServer.Pcep.Session.PcepSessionAction;
using On = PceServer.Pcep.Session.PcepSessionEvent;

namespace PceServer.Pcep.Tests.Session;

/// <summary>The rows of RFC 5440 appendix A before a session is up.</summary>
public sealed class EstablishmentTests
{
    private static readonly OpenObject s_tooEager = SessionScript.Theirs with { Keepalive = 2, DeadTimer = 8 };
    private static readonly OpenPolicy s_patient = new() { MinimumKeepaliveSeconds = 10 };

    [Test]
    public void Connection_up_sends_Open_and_waits_for_the_peers()
    {
        var session = SessionScript.At(OpenWait);

        Assert.That(session.Sent, Is.EqualTo(new PcepMessage[] { new Open(SessionScript.Ours) }));
        Assert.That(session.Started(PcepSessionTimer.OpenWait), Is.EqualTo(TimeSpan.FromSeconds(60)));
    }

    [Test]
    public void Acceptable_Open_is_answered_by_Keepalive_and_our_own_answer_is_awaited()
    {
        var session = SessionScript.At(KeepWait);

        Assert.That(session.Sent, Is.EqualTo(new PcepMessage[] { Keepalive.Instance }));
        Assert.That(session.Stopped(PcepSessionTimer.OpenWait), Is.True);
        Assert.That(session.Started(PcepSessionTimer.KeepWait), Is.EqualTo(TimeSpan.FromSeconds(60)));
        Assert.That(session.Started(PcepSessionTimer.Keepalive), Is.EqualTo(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public void Keepalive_after_both_Opens_brings_the_session_up()
    {
        var session = SessionScript.At(Up);

        Assert.That(session.Actions, Does.Contain(new Act.Established(SessionScript.Ours, SessionScript.Theirs)));
        Assert.That(session.Started(PcepSessionTimer.Dead), Is.EqualTo(TimeSpan.FromSeconds(80)), "the dead timer is the peer's");
        Assert.That(session.Stopped(PcepSessionTimer.KeepWait), Is.True);
    }

    [TestCase(PcepRole.Pce)]
    [TestCase(PcepRole.Pcc)]
    public void Both_roles_walk_the_same_way(PcepRole role) => Assert.That(SessionScript.At(Up, role).State.Phase, Is.EqualTo(Up));

    [Test]
    public void Keepalive_zero_starts_neither_timer()
    {
        var ours = new OpenObject(0, 0, 1);
        var session = SessionScript.At(OpenWait, settings: new PcepSessionSettings(PcepRole.Pce, ours));
        session.Receive(new Open(SessionScript.Theirs with { Keepalive = 0, DeadTimer = 0 }));
        Assert.That(session.Started(PcepSessionTimer.Keepalive), Is.Null);
        session.Receive(Keepalive.Instance);
        Assert.That(session.Started(PcepSessionTimer.Dead), Is.Null);
    }

    [TestCase(OpenWait, PcepSessionTimer.OpenWait, 1, 2)]
    [TestCase(KeepWait, PcepSessionTimer.KeepWait, 1, 7)]
    public void Wait_that_expires_ends_with_its_error(PcepSessionPhase phase, PcepSessionTimer timer, byte type, byte value)
    {
        var session = SessionScript.At(phase).On(new On.TimerExpired(timer));

        AssertRefused(session, new PcepErrorCode(type, value));
    }

    [Test]
    public void Timer_of_another_phase_changes_nothing_but_is_counted()
    {
        var session = SessionScript.At(OpenWait).On(new On.TimerExpired(PcepSessionTimer.KeepWait));

        Assert.That(session.Actions, Is.Empty);
        Assert.That(session.State.UnexpectedEvents, Is.EqualTo(1));
    }

    [Test]
    public void Keepalive_timer_runs_while_the_answer_to_our_Open_is_awaited()
    {
        var session = SessionScript.At(KeepWait).On(new On.TimerExpired(PcepSessionTimer.Keepalive));

        Assert.That(session.Sent, Is.EqualTo(new PcepMessage[] { Keepalive.Instance }));
        Assert.That(session.Started(PcepSessionTimer.Keepalive), Is.EqualTo(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public void Anything_else_than_Open_first_is_1_1([Values] FirstMessage first)
    {
        PcepMessage message = first switch
        {
            FirstMessage.Keepalive => Keepalive.Instance,
            FirstMessage.Report => new PcRpt([]),
            FirstMessage.StartTls => StartTls.Instance,
            _ => new UnknownMessage((MessageType)99, []),
        };
        AssertRefused(SessionScript.At(OpenWait).Receive(message), PcepErrors.InvalidOpen);
    }

    public enum FirstMessage
    {
        Keepalive, Report, StartTls, Unknown,
    }

    [TestCase(OpenWait)]
    [TestCase(KeepWait)]
    public void Malformed_octets_are_1_1(PcepSessionPhase phase)
    {
        var fault = new ProtocolFault(PcepErrors.InvalidOpen, FaultScope.Session, "message length 3 is under 4") { IsMalformed = true };

        AssertRefused(SessionScript.At(phase).On(new On.FaultReceived(fault)), PcepErrors.InvalidOpen);
    }

    [Test]
    public void Open_of_version_2_is_1_8() =>
        AssertRefused(SessionScript.At(OpenWait).Receive(new Open(SessionScript.Theirs with { Version = 2 })), PcepErrors.VersionNotSupported);

    [Test]
    public void Second_Open_before_the_session_is_up_is_1_1() =>
        AssertRefused(SessionScript.At(KeepWait).Receive(new Open(SessionScript.Theirs)), PcepErrors.InvalidOpen);

    [Test]
    public void Unpleasing_timers_are_answered_by_a_proposal_and_a_second_Open_may_please()
    {
        var session = SessionScript.At(OpenWait, settings: new(PcepRole.Pce, SessionScript.Ours) { OpenPolicy = s_patient });
        session.Receive(new Open(s_tooEager));

        var error = (PcErr)session.Sent.Single();
        Assert.That(error.Groups[0].Errors[0].Error, Is.EqualTo(PcepErrors.NegotiableSession));
        Assert.That(error.OpenObject, Is.EqualTo(s_tooEager with { Keepalive = 30, DeadTimer = 120 }));
        Assert.That(session.State.Phase, Is.EqualTo(KeepWait));

        session.Receive(Keepalive.Instance);
        Assert.That(session.State.Phase, Is.EqualTo(OpenWait), "our Open is accepted, the peer's next one is awaited");
        Assert.That(session.Started(PcepSessionTimer.OpenWait), Is.EqualTo(TimeSpan.FromSeconds(60)));

        session.Receive(new Open(error.OpenObject!));
        Assert.That(session.State.Phase, Is.EqualTo(Up));
        Assert.That(session.Sent, Is.EqualTo(new PcepMessage[] { Keepalive.Instance }));
    }

    [Test]
    public void Unpleasing_timers_twice_are_1_5()
    {
        var session = SessionScript.At(OpenWait, settings: new(PcepRole.Pce, SessionScript.Ours) { OpenPolicy = s_patient });
        session.Receive(new Open(s_tooEager)).Receive(new Open(s_tooEager));

        AssertRefused(session, PcepErrors.StillUnacceptableSession);
    }

    [Test]
    public void Proposal_that_pleases_is_sent_back_as_a_new_Open()
    {
        var session = SessionScript.At(KeepWait, PcepRole.Pcc);
        session.Receive(new PcErr(PcepErrors.NegotiableSession) { OpenObject = SessionScript.Ours with { Keepalive = 60, DeadTimer = 240 } });

        Assert.That(session.Sent, Is.EqualTo(new PcepMessage[] { new Open(SessionScript.Ours with { Keepalive = 60, DeadTimer = 240 }) }));
        Assert.That(session.State.Phase, Is.EqualTo(KeepWait));
        Assert.That(session.Started(PcepSessionTimer.KeepWait), Is.EqualTo(TimeSpan.FromSeconds(60)));
        session.Receive(Keepalive.Instance);
        Assert.That(session.State.KeepaliveInterval, Is.EqualTo(TimeSpan.FromSeconds(60)));
        Assert.That(session.State.Phase, Is.EqualTo(Up));
    }

    [Test]
    public void Proposal_that_does_not_please_is_1_6()
    {
        var session = SessionScript.At(KeepWait, settings: new(PcepRole.Pce, SessionScript.Ours) { OpenPolicy = s_patient });
        session.Receive(new PcErr(PcepErrors.NegotiableSession) { OpenObject = s_tooEager });

        AssertRefused(session, PcepErrors.UnacceptableProposal);
    }

    [Test]
    public void Proposal_without_an_Open_is_1_6() =>
        AssertRefused(SessionScript.At(KeepWait).Receive(new PcErr(PcepErrors.NegotiableSession)), PcepErrors.UnacceptableProposal);

    [Test]
    public void Error_of_the_peer_is_not_answered_by_an_error()
    {
        var session = SessionScript.At(KeepWait).Receive(new PcErr(PcepErrors.UnacceptableSession));

        Assert.That(session.Sent, Is.Empty);
        Assert.That(session.End, Is.EqualTo(new PcepSessionEnd(PcepSessionEnder.Peer, false, "the peer answered with PCErr 1/3") { Error = PcepErrors.UnacceptableSession }));
        Assert.That(session.Actions, Does.Contain(new Act.CloseTransport()));
    }

    [Test]
    public void Peer_that_is_up_already_gets_9_1() =>
        AssertRefused(SessionScript.At(OpenWait).On(new On.PeerAlreadyUp()), PcepErrors.SecondSession);

    [Test]
    public void Connection_that_gives_way_says_nothing()
    {
        var session = SessionScript.At(OpenWait).On(new On.CollisionLost());

        Assert.That(session.Sent, Is.Empty);
        Assert.That(session.End?.By, Is.EqualTo(PcepSessionEnder.Us));
    }

    [Test]
    public void Nothing_happens_after_the_end()
    {
        var session = SessionScript.At(OpenWait).On(new On.TransportDown("reset"));
        Assert.That(session.End?.By, Is.EqualTo(PcepSessionEnder.Network));
        session.Receive(new Open(SessionScript.Theirs));
        Assert.That(session.Actions, Is.Empty);
    }

    internal static void AssertRefused(SessionScript session, PcepErrorCode error)
    {
        Assert.That(session.Sent, Is.EqualTo(new PcepMessage[] { new PcErr(error) }));
        Assert.That(session.Actions[session.Actions.Count - 2], Is.EqualTo(new Act.CloseTransport()));
        Assert.That(session.End?.Error, Is.EqualTo(error));
        Assert.That(session.State.HasEnded, Is.True);
        foreach (var timer in Enum.GetValues<PcepSessionTimer>())
            Assert.That(session.Stopped(timer), Is.True, $"{timer} still runs");
    }
}
