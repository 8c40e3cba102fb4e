using PceServer.Bgp.LinkState;
using PceServer.Bgp.Session;
using PceServer.Wire;
using static PceServer.Bgp.Tests.Session.Script;

namespace PceServer.Bgp.Tests.Session;

/// <summary>The state machine, row by row: what was before, what happens, what is done, what is after (RFC 4271 §8.2.2).</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PeerMachineTests
{
    private static readonly BgpUpdate Update = new([Wrap.Reach(Wrap.Node), .. Wrap.Mandatory, new LinkStateAttribute([])]);
    private static readonly BgpEvent Start = new BgpEvent.Start();
    private static readonly BgpEvent ConnectedOut = new BgpEvent.Connected(Out);
    private static readonly BgpEvent ConnectedIn = new BgpEvent.Connected(In);

    private static BgpEvent.TimerExpired Expired(BgpTimer timer, ConnectionSide side = Out) => new BgpEvent.TimerExpired(timer, side);

    private static BgpEvent.Received Fault(BgpError error) => new BgpEvent.Received(Out, new BgpDecoded(null, new BgpFault(error, [1], new WireFault("bad", 0))));

    public sealed record Row(string Name, BgpEvent[] Before, BgpEvent Event, string Does, BgpState After)
    {
        public override string ToString() => Name;
    }

    private static readonly BgpEvent[] Idle = [];
    private static readonly BgpEvent[] Connect = [Start];
    private static readonly BgpEvent[] Active = [Start, new BgpEvent.ConnectFailed()];
    private static readonly BgpEvent[] OpenSent = [Start, ConnectedOut];
    private static readonly BgpEvent[] OpenConfirm = [Start, ConnectedOut, Got(Open())];
    private static readonly BgpEvent[] Established = [Start, ConnectedOut, Got(Open()), Got(BgpKeepalive.Instance)];

    private const string HeldAfterError = "idlehold=1";

    private static IEnumerable<Row> Rows()
    {
        yield return new("Idle starts and connects", Idle, Start, "connect connectretry=120", BgpState.Connect);
        yield return new("Idle refuses a connection", Idle, ConnectedIn, "refuse:6/5", BgpState.Idle);
        yield return new("Idle counts a stop", Idle, new BgpEvent.Stop(), "", BgpState.Idle);
        yield return new("Connect opens when TCP is up", Connect, ConnectedOut, "open> hold=240", BgpState.OpenSent);
        yield return new("Connect waits when TCP fails", Connect, new BgpEvent.ConnectFailed(), "", BgpState.Active);
        yield return new("Connect goes on waiting after ConnectRetry", Connect, Expired(BgpTimer.ConnectRetry), "connectretry=120", BgpState.Connect);
        yield return new("Connect takes a connection from the peer", Connect, ConnectedIn, "in.open> in.hold=240", BgpState.OpenSent);
        yield return new("Connect stops", Connect, new BgpEvent.Stop(), "cancel", BgpState.Idle);
        yield return new("Active tries again after ConnectRetry", Active, Expired(BgpTimer.ConnectRetry), "connect connectretry=120", BgpState.Connect);
        yield return new("Active takes a connection", Active, ConnectedIn, "in.open> in.hold=240", BgpState.OpenSent);

        yield return new("OpenSent takes an OPEN", OpenSent, Got(Open()), "use keepalive> hold=30 keepalive=10", BgpState.OpenConfirm);
        yield return new("OpenSent takes an OPEN without hold time", OpenSent, Got(Open(holdTime: 0)), "use keepalive>", BgpState.OpenConfirm);
        yield return new("OpenSent refuses another AS", OpenSent, Got(Open(system: 65001)), $"2/2> close down:NotificationSent {HeldAfterError}", BgpState.Idle);
        yield return new("OpenSent refuses identifier zero", OpenSent, Got(Open(identifier: 0)), $"2/3> close down:NotificationSent {HeldAfterError}", BgpState.Idle);
        yield return new("OpenSent refuses its own identifier from inside", OpenSent, Got(Open(identifier: 0x0A000005)), $"2/3> close down:NotificationSent {HeldAfterError}", BgpState.Idle);
        yield return new("OpenSent refuses a hold time of two seconds", OpenSent, Got(Open(holdTime: 2)), $"2/6> close down:NotificationSent {HeldAfterError}", BgpState.Idle);
        yield return new("OpenSent refuses an unknown parameter", OpenSent, Got(Open() with { Parameters = [new UnknownParameter(1, [])] }), $"2/4> close down:NotificationSent {HeldAfterError}", BgpState.Idle);
        yield return new("OpenSent refuses a peer without link-state", OpenSent, Got(BgpOpen.Of(new AutonomousSystem(65000), 90, new BgpIdentifier(9))), $"2/7> close down:NotificationSent {HeldAfterError}", BgpState.Idle);
        yield return new("OpenSent answers a fault", OpenSent, Fault(BgpErrors.UnsupportedVersion), $"2/1> close down:NotificationSent {HeldAfterError}", BgpState.Idle);
        yield return new("OpenSent refuses a KEEPALIVE", OpenSent, Got(BgpKeepalive.Instance), $"5/1> close down:NotificationSent {HeldAfterError}", BgpState.Idle);
        yield return new("OpenSent refuses an UPDATE", OpenSent, Got(Update), $"5/1> close down:NotificationSent {HeldAfterError}", BgpState.Idle);
        yield return new("OpenSent gives up after four minutes", OpenSent, Expired(BgpTimer.Hold), $"4/0> close down:HoldTimerExpired {HeldAfterError}", BgpState.Idle);
        yield return new("OpenSent loses the connection", OpenSent, new BgpEvent.Closed(Out), "down:ConnectionLost idlehold=1", BgpState.Active);
        yield return new("OpenSent takes a NOTIFICATION", OpenSent, Got(BgpNotification.For(BgpErrors.BadPeerAs)), $"close down:NotificationReceived {HeldAfterError}", BgpState.Idle);
        yield return new("OpenSent stops", OpenSent, new BgpEvent.Stop("bye"), "6/2> close down:Stopped cancel", BgpState.Idle);

        yield return new("OpenConfirm is up with a KEEPALIVE", OpenConfirm, Got(BgpKeepalive.Instance), "hold=30 up", BgpState.Established);
        yield return new("OpenConfirm sends a KEEPALIVE in time", OpenConfirm, Expired(BgpTimer.Keepalive), "keepalive> keepalive=10", BgpState.OpenConfirm);
        yield return new("OpenConfirm refuses a second OPEN", OpenConfirm, Got(Open()), $"5/2> close down:NotificationSent {HeldAfterError}", BgpState.Idle);
        yield return new("OpenConfirm refuses an UPDATE", OpenConfirm, Got(Update), $"5/2> close down:NotificationSent {HeldAfterError}", BgpState.Idle);
        yield return new("OpenConfirm gives up after the hold time", OpenConfirm, Expired(BgpTimer.Hold), $"4/0> close down:HoldTimerExpired {HeldAfterError}", BgpState.Idle);
        yield return new("OpenConfirm takes a NOTIFICATION", OpenConfirm, Got(BgpNotification.For(BgpErrors.ConnectionRejected)), $"close down:NotificationReceived {HeldAfterError}", BgpState.Idle);

        yield return new("Established delivers an UPDATE", Established, Got(Update), "hold=30 deliver", BgpState.Established);
        yield return new("Established tells End-of-RIB", Established, Got(BgpUpdate.EndOfRibMarker(AddressFamily.LinkState)), "hold=30 eor:16388/71", BgpState.Established);
        yield return new("Established passes over End-of-RIB of a family not agreed", Established, Got(BgpUpdate.EndOfRibMarker(AddressFamily.LinkStateVpn)), "hold=30", BgpState.Established);
        yield return new("Established takes a KEEPALIVE", Established, Got(BgpKeepalive.Instance), "hold=30", BgpState.Established);
        yield return new("Established sends a KEEPALIVE in time", Established, Expired(BgpTimer.Keepalive), "keepalive> keepalive=10", BgpState.Established);
        yield return new("Established tells a route refresh", Established, Got(new BgpRouteRefresh(AddressFamily.LinkState)), "hold=30 refresh:16388/71", BgpState.Established);
        yield return new("Established passes over a refresh of a family not agreed", Established, Got(new BgpRouteRefresh(AddressFamily.Ipv4Unicast)), "hold=30", BgpState.Established);
        yield return new("Established marks routes when an answer to a refresh begins", Established, Got(new BgpRouteRefresh(AddressFamily.LinkState, RouteRefreshSubtype.BeginOfRouteRefresh)), "hold=30 stale:16388/71", BgpState.Established);
        yield return new("Established removes routes not refreshed", Established, Got(new BgpRouteRefresh(AddressFamily.LinkState, RouteRefreshSubtype.EndOfRouteRefresh)), "hold=30 unstale:16388/71", BgpState.Established);
        yield return new("Established passes over an unknown refresh subtype", Established, Got(new BgpRouteRefresh(AddressFamily.LinkState, (RouteRefreshSubtype)9)), "hold=30", BgpState.Established);
        yield return new("Established refuses an OPEN", Established, Got(Open()), $"5/3> close stale stale=60 down:NotificationSent {HeldAfterError}", BgpState.Idle);
        yield return new("Established answers a fault", Established, Fault(BgpErrors.MalformedAttributeList), $"3/1> close stale stale=60 down:NotificationSent {HeldAfterError}", BgpState.Idle);
        yield return new("Established gives up after the hold time", Established, Expired(BgpTimer.Hold), $"4/0> close stale stale=60 down:HoldTimerExpired {HeldAfterError}", BgpState.Idle);
        yield return new("Established loses the connection and keeps the routes", Established, new BgpEvent.Closed(Out), "stale stale=60 down:ConnectionLost idlehold=1", BgpState.Active);
        yield return new("Established takes a NOTIFICATION", Established, Got(BgpNotification.Cease(BgpErrors.AdministrativeShutdown, "bye")), $"close stale stale=60 down:NotificationReceived {HeldAfterError}", BgpState.Idle);
        yield return new("Established stops and drops the routes", Established, new BgpEvent.Stop("bye"), "6/2> close remove down:Stopped cancel", BgpState.Idle);
        yield return new("Established resets and comes again", Established, new BgpEvent.Reset(), "6/4> close stale stale=60 down:Reset connect connectretry=120", BgpState.Connect);
        yield return new("Established ends a peer that passed its limit", Established, new BgpEvent.MaximumPrefixesPassed(AddressFamily.LinkState, 10), "6/1> close remove down:MaximumPrefixes idlehold=60", BgpState.Idle);
        yield return new("Established turns a second connection away", Established, ConnectedIn, "refuse:6/7", BgpState.Established);
        yield return new("Established refuses an attempt that was given up", Established, ConnectedOut, "refuse:6/7", BgpState.Established);
        yield return new("Established does not connect", Established, Expired(BgpTimer.ConnectRetry), "", BgpState.Established);
    }

    [TestCaseSource(nameof(Rows))]
    public void Machine_does_what_the_row_says(Row row)
    {
        var script = new Script().After(row.Before);
        Assert.That(script.Does(row.Event), Is.EqualTo(row.Does));
        Assert.That(script.State.State, Is.EqualTo(row.After));
    }

    [Test]
    public void Every_event_in_every_state_is_answered_without_exception()
    {
        BgpEvent[] events =
        [
            Start, new BgpEvent.Stop(), new BgpEvent.Reset(), ConnectedOut, ConnectedIn, new BgpEvent.ConnectFailed(), new BgpEvent.Closed(Out),
            new BgpEvent.Closed(In), Got(Open()), Got(Open(), In), Got(BgpKeepalive.Instance), Got(BgpKeepalive.Instance, In), Got(Update), Got(Update, In),
            Got(new BgpRouteRefresh(AddressFamily.LinkState)), Got(BgpNotification.For(BgpErrors.OutOfResources)), Fault(BgpErrors.BadMessageType),
            Expired(BgpTimer.ConnectRetry), Expired(BgpTimer.IdleHold), Expired(BgpTimer.Hold), Expired(BgpTimer.Hold, In), Expired(BgpTimer.Keepalive),
            Expired(BgpTimer.Keepalive, In), Expired(BgpTimer.Stale), new BgpEvent.MaximumPrefixesPassed(AddressFamily.LinkState, 1),
        ];
        var random = new Random(4271);
        for (var run = 0; run < 300; run++)
        {
            var script = new Script(Configuration with { Passive = run % 3 == 0, RemoteAs = run % 2 == 0 ? null : Configuration.RemoteAs });
            for (var i = 0; i < 60; i++)
            {
                var happened = events[random.Next(events.Length)];
                Assert.That(() => script.Does(happened), Throws.Nothing);
                // Never two sessions, and none without being wanted.
                Assert.That(script.State is { Outgoing.State: BgpState.Established, Incoming.State: BgpState.Established }, Is.False);
                Assert.That(script.State.IsStarted || (script.State.Outgoing is null && script.State.Incoming is null), Is.True);
            }
        }
    }

    [Test]
    public void Message_that_only_delivers_restarts_the_hold_timer_and_leaves_the_state_as_it_was()
    {
        var update = new BgpDecoded(new BgpUpdate([new MpUnreachNlri(AddressFamily.LinkState, [Wrap.Node])]), null) { TreatAsWithdraw = true };
        var script = Script.Established();
        Assert.That(BgpPeerMachine.OnlyDelivers(script.State, Script.Out, update), Is.True);
        var before = script.State;
        script.Does(new BgpEvent.Received(Script.Out, update));
        Assert.That(script.State, Is.EqualTo(before));
        Assert.That(script.Actions, Is.EqualTo(new BgpAction[]
        {
            new BgpAction.StartTimer(BgpTimer.Hold, before.Session!.HoldTime, Script.Out), new BgpAction.Deliver((BgpUpdate)update.Message!, true),
        }));

        var fault = update with { Fault = new BgpFault(BgpErrors.MalformedAttributeList, default, default) };
        var end = new BgpDecoded(BgpUpdate.EndOfRibMarker(AddressFamily.LinkState), null);
        foreach (var other in new[] { fault, end, new BgpDecoded(BgpKeepalive.Instance, null), new BgpDecoded(Script.Open(), null) })
            Assert.That(BgpPeerMachine.OnlyDelivers(before, Script.Out, other), Is.False);
        Assert.That(BgpPeerMachine.OnlyDelivers(before, Script.In, update), Is.False, "a connection that is not there");
        Assert.That(BgpPeerMachine.OnlyDelivers(PeerState.Initial, Script.Out, update), Is.False);
    }

    [Test]
    public void Passive_peer_waits_for_the_other_side()
    {
        var script = new Script(Configuration with { Passive = true });
        Assert.That(script.Does(Start), Is.Empty);
        Assert.That(script.State.State, Is.EqualTo(BgpState.Active));
        Assert.That(script.Does(ConnectedIn), Is.EqualTo("in.open> in.hold=240"));
    }

    [Test]
    public void Wait_after_errors_doubles_up_to_connect_retry_and_starts_again_after_a_session()
    {
        var script = new Script(Configuration with { ConnectRetry = TimeSpan.FromSeconds(5) });
        script.Does(Start);
        var waits = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            script.After(ConnectedOut, Fault(BgpErrors.BadMessageType));
            waits.Add(script.Actions.OfType<BgpAction.StartTimer>().Single(t => t.Timer == BgpTimer.IdleHold).After.TotalSeconds);
            Assert.That(script.Does(ConnectedIn), Is.EqualTo("refuse:6/5"));
            script.Does(Expired(BgpTimer.IdleHold));
        }
        Assert.That(waits, Is.EqualTo(new[] { 1.0, 2, 4, 5 }));
        script.After(ConnectedOut, Got(Open()), Got(BgpKeepalive.Instance), new BgpEvent.Closed(Out));
        Assert.That(script.Actions.OfType<BgpAction.StartTimer>().Single(t => t.Timer == BgpTimer.IdleHold).After.TotalSeconds, Is.EqualTo(1));
    }

    [Test]
    public void Offer_of_link_state_is_missing_is_answered_with_the_capability()
    {
        var script = new Script().After(OpenSent);
        script.Does(Out, BgpOpen.Of(new AutonomousSystem(65000), 90, new BgpIdentifier(9)));
        var notification = (BgpNotification)script.Actions.OfType<BgpAction.Send>().Single().Message;
        Assert.That(notification.Data, Is.EqualTo(new byte[] { 1, 4, 0x40, 4, 0, 71 }));
    }

    [Test]
    public void Limit_is_told_with_family_and_number()
    {
        var script = Script.Established();
        script.Does(new BgpEvent.MaximumPrefixesPassed(AddressFamily.LinkState, 1000));
        Assert.That(((BgpNotification)script.Actions.OfType<BgpAction.Send>().Single().Message).Data, Is.EqualTo(new byte[] { 0x40, 4, 71, 0, 0, 3, 0xE8 }));
    }
}
