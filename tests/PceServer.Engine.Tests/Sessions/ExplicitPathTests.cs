using System.Diagnostics.Metrics;
using PceServer.Engine.Lsps;
using PceServer.Engine.Telemetry;
using PceServer.Forwarding;
using PceServer.Pcep;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Engine.Tests.Sessions;

/// <summary>Lists that operators give pass the gate, or go against it on record, and hold until they are released.</summary>
public sealed class ExplicitPathTests
{
    private static readonly PccId s_pcc = new("10.0.0.1");

    private static Net Square() => Net.Build(EngineBench.Square);

    private static uint[] OverC(Net net) => [net.NodeLabel("C", at: "A").Value, net.NodeLabel("D", at: "C").Value];

    private static Task<LspOrderOutcome> SetAsync(EngineBench bench, uint[] labels, bool isOverride = false, string name = "to-D") =>
        bench.Engine.OrderAsync(new LspOrder.SetPath(s_pcc, name, "ann (192.0.2.1)", [.. labels.Select(l => new Label(l))], isOverride));

    private static Lsp Lsp(EngineBench bench) => bench.Engine.Lsps.Find(s_pcc, "to-D")!;

    /// <summary>A delegated LSP whose router follows what it is told.</summary>
    private static async Task<FakePcc> DelegatedAsync(EngineBench bench, Net net, byte? msd = 10, AttributeList? attributes = null)
    {
        var pcc = await bench.PccAsync("10.0.0.1", msd);
        var report = Said.Report(net, 1, "to-D", "A", "D", []) with { Attributes = attributes ?? AttributeList.Empty };
        await pcc.ReportAsync(report);
        await FollowAsync(pcc, net);
        return pcc;
    }

    private static async Task FollowAsync(FakePcc pcc, Net net)
    {
        var update = pcc.Updates[^1];
        await pcc.ReportAsync(Said.Report(net, 1, "to-D", "A", "D", Said.Labels(update.Ero), srp: update.Srp!.SrpId.Value));
        pcc.Forget();
    }

    [Test]
    public async Task List_that_is_delivered_is_sent_and_recorded()
    {
        var net = Square();
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await DelegatedAsync(bench, net);
        var outcome = (LspOrderOutcome.Done)await SetAsync(bench, OverC(net));
        Assert.That(Said.Labels(pcc.Updates.Single().Ero), Is.EqualTo(OverC(net)));
        Assert.That(outcome.IsSent, Is.True);
        Assert.That(outcome.Lsp, Is.SameAs(Lsp(bench)), "what was done can be seen when the answer comes");
        var given = Lsp(bench).Explicit!;
        Assert.That((given.By, given.GivenAt, given.Verdict, given.IsOverridden, given.TopologyVersion),
            Is.EqualTo(("ann (192.0.2.1)", bench.Time.GetUtcNow(), (TraceVerdict?)TraceVerdict.Delivered, false, bench.Engine.Topology.Version)));
        Assert.That(Lsp(bench).Trace!.Hops.Select(h => h.Node), Is.EqualTo(new[] { "A", "C", "D" }));
        await FollowAsync(pcc, net);
        Assert.That(Lsp(bench).Updates[0].Outcome, Is.EqualTo(UpdateOutcome.Confirmed));
        Assert.That(((LspOrderOutcome.Done)await SetAsync(bench, OverC(net))).IsSent, Is.False, "the router has it");
        Assert.That(pcc.Updates, Is.Empty);
    }

    [Test]
    public async Task List_that_is_not_delivered_is_refused_with_the_hop_and_nothing_is_sent()
    {
        var net = Square();
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await DelegatedAsync(bench, net);
        var before = Lsp(bench);
        var refused = (LspOrderOutcome.Refused)await SetAsync(bench, [net.NodeLabel("C", at: "A").Value, 999_999]);
        Assert.That((refused.Why, refused.Trace!.Verdict), Is.EqualTo((OrderRefusal.Gate, TraceVerdict.Dropped)));
        Assert.That(refused.Sentence, Does.Contain("C").And.Contain("999999"));
        Assert.That(pcc.Updates, Is.Empty);
        Assert.That(Lsp(bench), Is.SameAs(before));
        var elsewhere = (LspOrderOutcome.Refused)await SetAsync(bench, [net.NodeLabel("C", at: "A").Value]);
        Assert.That(elsewhere.Trace!.Verdict, Is.EqualTo(TraceVerdict.DeliveredElsewhere));
    }

