using PceServer.Engine.Lsps;
using PceServer.Pcep;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Engine.Tests.Sessions;

public sealed class RequestTests
{
    private static readonly Net s_net = Net.Build([.. EngineBench.Square, "set A-B 10 color=0x4 delay=5", "set B-D 10 delay=5", "node A msd=4"]);

    private static async Task<(FakePcc Pcc, EngineBench Bench)> UpAsync()
    {
        var bench = await EngineBench.StartAsync(s_net);
        return (await bench.PccAsync("10.0.0.1", msd: 6), bench);
    }

    [Test]
    public async Task Request_gets_labels_and_the_path_setup_type()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 42, "A", "D")]));
        var response = pcc.Last<PcRep>().Responses[0];
        Assert.That((response.Rp.RequestId.Value, response.Rp.PathSetup, response.NoPath), Is.EqualTo((42u, PathSetup.SegmentRouting, (NoPathObject?)null)));
        Assert.That(Said.Labels(response.Paths[0].Ero), Is.EqualTo(new[] { s_net.NodeLabel("D", at: "A").Value }));
    }

    [Test]
    public async Task Metric_asked_for_comes_back_with_its_value()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D") with
        {
            Attributes = new AttributeList { Metrics = [new MetricObject(MetricType.Igp, 0, MetricFlags.Computed)] },
        }]));
        var metric = pcc.Last<PcRep>().Responses[0].Paths[0].Attributes.Metrics[0];
        Assert.That((metric.Type, metric.MetricValue, metric.Flags), Is.EqualTo((MetricType.Igp, 20f, MetricFlags.None)));
    }

    [Test]
    public async Task Unknown_ends_set_the_bits_of_the_vector()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        var stranger = Said.Request(s_net, 1, "A", "D") with { EndPoints = new EndPointsIpv4Object(s_net.Address("A").Wire(), Ipv4Address.Parse("192.0.2.99")) };
        await pcc.SayAsync(new PcReq([stranger]));
        Assert.That(pcc.Last<PcRep>().Responses[0].NoPath!.Reasons, Is.EqualTo(NoPathReasons.UnknownDestination));
        var elsewhere = await bench.PccAsync("198.51.100.1");
        await elsewhere.SayAsync(new PcReq([stranger with { EndPoints = new EndPointsIpv4Object(Ipv4Address.Parse("192.0.2.98"), s_net.Address("D").Wire()) }]));
        Assert.That(elsewhere.Last<PcRep>().Responses[0].NoPath!.Reasons, Is.EqualTo(NoPathReasons.UnknownSource));
    }

    [Test]
    public async Task Constraints_without_a_path_come_back_behind_no_path()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D") with { Attributes = new AttributeList { Lspa = Said.Must(new LspaObject(0, 0x80, 0)) } }]));
        var response = pcc.Last<PcRep>().Responses[0];
        Assert.That(response.NoPath!.UnsatisfiedConstraints, Is.True);
        Assert.That(response.Attributes.Lspa!.IncludeAny, Is.EqualTo(0x80u));
    }

    [Test]
    public async Task Sid_depth_bound_above_the_limit_of_the_head_end_gets_10_9()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        await pcc.SayAsync(new PcReq([Depth(5)]), new PcReq([Depth(4)]));
        Assert.That(pcc.Errors, Is.EqualTo(new[] { "10/9" }));
        Assert.That(pcc.All<PcRep>(), Has.Count.EqualTo(1));

        static PathComputationRequest Depth(float depth) => Said.Request(s_net, 1, "A", "D") with
        {
            Attributes = new AttributeList { Metrics = [Said.Must(new MetricObject(MetricType.SidDepth, depth, MetricFlags.Bound))] },
        };
    }

    [TestCase(true, "4/4")]
    [TestCase(false, null)]
    public async Task Objective_function_that_is_not_supported_is_refused_only_where_it_is_a_must(bool must, string? error)
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        var of = new OfObject(ObjectiveFunction.ShortestPathTree);
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D") with { Attributes = new AttributeList { Of = must ? Said.Must(of) : of } }]));
        Assert.That(pcc.Errors, Is.EqualTo(error is null ? Array.Empty<string>() : [error]));
        Assert.That(pcc.All<PcRep>(), Has.Count.EqualTo(must ? 0 : 1));
    }

    [Test]
    public async Task Request_for_rsvp_te_gets_21_1()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 3, "A", "D") with { Rp = new RpObject(new RequestId(3)) }]));
        Assert.That(pcc.Errors, Is.EqualTo(new[] { "21/1" }));
        Assert.That(pcc.Last<PcErr>().Groups[0].Requests[0].RequestId.Value, Is.EqualTo(3u));
    }

    [Test]
    public async Task Exclusion_and_delay_objective_are_honoured()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D") with
        {
            Attributes = new AttributeList { Xro = Said.Must(new XroObject([new Ipv4Subobject(s_net.Address("B").Wire()) { Attribute = 1 }])) },
        }]));
        var labels = Said.Labels(pcc.Last<PcRep>().Responses[0].Paths[0].Ero);
        var trace = bench.Engine.Trace(bench.Engine.Topology, s_net["A"], [.. labels.Select(l => new Topology.Label(l))], s_net["D"]);
        Assert.That(trace.Hops.Select(h => h.Node), Is.EqualTo(new[] { "A", "C", "D" }));
    }

    [TestCase(true, "A-C-D")]
    [TestCase(false, "A-B-D")]
    public async Task Failed_path_of_the_rro_is_avoided_while_there_is_another(bool failed, string way)
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D") with
        {
            Attributes = new AttributeList { Xro = Said.Must(new XroObject([]) { Flags = (ushort)(failed ? 1 : 0) }) },
            Rro = new RroObject([SrEro.FromLabel(s_net.NodeLabel("D", at: "A").Value)]),
        }]));
        var labels = Said.Labels(pcc.Last<PcRep>().Responses[0].Paths[0].Ero);
        var trace = bench.Engine.Trace(bench.Engine.Topology, s_net["A"], [.. labels.Select(l => new Topology.Label(l))], s_net["D"]);
        Assert.That(string.Join('-', trace.Hops.Select(h => h.Node)), Is.EqualTo(way));
    }

    [Test]
    public async Task Failed_path_without_another_is_taken_again()
    {
        var net = Net.Build("A-B 10", "B-D 10");
        await using var bench = await EngineBench.StartAsync(net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.SayAsync(new PcReq([Said.Request(net, 1, "A", "D") with
        {
            Attributes = new AttributeList { Xro = Said.Must(new XroObject([]) { Flags = 1 }) },
            Rro = new RroObject([new Ipv4Subobject(net.LinkKey("A-B").LocalAddress!.Value.Wire())]),
        }]));
        Assert.That(pcc.Last<PcRep>().Responses[0].NoPath, Is.Null);
    }

    [Test]
    public async Task Constraints_of_a_request_wait_for_the_report_that_carries_the_answer()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D") with { Attributes = new AttributeList { Lspa = Said.Must(new LspaObject(4, 0, 0)) } }]));
        var labels = Said.Labels(pcc.Last<PcRep>().Responses[0].Paths[0].Ero);
        pcc.Forget();
        await pcc.ReportAsync(Said.Report(s_net, 1, "DYN-cpdyn", "A", "D", labels));
        var lsp = bench.Engine.Lsps.All.Single();
        Assert.That(lsp.Demand.Constraints.ExcludeAny, Is.EqualTo((Topology.AdminGroup)4u));
        Assert.That(pcc.Updates, Is.Empty, "the router has the best list already");
        Assert.That((lsp.Path!.Labels.Select(l => l.Value), lsp.State), Is.EqualTo((labels.AsEnumerable(), LspState.Up)));
    }

    [Test]
    public async Task Empty_topology_answers_that_the_pce_is_unavailable()
    {
        await using var bench = await EngineBench.StartAsync();
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D")]));
        Assert.That(pcc.Last<PcRep>().Responses[0].NoPath!.Reasons, Is.EqualTo(NoPathReasons.PceUnavailable));
        Assert.That(bench.Engine.Health.IsReady, Is.False);
    }
}
