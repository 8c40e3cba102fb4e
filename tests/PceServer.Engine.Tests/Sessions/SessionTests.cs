using PceServer.Engine.Queries;
using PceServer.Pcep;
using PceServer.Testing;

namespace PceServer.Engine.Tests.Sessions;

public sealed class SessionTests
{
    [Test]
    public async Task Session_comes_up_and_shows_what_the_open_said()
    {
        await using var bench = await EngineBench.StartAsync(Net.Build(EngineBench.Square));
        var pcc = bench.Connect("10.0.0.1");
        await pcc.OpenAsync(FakePcc.Open(msd: 6));
        var view = bench.Engine.Sessions.Single();
        Assert.That(view.State, Is.EqualTo(PcepSessionState.Up));
        Assert.That((view.Pcc.Text, view.MaximumSidDepth, view.CanUpdate, view.Node), Is.EqualTo(("10.0.0.1", 6, true, "A")));
        var open = pcc.Last<Open>().OpenObject;
        Assert.That(open.Sr!.Flags, Is.EqualTo(SrCapabilities.UnlimitedMsd | SrCapabilities.SrAlgorithm));
        Assert.That(open.PathSetupTypes!.Supports(PathSetup.SegmentRouting), Is.True);
        Assert.That(pcc.Last<Keepalive>(), Is.Not.Null);
    }

    [Test]
    public async Task Session_of_a_silent_peer_ends_when_its_dead_timer_runs_out()
    {
        await using var bench = await EngineBench.StartAsync();
        var pcc = await bench.PccAsync("10.0.0.1");
        bench.Time.Advance(TimeSpan.FromSeconds(121));
        await bench.Engine.SettleAsync();
        Assert.That(pcc.Last<Close>().CloseObject.Reason, Is.EqualTo(CloseReason.DeadTimerExpired));
        Assert.That(pcc.IsClosed, Is.True);
    }

    [Test]
    public async Task Session_sends_keepalives_of_its_own()
    {
        await using var bench = await EngineBench.StartAsync();
        var pcc = await bench.PccAsync("10.0.0.1");
        bench.Time.Advance(TimeSpan.FromSeconds(31));
        await bench.Engine.SettleAsync();
        Assert.That(pcc.All<Keepalive>(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Second_session_of_a_pcc_gets_9_1_and_the_first_goes_on()
    {
        await using var bench = await EngineBench.StartAsync();
        var first = await bench.PccAsync("10.0.0.1");
        var second = bench.Connect("10.0.0.1");
        await second.OpenAsync(FakePcc.Open());
        Assert.That(second.Errors, Is.EqualTo(new[] { "9/1" }));
        Assert.That((second.IsClosed, first.IsClosed), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Entity_id_of_a_live_session_from_another_address_gets_20_7()
    {
        await using var bench = await EngineBench.StartAsync();
        await bench.Connect("10.0.0.1").OpenAsync(FakePcc.Open(entity: "router-7"));
        var impostor = bench.Connect("10.0.0.2");
        await impostor.OpenAsync(FakePcc.Open(entity: "router-7"));
        Assert.That(impostor.Errors, Is.EqualTo(new[] { "20/7" }));
        Assert.That(bench.Engine.Sessions.Single(s => s.State == PcepSessionState.Up).Pcc.Text, Is.EqualTo("router-7"));
    }

    [Test]
    public async Task Framing_fault_is_answered_by_1_1_before_and_by_close_3_after_the_session_is_up()
    {
        await using var bench = await EngineBench.StartAsync();
        var early = bench.Connect("10.0.0.1");
        await early.BreakFramingAsync();
        Assert.That((early.Errors.Single(), early.IsClosed), Is.EqualTo(("1/1", true)));
        var late = await bench.PccAsync("10.0.0.2");
        var other = await bench.PccAsync("10.0.0.3");
        await late.BreakFramingAsync();
        Assert.That(late.Last<Close>().CloseObject.Reason, Is.EqualTo(CloseReason.MalformedMessage));
        Assert.That((late.IsClosed, other.IsClosed), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Open_of_version_2_gets_1_8()
    {
        await using var bench = await EngineBench.StartAsync();
        var pcc = bench.Connect("10.0.0.1");
        await pcc.SayAsync(new Open(FakePcc.Open() with { Version = 2 }));
        Assert.That(pcc.Errors, Is.EqualTo(new[] { "1/8" }));
    }

    [Test]
    public async Task Messages_of_a_pce_get_2_0_and_unknown_replies_close_the_session_in_the_end()
    {
        await using var bench = await EngineBench.StartAsync();
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.SayAsync(new PcUpd([new UpdateRequest(new LspObject(new Pcep.PlspId(1))) { Srp = new SrpObject(new SrpId(1)), Ero = EroObject.Empty }]));
        Assert.That(pcc.Errors, Is.EqualTo(new[] { "2/0" }));
        for (var i = 0; i < 5; i++)
            await pcc.SayAsync(new PcRep([new PathComputationResponse(new RpObject(new RequestId(9))) { NoPath = new NoPathObject() }]));
        Assert.That(pcc.Last<Close>().CloseObject.Reason, Is.EqualTo(CloseReason.TooManyUnknownRequests));
    }
}
