using PceServer.Engine.Lsps;
using PceServer.Pcep;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Engine.Tests.Sessions;

/// <summary>Sessions that stop half way: routers that fall silent, restart in the middle, or send faster than they are served. Another router never notices.</summary>
public sealed class BrokenSessionTests
{
    private static readonly Net s_net = Net.Build(EngineBench.Square);

    private static async Task ServedAsync(FakePcc bystander)
    {
        bystander.Forget();
        await bystander.SayAsync(new Keepalive(), new PcReq([Said.Request(s_net, 9, "A", "D")]));
        Assert.That(bystander.All<PcRep>().Single().Responses[0].NoPath, Is.Null);
    }

    [TestCase(false, "1/2")]
    [TestCase(true, "1/7")]
    public async Task Half_open_session_ends_with_its_error_after_a_minute(bool hasOpened, string error)
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var bystander = await bench.PccAsync("10.0.0.2");
        var pcc = bench.Connect("10.0.0.1");
        await bench.Engine.SettleAsync();
        if (hasOpened)
            await pcc.SayAsync(new Open(FakePcc.Open()));
        bench.Time.Advance(TimeSpan.FromSeconds(59));
        await bench.Engine.SettleAsync();
        Assert.That((pcc.IsClosed, pcc.Errors.Count), Is.EqualTo((false, 0)));
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        await bench.Engine.SettleAsync();
        Assert.That((pcc.IsClosed, pcc.Errors.Single()), Is.EqualTo((true, error)));
        await ServedAsync(bystander);
        Assert.That(bench.Engine.Sessions, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Router_that_sends_faster_than_it_is_served_is_not_read_from_until_it_is()
    {
        var options = new PceEngineOptions { Pcep = new PcepEngineOptions { MailboxCapacity = 8 } };
        await using var bench = await EngineBench.StartAsync(s_net, options);
        var bystander = await bench.PccAsync("10.0.0.2");
        var pcc = await bench.PccAsync("10.0.0.1");
        var wide = Said.Request(s_net, 1, "A", "D") with { Attributes = new AttributeList { Bandwidth = Said.Must(new BandwidthObject(10)) } };
        Task answered;
        lock (bench.Engine.Ledger.BandwidthTurn)
        {
            // The first one waits for its turn; the others pile up behind it.
            answered = Task.WhenAll(Enumerable.Range(1, 20).Select(id => pcc.SayAsync(new PcReq([wide with { Rp = wide.Rp with { RequestId = new RequestId((uint)id) } }]))));
            Assert.That((pcc.IsReading, pcc.All<PcRep>().Count), Is.EqualTo((false, 0)));
            Assert.That(bystander.IsReading, Is.True);
        }
        await answered;
        Assert.That((pcc.IsReading, pcc.All<PcRep>().Count), Is.EqualTo((true, 20)));
        await ServedAsync(bystander);
    }

    [Test]
    public async Task Session_lost_in_the_middle_of_its_synchronisation_leaves_what_was_known_before()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var first = await bench.PccAsync("10.0.0.1");
        foreach (var (plsp, name) in new[] { (1u, "one"), (2u, "two"), (3u, "three") })
            await first.ReportAsync(Said.Report(s_net, plsp, name, "A", "D", []));
        await first.LeaveAsync();
        var second = bench.Connect("10.0.0.1");
        await second.OpenAsync(FakePcc.Open());
        await second.ReportAsync(Said.Report(s_net, 7, "two", "A", "D", [], Said.Delegated | LspFlags.Sync));
        await second.ReportAsync(Said.Report(s_net, 8, "new", "A", "D", [], Said.Delegated | LspFlags.Sync));
        await second.LeaveAsync();
        Assert.That(bench.Engine.Lsps.All.Select(lsp => (lsp.Name, lsp.IsStale)), Is.EquivalentTo(new[] { ("one", true), ("two", true), ("three", true) }));
        Assert.That(second.Updates, Is.Empty, "nothing is computed before the marker");
        var third = bench.Connect("10.0.0.1");
        await third.OpenAsync(FakePcc.Open());
        await third.ReportAsync(Said.Report(s_net, 4, "three", "A", "D", [], Said.Delegated | LspFlags.Sync));
        await third.SayAsync(FakePcc.EndOfSync());
        Assert.That(bench.Engine.Lsps.All.Select(lsp => (lsp.Name, lsp.IsStale)), Is.EquivalentTo(new[] { ("three", false) }));
        Assert.That(third.Updates.Single().Lsp.PlspId.Value, Is.EqualTo(4u));
    }

