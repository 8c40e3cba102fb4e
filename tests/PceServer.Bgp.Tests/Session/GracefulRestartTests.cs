using PceServer.Bgp.Session;
using static PceServer.Bgp.Tests.Session.Script;

namespace PceServer.Bgp.Tests.Session;

/// <summary>Routes over a lost session: graceful restart (RFC 4724 §4.2) and the local stale time.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class GracefulRestartTests
{
    private static readonly BgpEvent Lost = new BgpEvent.Closed(Out);
    private static readonly BgpEvent Connected = new BgpEvent.Connected(Out);
    private static readonly BgpEvent IdleOver = new BgpEvent.TimerExpired(BgpTimer.IdleHold);
    private static readonly BgpPeerConfiguration NoStaleTime = Configuration with { StaleTime = TimeSpan.Zero };

    private static GracefulRestartCapability Restart(byte flags) => new(8, 200, [new GracefulRestartFamily(AddressFamily.LinkState, flags)]);

    [Test]
    public void Restart_time_of_the_peer_goes_before_the_local_stale_time() =>
        Assert.That(Script.Established(Configuration, Restart(0x80)).Does(Lost), Does.StartWith("stale stale=200 down:ConnectionLost"));

    [Test]
    public void Without_both_the_routes_go_at_once() =>
        Assert.That(Script.Established(NoStaleTime).Does(Lost), Does.StartWith("remove down:ConnectionLost"));

    [Test]
    public void Capability_without_families_promises_end_of_rib_only() =>
        Assert.That(Script.Established(NoStaleTime, new GracefulRestartCapability(0, 120, [])).Does(Lost), Does.StartWith("remove"));

    [Test]
    public void Stale_routes_go_with_end_of_rib()
    {
        var script = Script.Established().After(Lost, IdleOver, Connected, Got(Open()), Got(BgpKeepalive.Instance));
        Assert.That(script.State.HasStaleRoutes, Is.True);
        Assert.That(script.Does(Out, BgpUpdate.EndOfRibMarker(AddressFamily.LinkState)), Is.EqualTo("hold=30 eor:16388/71 unstale:16388/71"));
        Assert.That(script.State.HasStaleRoutes, Is.False);
    }

    [Test]
    public void Stale_routes_go_when_the_time_is_over()
    {
        var script = Script.Established().After(Lost);
        Assert.That(script.Does(new BgpEvent.TimerExpired(BgpTimer.Stale)), Is.EqualTo("unstale"));
        Assert.That(script.Does(new BgpEvent.TimerExpired(BgpTimer.Stale)), Is.Empty);
    }

    [Test]
    public void New_session_gives_stale_routes_their_time_once_more()
    {
        var script = Script.Established().After(Lost, IdleOver, Connected, Got(Open()));
        Assert.That(script.Does(Out, BgpKeepalive.Instance), Is.EqualTo("hold=30 up stale=60"));
    }

    [TestCase(0x80, "hold=30 up stale=200")]
    [TestCase(0x00, "hold=30 up unstale")]
    public void Without_a_stale_time_the_peer_must_have_preserved_its_state(byte flags, string does)
    {
        var script = Script.Established(NoStaleTime, Restart(0x80)).After(Lost, IdleOver, Connected, Got(Open(more: Restart(flags))));
        Assert.That(script.Does(Out, BgpKeepalive.Instance), Is.EqualTo(does));
    }

    [Test]
    public void Restarted_peer_that_connects_anew_replaces_its_old_connection()
    {
        var script = Script.Established(Configuration, Restart(0x80));
        Assert.That(script.Does(new BgpEvent.Connected(In)), Is.EqualTo("close stale stale=200 down:ConnectionLost idlehold=1 in.open> in.hold=240"));
        script.After(Got(Open(), In));
        Assert.That(script.Does(In, BgpKeepalive.Instance), Does.Contain("up"));
    }
}