    [Test]
    public async Task List_against_the_constraints_or_beyond_the_label_limit_is_refused()
    {
        var net = Net.Build([.. EngineBench.Square, "set A-C 20 color=0x4", "node A msd=no"]);
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await DelegatedAsync(bench, net, msd: 2, new AttributeList { Lspa = new LspaObject(4, 0, 0) });
        var violates = (LspOrderOutcome.Refused)await SetAsync(bench, OverC(net));
        Assert.That(violates.Trace!.Verdict, Is.EqualTo(TraceVerdict.ViolatesConstraints));
        uint[] deep = [net.NodeLabel("B", at: "A").Value, net.NodeLabel("D", at: "B").Value, net.NodeLabel("D", at: "D").Value];
        var tooDeep = (LspOrderOutcome.Refused)await SetAsync(bench, deep);
        Assert.That(tooDeep.Trace!.Verdict, Is.EqualTo(TraceVerdict.TooDeep));
        Assert.That(pcc.Updates, Is.Empty);
    }

    [Test]
    public async Task Label_limit_of_the_link_that_is_left_by_holds()
    {
        var net = Net.Build([.. EngineBench.Square, "set A-C 20 msd=1"]);
        await using var bench = await EngineBench.StartAsync(net);
        await DelegatedAsync(bench, net);
        var refused = (LspOrderOutcome.Refused)await SetAsync(bench, OverC(net));
        Assert.That(refused.Sentence, Does.StartWith("TooDeep: 2 labels, but the head-end can push 1"));
    }