    [Test]
    public async Task Router_that_restarts_before_it_answers_an_update_gets_it_anew()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var first = await bench.PccAsync("10.0.0.1");
        await first.ReportAsync(Said.Report(s_net, 1, "x", "A", "D", []));
        var labels = Said.Labels(first.Updates.Single().Ero);
        await first.LeaveAsync();
        var lost = bench.Engine.Lsps.All.Single();
        Assert.That((lost.Updates[0].Outcome, lost.IsDelegated), Is.EqualTo((UpdateOutcome.Dropped, false)));
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        await bench.Engine.SettleAsync();
        var second = bench.Connect("10.0.0.1");
        await second.OpenAsync(FakePcc.Open());
        await second.ReportAsync(Said.Report(s_net, 5, "x", "A", "D", [], Said.Delegated | LspFlags.Sync));
        await second.SayAsync(FakePcc.EndOfSync());
        Assert.That(Said.Labels(second.Updates.Single().Ero), Is.EqualTo(labels));
        Assert.That(second.Updates.Single().Lsp.PlspId.Value, Is.EqualTo(5u));
    }

    [Test]
    public async Task Error_that_names_nothing_or_nothing_known_does_no_harm()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(s_net, 1, "x", "A", "D", []));
        await pcc.SayAsync(
            new PcErr(PcepErrors.UnknownPlspId),
            new PcErr([new ErrorGroup([new PcepErrorObject(PcepErrors.NotDelegated)]) { Srps = [new SrpObject(new SrpId(999)), new SrpObject(new SrpId(0))] }]),
            new PcErr([new ErrorGroup([new PcepErrorObject(new PcepErrorCode(200, 200))]) { Requests = [new RpObject(new RequestId(5))] }]));
        var lsp = bench.Engine.Lsps.All.Single();
        Assert.That((lsp.IsDelegated, lsp.Updates.Single().Outcome, pcc.IsClosed), Is.EqualTo((true, UpdateOutcome.Pending, false)));
    }

    [Test]
    public async Task Place_in_its_group_is_kept_for_a_router_that_is_away_until_the_state_timeout()
    {
        var net = Net.Build("A-B 10", "X-B 10", "B-D 10", "A-C 20", "X-C 20", "C-D 20");
        await using var bench = await EngineBench.StartAsync(net);
        var a = await bench.PccAsync(net.Address("A").ToString());
        var x = await bench.PccAsync(net.Address("X").ToString());
        await x.ReportAsync(Grouped("X", DisjointnessFlags.ShortestPath));
        await a.ReportAsync(Grouped("A", 0));
        await bench.Engine.SettleAsync();
        Assert.That(Hops(), Is.EqualTo("A-C-D"));
        await x.LeaveAsync();
        await bench.FeedAsync(net);
        await bench.Engine.SettleAsync();
        Assert.That(Hops(), Is.EqualTo("A-C-D"), "what X had set up still carries traffic");
        for (var left = bench.Engine.Options.Pcep.StateTimeout + TimeSpan.FromMinutes(1); left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(1))
        {
            bench.Time.Advance(TimeSpan.FromMinutes(1));
            await a.SayAsync(new Keepalive());
        }
        Assert.That(Hops(), Is.EqualTo("A-B-D"));

        string Hops() => string.Join('-', bench.Engine.Lsps.All.Single(lsp => lsp.Name == "A").Trace!.Hops.Select(hop => hop.Node));

        StateReport Grouped(string from, DisjointnessFlags more) => Said.Report(net, 1, from, from, "D", []) with
        {
            Associations = [new AssociationObject(AssociationType.Disjoint, new AssociationId(7), new WireAddress(0, 0xC0000201, false))
            {
                Tlvs = [new DisjointnessConfiguration(DisjointnessFlags.LinkDiverse | more)],
            }],
        };
    }
}
