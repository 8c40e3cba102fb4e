using PceServer.Engine.Lsps;
using PceServer.Pcep;
using PceServer.Testing;

namespace PceServer.Engine.Tests.Sessions;

public sealed class DelegationTests
{
    private static readonly Net s_net = Net.Build([.. EngineBench.Square, "set A-B 10 color=0x4"]);

    [Test]
    public async Task Delegated_lsp_gets_its_path_with_labels_and_every_parameter()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        var report = Said.Report(s_net, 7, "to-D", "A", "D", []) with
        {
            Attributes = new AttributeList
            {
                Lspa = new LspaObject(4, 0, 0),
                Bandwidth = new BandwidthObject(1000),
                Metrics = [new MetricObject(MetricType.Te, 100, MetricFlags.Bound)],
            },
        };
        await pcc.ReportAsync(report);
        var update = pcc.Updates.Single();
        Assert.That((update.Lsp.PlspId.Value, update.Lsp.Flags), Is.EqualTo((7u, LspFlags.Delegate | LspFlags.Administrative)));
        Assert.That((update.Srp!.SrpId.Value, update.Srp.PathSetup), Is.EqualTo((1u, PathSetup.SegmentRouting)));
        // The link A-B has the excluded colour: the path is forced over C.
        var lsp = bench.Engine.Lsps.Find(new PccId("10.0.0.1"), "to-D")!;
        Assert.That(string.Join('-', lsp.Path!.Hops.Select(h => h.Node)), Is.EqualTo("C-D"));
        Assert.That(Said.Labels(update.Ero), Is.EqualTo(lsp.Path.Labels.Select(l => l.Value)));
        Assert.That(((SrEro)update.Ero!.Subobjects[0]).Flags, Is.EqualTo(SrEroFlags.MplsLabel | SrEroFlags.NaiAbsent));
        Assert.That(update.Attributes.Lspa!.ExcludeAny, Is.EqualTo(4u));
        Assert.That(update.Attributes.Bandwidth!.Bandwidth, Is.EqualTo(1000f));
        Assert.That(update.Attributes.Metric(MetricType.Te)!.IsBound, Is.True);
        Assert.That(lsp.Trace!.IsGood, Is.True);
    }

    [Test]
    public async Task Path_can_carry_node_and_adjacency_identifiers()
    {
        await using var bench = await EngineBench.StartAsync(s_net, new PceEngineOptions { EroNai = EroNai.NodeOrAdjacency });
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(s_net, 1, "to-D", "A", "D", []));
        var first = (SrEro)pcc.Updates.Single().Ero!.Subobjects[0];
        Assert.That(first.Flags, Is.EqualTo(SrEroFlags.MplsLabel));
        Assert.That(first.Nai, Is.EqualTo(new Ipv4NodeNai(s_net.Address("D").Wire())));
    }

    [Test]
    public async Task Report_of_the_list_sent_confirms_the_update_and_is_left_alone()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(s_net, 1, "to-D", "A", "D", []));
        var labels = Said.Labels(pcc.Updates.Single().Ero);
        await pcc.ReportAsync(Said.Report(s_net, 1, "to-D", "A", "D", labels, srp: 1));
        var lsp = bench.Engine.Lsps.All.Single();
        Assert.That(pcc.Updates, Has.Count.EqualTo(1));
        Assert.That((lsp.Updates[0].Outcome, lsp.State), Is.EqualTo((UpdateOutcome.Confirmed, LspState.Up)));
    }

    [Test]
    public async Task Lsp_that_is_not_delegated_is_never_updated()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(s_net, 1, "own", "A", "D", [s_net.NodeLabel("D", at: "A").Value], LspFlags.Administrative));
        await bench.FailAsync(Net.Build([.. EngineBench.Square, "set A-B 10 color=0x4"]), "B-D");
        Assert.That(pcc.Updates, Is.Empty);
        Assert.That(bench.Engine.Lsps.All.Single().Trace!.IsGood, Is.True);
    }

    [TestCase(LspFlags.None, 0)]
    [TestCase(LspFlags.Create, 1)]
    public async Task Report_that_names_its_maker_is_passed_over_with_23_2_unless_a_pce_made_the_lsp(LspFlags made, int lsps)
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        var report = Said.Report(s_net, 1, "to-D", "A", "D", []);
        var lsp = report.Lsp with { Flags = report.Lsp.Flags | made, Tlvs = [.. report.Lsp.Tlvs, new SpeakerEntityId([1, 2])] };
        await pcc.ReportAsync(report with { Lsp = lsp });
        Assert.That(bench.Engine.Lsps.All.Count(), Is.EqualTo(lsps));
        Assert.That(pcc.Updates, Has.Count.EqualTo(lsps));
        if (lsps == 0)
        {
            var group = pcc.Last<PcErr>().Groups.Single();
            Assert.That((group.Errors[0].Error, group.Lsps[0].PlspId.Value), Is.EqualTo((PcepErrors.SpeakerIdentityNotExpected, 1u)));
        }
    }

    [Test]
    public async Task Delegation_of_an_rsvp_te_lsp_is_returned()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(s_net, 1, "rsvp", "A", "D", []) with { Srp = new SrpObject(new SrpId(0)) { Tlvs = [new PathSetupType(PathSetup.RsvpTe)] } });
        var update = pcc.Updates.Single();
        Assert.That((update.Lsp.Has(LspFlags.Delegate), update.Ero!.Subobjects.Count), Is.EqualTo((false, 0)));
    }

    [TestCase(NoPathPolicy.EmptyEro, 1)]
    [TestCase(NoPathPolicy.Keep, 0)]
    public async Task Delegated_lsp_without_a_path_gets_an_empty_ero_or_keeps_what_it_has(NoPathPolicy policy, int updates)
    {
        await using var bench = await EngineBench.StartAsync(s_net, new PceEngineOptions { NoPath = policy });
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(s_net, 1, "wide", "A", "D", [s_net.NodeLabel("D", at: "A").Value]) with { Attributes = new AttributeList { Bandwidth = new BandwidthObject(1e12f) } });
        Assert.That(pcc.Updates, Has.Count.EqualTo(updates));
        Assert.That(pcc.Updates.Select(u => u.Ero!.Subobjects.Count), Is.All.Zero);
        Assert.That(bench.Engine.Lsps.All.Single().Why, Is.Not.Null.And.Not.Empty);
    }

    [Test]
    public async Task Refused_update_is_recorded_and_not_repeated()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(s_net, 1, "to-D", "A", "D", []));
        await pcc.SayAsync(new PcErr([new ErrorGroup([new PcepErrorObject(PcepErrors.TooManySrSubobjects)]) { Srps = [new SrpObject(new SrpId(1))] }]));
        var lsp = bench.Engine.Lsps.All.Single();
        Assert.That((lsp.Updates[1].Outcome, lsp.Updates[1].Detail), Is.EqualTo((UpdateOutcome.Refused, "PCErr 10/3")));
        Assert.That(pcc.Updates.Select(update => string.Join(' ', Said.Labels(update.Ero))), Is.Unique);
    }

    [Test]
    public async Task Update_without_an_answer_is_sent_again_and_then_given_up()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1", msd: 10);
        await pcc.ReportAsync(Said.Report(s_net, 1, "to-D", "A", "D", []));
        for (var i = 0; i < 5; i++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(40));
            await pcc.SayAsync(new Keepalive());
        }
        Assert.That(pcc.Updates.Select(u => u.Srp!.SrpId.Value), Is.EqualTo(new[] { 1u, 2u, 3u }));
        Assert.That(bench.Engine.Lsps.All.Single().Updates[0].Outcome, Is.EqualTo(UpdateOutcome.Unanswered));
    }

    [Test]
    public async Task Bad_report_earns_its_error_and_the_good_one_beside_it_is_taken()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        var good = Said.Report(s_net, 1, "good", "A", "D", []);
        await pcc.SayAsync(new PcRpt([good, Said.Report(s_net, 2, "no-ero", "A", "D", []) with { Ero = null }]));
        Assert.That(pcc.Errors, Is.EqualTo(new[] { "6/9" }));
        Assert.That(bench.Engine.Lsps.All.Select(l => l.Name), Is.EqualTo(new[] { "good" }));
        Assert.That(pcc.IsClosed, Is.False);
    }

    [Test]
    public async Task Removed_lsp_is_gone_and_an_unknown_one_does_no_harm()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(s_net, 1, "to-D", "A", "D", []));
        await pcc.ReportAsync(Said.Report(s_net, 1, "to-D", "A", "D", [], LspFlags.Remove));
        await pcc.ReportAsync(Said.Report(s_net, 99, "never", "A", "D", [], LspFlags.Remove));
        Assert.That(bench.Engine.Lsps.All, Is.Empty);
        Assert.That(pcc.Errors, Is.Empty);
    }

    [Test]
    public async Task Constraint_that_must_be_kept_and_cannot_be_gets_4_4_and_no_path_without_it()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        var report = Said.Report(s_net, 1, "odd", "A", "D", []) with
        {
            Attributes = new AttributeList { Metrics = [Said.Must(new MetricObject(MetricType.DomainCount, 2, MetricFlags.Bound))] },
        };
        await pcc.ReportAsync(report);
        Assert.That((pcc.Errors.Single(), pcc.Updates.Count), Is.EqualTo(("4/4", 0)));
        Assert.That(bench.Engine.Lsps.All.Single().Why, Does.Contain("METRIC of type 20"));
        await bench.FeedAsync(Net.Build([.. EngineBench.Square, "A-D 1"]));
        await bench.Engine.SettleAsync();
        Assert.That(pcc.Updates, Is.Empty, "no change of the topology makes it known");
        await pcc.ReportAsync(report with { Attributes = new AttributeList { Metrics = [new MetricObject(MetricType.Te, 100, MetricFlags.Bound)] } });
        Assert.That(pcc.Updates, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Candidate_that_the_outgoing_link_cannot_carry_is_refused_and_the_next_one_sent()
    {
        var net = Net.Build("A-B 100 te=10 msd=1", "B-D 100 te=10", "A-C 20 te=50", "C-D 20 te=50");
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(net, 1, "te", "A", "D", []) with { Attributes = new AttributeList { Metrics = [new MetricObject(MetricType.Te, 0)] } });
        Assert.That(bench.Engine.Lsps.All.Single().Path!.Hops.Select(h => h.Node), Is.EqualTo(new[] { "C", "D" }));
        Assert.That(pcc.Updates.Single().Ero!.Subobjects.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Peer_that_uses_the_code_point_of_the_drafts_gets_it_back()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        var old = (SrEro)Said.Ero(s_net.NodeLabel("C", at: "A").Value).Subobjects[0] with { LegacyType = SrEro.LegacyEroCode };
        await pcc.ReportAsync(Said.Report(s_net, 1, "old", "A", "D", []) with { Ero = new EroObject([old]) });
        Assert.That(pcc.Updates.Single().Ero!.Subobjects[0].Type, Is.EqualTo(SrEro.LegacyEroCode));
        Assert.That(bench.Engine.Sessions.Single().Deviations.Keys, Does.Contain(nameof(DeviationSet.LegacySrSubobject)));
    }
}