    [Test]
    public async Task Override_is_sent_and_stays_on_record_as_event_and_metric()
    {
        var overridden = 0;
        using var meters = new MeterListener { InstrumentPublished = (i, l) => { if (i.Meter.Name == EngineTelemetry.Name && i.Name == "pce.explicit_paths") l.EnableMeasurementEvents(i); } };
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => { if (tags[0].Value is "overridden") Interlocked.Increment(ref overridden); });
        meters.Start();
        var net = Square();
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await DelegatedAsync(bench, net);
        using var stop = new CancellationTokenSource();
        var events = bench.Engine.Watch(stop.Token).GetAsyncEnumerator();
        uint[] bad = [net.NodeLabel("C", at: "A").Value, 999_999];
        Assert.That(await SetAsync(bench, bad, isOverride: true), Is.TypeOf<LspOrderOutcome.Done>());
        Assert.That(Said.Labels(pcc.Updates.Single().Ero), Is.EqualTo(bad));
        Assert.That(overridden, Is.GreaterThan(0));
        Assert.That(await events.MoveNextAsync(), Is.True);
        Assert.That(events.Current.Message, Does.Contain("by ann (192.0.2.1) overrides the gate: Dropped: "));
        await FollowAsync(pcc, net);
        var lsp = Lsp(bench);
        Assert.That((lsp.Explicit!.IsOverridden, lsp.Explicit.Verdict), Is.EqualTo((true, (TraceVerdict?)TraceVerdict.Dropped)));
        Assert.That(lsp.IsDrifted && bench.Engine.Verification.Single().IsDrifted, Is.True, "the watch goes on");
        Assert.That(pcc.Updates, Is.Empty, "and nothing is computed");
    }

    [Test]
    public async Task Explicit_list_is_not_computed_over_while_it_drifts_and_its_release_is_a_computation()
    {
        var net = Square();
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await DelegatedAsync(bench, net);
        uint[] strict = [net.AdjacencyLabel("A-C").Value, net.AdjacencyLabel("C-D").Value];
        await SetAsync(bench, strict);
        await FollowAsync(pcc, net);
        await bench.FailAsync(net, "C-D");
        Assert.That(pcc.Updates, Is.Empty);
        Assert.That((Lsp(bench).IsDrifted, bench.Engine.Verification.Single().IsDrifted), Is.EqualTo((true, true)));
        var released = await bench.Engine.OrderAsync(new LspOrder.ReleasePath(s_pcc, "to-D", "bob"));
        await bench.Engine.SettleAsync();
        Assert.That(((LspOrderOutcome.Done)released).Lsp.Explicit, Is.Null);
        Assert.That(Said.Labels(pcc.Updates.Single().Ero), Is.EqualTo(new[] { net.NodeLabel("D", at: "A").Value }));
        Assert.That(Lsp(bench).Updates[0].Cause, Is.EqualTo("explicit list released by bob"));
        var again = (LspOrderOutcome.Refused)await bench.Engine.OrderAsync(new LspOrder.ReleasePath(s_pcc, "to-D", "bob"));
        Assert.That(again.Why, Is.EqualTo(OrderRefusal.NothingToRelease));
    }

    [Test]
    public async Task Router_that_comes_back_without_the_list_gets_it_again_as_soon_as_it_passes()
    {
        var net = Square();
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await DelegatedAsync(bench, net);
        uint[] strict = [net.AdjacencyLabel("A-C").Value, net.AdjacencyLabel("C-D").Value];
        await SetAsync(bench, strict);
        await pcc.LeaveAsync();
        Assert.That(((LspOrderOutcome.Refused)await SetAsync(bench, OverC(net))).Why, Is.EqualTo(OrderRefusal.NoSession));
        Assert.That(Lsp(bench).Explicit, Is.Not.Null);
        var failed = Square();
        await bench.FailAsync(failed, "C-D");
        var back = bench.Connect("10.0.0.1");
        await back.OpenAsync(FakePcc.Open());
        await back.ReportAsync(Said.Report(net, 1, "to-D", "A", "D", [net.NodeLabel("D", at: "A").Value], Said.Delegated | LspFlags.Sync));
        await back.SayAsync(FakePcc.EndOfSync());
        Assert.That(back.Updates, Is.Empty, "C drops it");
        Assert.That(Lsp(bench).Why, Does.StartWith("explicit list by ann (192.0.2.1) withheld: Dropped: "));
        await bench.FeedAsync(Square());
        await bench.Engine.SettleAsync();
        Assert.That(Said.Labels(back.Updates.Single().Ero), Is.EqualTo(strict));
    }

    [Test]
    public async Task Bandwidth_that_others_have_booked_stands_in_the_way_of_a_list()
    {
        // 1.25e9 bytes a second on every link: one booking of 1e9 fits, a second one does not.
        var net = Square();
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await DelegatedAsync(bench, net, attributes: new AttributeList { Bandwidth = new BandwidthObject(1e9f) });
        await pcc.ReportAsync(Said.Report(net, 2, "other", "A", "D", []) with { Attributes = new AttributeList { Bandwidth = new BandwidthObject(1e9f) } });
        Assert.That(Said.Labels(pcc.Updates.Single().Ero), Is.EqualTo(OverC(net)), "the short way is full");
        pcc.Forget();
        var refused = (LspOrderOutcome.Refused)await SetAsync(bench, OverC(net));
        Assert.That((refused.Why, refused.Trace!.Verdict), Is.EqualTo((OrderRefusal.Gate, TraceVerdict.ViolatesConstraints)));
        Assert.That(((LspOrderOutcome.Done)await SetAsync(bench, [net.NodeLabel("D", at: "A").Value])).IsSent, Is.False, "what it books itself does not stand in its way");
        await bench.FeedAsync(Net.Build([.. EngineBench.Square, "set A-B 11"]));
        await bench.Engine.SettleAsync();
        Assert.That(pcc.Updates, Is.Empty);
    }

    [Test]
    public async Task Lsp_that_is_not_the_engines_to_update_is_refused()
    {
        var net = Square();
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(net, 1, "to-D", "A", "D", [net.NodeLabel("D", at: "A").Value], LspFlags.Administrative));
        var refused = (LspOrderOutcome.Refused)await SetAsync(bench, OverC(net), isOverride: true);
        Assert.That((refused.Why, refused.Sentence), Is.EqualTo((OrderRefusal.NotOurs, "LSP \"to-D\" is not delegated")));
        Assert.That(((LspOrderOutcome.Refused)await SetAsync(bench, OverC(net), name: "other")).Why, Is.EqualTo(OrderRefusal.UnknownLsp));
        var stranger = await bench.Engine.OrderAsync(new LspOrder.ReleasePath(new PccId("192.0.2.99"), "to-D", "ann"));
        Assert.That(((LspOrderOutcome.Refused)stranger).Why, Is.EqualTo(OrderRefusal.UnknownPcc));
        Assert.That(pcc.Updates, Is.Empty);
    }
}
