using PceServer.Pcep.Session;
using static PceServer.Pcep.Session.PcepSessionPhase;
using Act = PceServer.Pcep.Session.PcepSessionAction;
using On = PceServer.Pcep.Session.PcepSessionEvent;

namespace PceServer.Pcep.Tests.Session;

public sealed class EstablishedSessionTests
{
    private static readonly PcepMessage s_report = new PcRpt([]);

    [Test]
    public void Message_is_delivered_and_the_dead_timer_runs_anew()
    {
        var session = SessionScript.At(Up).Receive(s_report);

        Assert.That(session.Actions, Is.EqualTo(new PcepSessionAction[]
        {
            new Act.StartTimer(PcepSessionTimer.Dead, TimeSpan.FromSeconds(80)), new Act.Deliver(s_report),
        }));
    }

    [Test]
    public void Keepalive_of_the_peer_only_restarts_the_dead_timer() =>
        Assert.That(
            SessionScript.At(Up).Receive(Keepalive.Instance).Actions,
            Is.EqualTo(new PcepSessionAction[] { new Act.StartTimer(PcepSessionTimer.Dead, TimeSpan.FromSeconds(80)) }));

    [Test]
    public void Error_of_the_peer_is_delivered()
    {
        var error = new PcErr(PcepErrors.UnknownPlspId);
        Assert.That(SessionScript.At(Up).Receive(error).Actions, Does.Contain(new Act.Deliver(error)));
    }

    [Test]
    public void Message_of_ours_puts_the_next_Keepalive_off() =>
        Assert.That(
            SessionScript.At(Up).On(new On.MessageSent()).Actions,
            Is.EqualTo(new PcepSessionAction[] { new Act.StartTimer(PcepSessionTimer.Keepalive, TimeSpan.FromSeconds(30)) }));

    [Test]
    public void Silence_of_the_peer_is_Close_2() =>
        AssertClosed(SessionScript.At(Up).On(new On.TimerExpired(PcepSessionTimer.Dead)), CloseReason.DeadTimerExpired);

    [Test]
    public void Malformed_octets_are_Close_3()
    {
        var fault = new ProtocolFault(PcepErrors.InvalidOpen, FaultScope.Session, "version 2") { IsMalformed = true };
        AssertClosed(SessionScript.At(Up).On(new On.FaultReceived(fault)), CloseReason.MalformedMessage);
    }

    [Test]
    public void Fault_that_is_no_malformed_message_is_answered_by_its_error_and_ends_the_session()
    {
        var fault = new ProtocolFault(PcepErrors.InvalidDbVersion, FaultScope.Session, "LSP-DB-VERSION 0");
        EstablishmentTests.AssertRefused(SessionScript.At(Up).On(new On.FaultReceived(fault)), PcepErrors.InvalidDbVersion);
    }

    [Test]
    public void Second_Open_is_9_1_and_the_session_stays()
    {
        var session = SessionScript.At(Up).Receive(new Open(SessionScript.Theirs));

        Assert.That(session.Sent, Is.EqualTo(new PcepMessage[] { new PcErr(PcepErrors.SecondSession) }));
        Assert.That(session.State.Phase, Is.EqualTo(Up));
    }

    [Test]
    public void Unknown_messages_are_2_0_and_the_fifth_within_a_minute_is_Close_5()
    {
        var session = SessionScript.At(Up).Receive(Unknown());
        Assert.That(session.Sent, Is.EqualTo(new PcepMessage[] { new PcErr(PcepErrors.CapabilityNotSupported) }));
        Assert.That(session.Started(PcepSessionTimer.UnknownMinute), Is.EqualTo(TimeSpan.FromMinutes(1)));
        session.Receive(Unknown()).Receive(Unknown()).Receive(Unknown());
        Assert.That(session.State.Phase, Is.EqualTo(Up));
        AssertClosed(session.Receive(Unknown()), CloseReason.TooManyUnrecognizedMessages);
    }

    [Test]
    public void Minute_that_ends_forgets_what_was_counted()
    {
        var session = SessionScript.At(Up).Receive(Unknown()).Receive(Unknown()).Receive(Unknown()).Receive(Unknown());
        session.On(new On.TimerExpired(PcepSessionTimer.UnknownMinute)).Receive(Unknown());

        Assert.That(session.State.Phase, Is.EqualTo(Up));
        Assert.That(session.Started(PcepSessionTimer.UnknownMinute), Is.EqualTo(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public void Fifth_unknown_request_within_a_minute_is_Close_4()
    {
        var session = SessionScript.At(Up);
        for (var i = 0; i < 4; i++)
            session.On(new On.UnknownRequestReceived());
        Assert.That(session.State.Phase, Is.EqualTo(Up));
        AssertClosed(session.On(new On.UnknownRequestReceived()), CloseReason.TooManyUnknownRequests);
    }

    [Test]
    public void Close_of_the_peer_ends_without_an_answer()
    {
        var session = SessionScript.At(Up).Receive(new Close(CloseReason.NoExplanation));

        Assert.That(session.Sent, Is.Empty);
        Assert.That(session.End, Is.EqualTo(new PcepSessionEnd(PcepSessionEnder.Peer, true, "the peer closed: NoExplanation") { Close = CloseReason.NoExplanation }));
    }

    [Test]
    public void Operator_stop_is_a_Close() =>
        AssertClosed(SessionScript.At(Up).On(new On.StopRequested(CloseReason.NoExplanation)), CloseReason.NoExplanation);

    [Test]
    public void Lost_connection_ends_without_a_message()
    {
        var session = SessionScript.At(Up).On(new On.TransportDown("reset by peer"));

        Assert.That(session.Sent, Is.Empty);
        Assert.That(session.End, Is.EqualTo(new PcepSessionEnd(PcepSessionEnder.Network, true, "reset by peer")));
    }

    private static UnknownMessage Unknown() => new((MessageType)200, []);

    private static void AssertClosed(SessionScript session, CloseReason reason)
    {
        Assert.That(session.Sent, Is.EqualTo(new PcepMessage[] { new Close(reason) }));
        Assert.That(session.End?.Close, Is.EqualTo(reason));
        Assert.That(session.State.HasEnded, Is.True);
    }
}
