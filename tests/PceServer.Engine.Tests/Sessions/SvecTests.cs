using PceServer.Pcep;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Engine.Tests.Sessions;

/// <summary>The trap: the cheapest path A-B-C-D leaves no second one, while A-B-D and A-C-D do not meet.</summary>
public sealed class SvecTests
{
    private static readonly string[] s_trap = ["A-B 1", "B-C 1", "C-D 1", "A-C 10", "B-D 10"];
    private static readonly Net s_net = Net.Build(s_trap);

    private static async Task<(FakePcc Pcc, EngineBench Bench)> UpAsync(Net? net = null)
    {
        var bench = await EngineBench.StartAsync(net ?? s_net);
        return (await bench.PccAsync("10.0.0.1"), bench);
    }

    private static SynchronizedSet Svec(SvecFlags flags, params uint[] ids) =>
        new(Said.Must(new SvecObject(flags, ids.Select(id => new RequestId(id)).ToValueList())));

    private static PcReq Pair(Net net, SynchronizedSet set) =>
        new([Said.Request(net, 1, "A", "D"), Said.Request(net, 2, "A", "D")]) { SynchronizedSets = [set] };

    private static string[] Ways(EngineBench bench, Net net, PcRep reply) => [.. reply.Responses.Select(response =>
        string.Join('-', bench.Engine.Trace(bench.Engine.Topology, net["A"],
            [.. Said.Labels(response.Paths[0].Ero).Select(label => new Topology.Label(label))], net["D"]).Hops.Select(hop => hop.Node)))];

    [TestCase(SvecFlags.LinkDiverse)]
    [TestCase(SvecFlags.NodeDiverse)]
    public async Task Diverse_requests_are_computed_jointly_and_answered_in_one_reply_with_the_svec(SvecFlags flags)
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        await pcc.SayAsync(Pair(s_net, Svec(flags, 1, 2)));
        var reply = pcc.All<PcRep>().Single();
        Assert.That(Ways(bench, s_net, reply), Is.EquivalentTo(new[] { "A-B-D", "A-C-D" }));
        Assert.That(reply.Responses.Select(response => response.Rp.RequestId.Value), Is.EqualTo(new[] { 1u, 2u }));
        var svec = reply.SynchronizedSets[0].Svec;
        Assert.That((svec.Flags, svec.RequestIds.Select(id => id.Value)), Is.EqualTo((flags, new[] { 1u, 2u }.AsEnumerable())));
    }

    [Test]
    public async Task Srlg_diverse_requests_keep_away_from_shared_risks()
    {
        var net = Net.Build([.. EngineBench.Square, "A-D 100", "set A-B 10 srlg=7", "set C-D 20 srlg=7"]);
        var (pcc, bench) = await UpAsync(net);
        await using var _ = bench;
        await pcc.SayAsync(Pair(net, Svec(SvecFlags.SrlgDiverse, 1, 2)));
        Assert.That(Ways(bench, net, pcc.Last<PcRep>()), Is.EquivalentTo(new[] { "A-B-D", "A-D" }));
    }

    [Test]
    public async Task Set_that_does_not_exist_is_no_path_for_each_with_the_bit_for_it()
    {
        var net = Net.Build("A-B 1", "B-D 1");
        var (pcc, bench) = await UpAsync(net);
        await using var _ = bench;
        await pcc.SayAsync(Pair(net, Svec(SvecFlags.LinkDiverse, 1, 2)));
        var reply = pcc.All<PcRep>().Single();
        Assert.That(reply.Responses.Select(response => response.NoPath!.Reasons), Is.All.EqualTo(NoPathReasons.DisjointPathNotFound));
    }

    [Test]
    public async Task Requests_without_diversity_see_what_those_before_them_booked()
    {
        var net = Net.Build("A-B 10 bw=1M", "B-D 10 bw=1M", "A-C 20 bw=1M", "C-D 20 bw=1M");
        var (pcc, bench) = await UpAsync(net);
        await using var _ = bench;
        await pcc.SayAsync(new PcReq([Wide(1), Wide(2), Wide(3)]) { SynchronizedSets = [Svec(SvecFlags.None, 1, 2, 3)] });
        var reply = pcc.All<PcRep>().Single();
        Assert.That(reply.SynchronizedSets, Has.Count.EqualTo(1));
        Assert.That(reply.Responses.Select(response => response.NoPath is null), Is.EqualTo(new[] { true, true, false }));
        Assert.That(reply.Responses.Take(2).Select(response => string.Join(" ", Said.Labels(response.Paths[0].Ero))), Is.Unique);

        PathComputationRequest Wide(uint id) => Said.Request(net, id, "A", "D") with
        {
            Attributes = new AttributeList { Bandwidth = Said.Must(new BandwidthObject(700_000)) },
        };
    }

    [Test]
    public async Task Requests_of_one_svec_may_come_in_several_messages()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        var set = Svec(SvecFlags.NodeDiverse, 1, 2);
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D")]) { SynchronizedSets = [set] });
        Assert.That(pcc.Sent, Is.Empty);
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 2, "A", "D")]) { SynchronizedSets = [set] });
        Assert.That(pcc.All<PcRep>().Single().Responses, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Missing_request_gets_7_0_with_its_number_after_the_sync_timer()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D")]) { SynchronizedSets = [Svec(SvecFlags.LinkDiverse, 1, 2)] });
        bench.Time.Advance(TimeSpan.FromSeconds(59));
        await bench.Engine.SettleAsync();
        Assert.That(pcc.Errors, Is.Empty);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await bench.Engine.SettleAsync();
        Assert.That(pcc.Errors, Is.EqualTo(new[] { "7/0" }));
        var group = pcc.Last<PcErr>().Groups[0];
        Assert.That(group.Requests[0].RequestId.Value, Is.EqualTo(1u));
        Assert.That(group.Errors[0].Tlv<ReqMissing>()!.RequestId.Value, Is.EqualTo(2u));
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 2, "A", "D")]));
        Assert.That(pcc.All<PcRep>(), Has.Count.EqualTo(1), "the set is forgotten");
    }

    [Test]
    public async Task Error_of_one_request_is_the_error_of_its_set()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        var request = Said.Request(s_net, 1, "A", "D") with { Rp = new RpObject(new RequestId(1)) };
        await pcc.SayAsync(new PcReq([request, Said.Request(s_net, 2, "A", "D")]) { SynchronizedSets = [Svec(SvecFlags.LinkDiverse, 1, 2)] });
        Assert.That(pcc.Errors, Is.EqualTo(new[] { "21/1", "21/1" }));
        Assert.That(pcc.All<PcRep>(), Is.Empty);
    }

    [TestCase(ObjectiveFunction.MinimizeCumulativeCost, true, null)]
    [TestCase(ObjectiveFunction.MinimizeAggregateBandwidthConsumption, true, null)]
    [TestCase(ObjectiveFunction.MinimizeLoadOfMostLoadedLink, true, null)]
    [TestCase(ObjectiveFunction.MinimizeSharedSrlgs, true, null)]
    [TestCase(ObjectiveFunction.MinimumCostPath, true, "4/4")]
    [TestCase(ObjectiveFunction.MinimumCostPath, false, null)]
    public async Task Objective_function_of_a_set_is_honoured_or_refused_where_it_is_a_must(ObjectiveFunction function, bool must, string? error)
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        var of = new OfObject(function);
        await pcc.SayAsync(Pair(s_net, Svec(SvecFlags.LinkDiverse, 1, 2) with { Of = must ? Said.Must(of) : of }));
        Assert.That(pcc.Errors.Distinct(), Is.EqualTo(error is null ? Array.Empty<string>() : [error]));
        if (error is null)
            Assert.That(pcc.Last<PcRep>().SynchronizedSets[0].Of!.HeaderFlags, Is.EqualTo(must ? ObjectFlags.None : ObjectFlags.Ignored));
    }

    [Test]
    public async Task Cumulative_cost_is_stated_where_asked_and_bounds_the_set()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        var set = Svec(SvecFlags.LinkDiverse, 1, 2);
        await pcc.SayAsync(Pair(s_net, set with { Metrics = [Said.Must(new MetricObject(MetricType.CumulativeIgp, 0, MetricFlags.Computed))] }));
        Assert.That(pcc.Last<PcRep>().SynchronizedSets[0].Metrics[0].MetricValue, Is.EqualTo(22f));
        await pcc.SayAsync(Pair(s_net, set with { Metrics = [Said.Must(new MetricObject(MetricType.CumulativeIgp, 21, MetricFlags.Bound))] }));
        Assert.That(pcc.Last<PcRep>().Responses.Select(response => response.NoPath), Is.All.Not.Null);
    }

    [Test]
    public async Task Linked_svecs_are_computed_together_and_each_keeps_its_own_pair_apart()
    {
        // 1 and 2 keep apart, 2 and 3 keep apart; 1 and 3 may share, and do.
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D"), Said.Request(s_net, 2, "A", "D"), Said.Request(s_net, 3, "A", "D")])
        {
            SynchronizedSets = [Svec(SvecFlags.NodeDiverse, 1, 2), Svec(SvecFlags.LinkDiverse, 2, 3)],
        });
        var reply = pcc.All<PcRep>().Single();
        var ways = Ways(bench, s_net, reply);
        Assert.That(ways[0], Is.EqualTo(ways[2]));
        Assert.That(new[] { ways[0], ways[1] }, Is.EquivalentTo(new[] { "A-B-D", "A-C-D" }));
        Assert.That(reply.SynchronizedSets.Select(set => set.Svec.Flags), Is.EqualTo(new[] { SvecFlags.NodeDiverse, SvecFlags.LinkDiverse }));
        Assert.That(pcc.Errors, Is.Empty);
    }

    [Test]
    public async Task Linked_svecs_wait_for_the_requests_of_all_of_them()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        SynchronizedSet[] sets = [Svec(SvecFlags.LinkDiverse, 1, 2), Svec(SvecFlags.None, 2, 3)];
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D"), Said.Request(s_net, 2, "A", "D")]) { SynchronizedSets = [.. sets] });
        Assert.That(pcc.Sent, Is.Empty);
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 3, "A", "B")]) { SynchronizedSets = [sets[1]] });
        Assert.That(pcc.All<PcRep>().Single().Responses, Has.Count.EqualTo(3));
    }

    [TestCase(false, 0.8f, "A-B-D", "A-B-D")]
    [TestCase(true, 0.4f, "A-B-D", "A-C-D")]
    public async Task Least_load_spreads_what_the_least_cost_would_pile_up(bool isAsked, float load, params string[] ways)
    {
        // Both fit on A-B-D; one on each way loads no link by more than half.
        var net = Net.Build("A-B 10 bw=10M", "B-D 10 bw=10M", "A-C 20 bw=10M", "C-D 20 bw=10M");
        var (pcc, bench) = await UpAsync(net);
        await using var _ = bench;
        var set = Svec(SvecFlags.None, 1, 2) with
        {
            Metrics = [new MetricObject(MetricType.LoadOfMostLoadedLink, 0, MetricFlags.Computed)],
            Of = isAsked ? Said.Must(new OfObject(ObjectiveFunction.MinimizeLoadOfMostLoadedLink)) : null,
        };
        await pcc.SayAsync(Asked(set, 1, 2));
        Assert.That(Ways(bench, net, pcc.Last<PcRep>()), Is.EquivalentTo(ways));
        Assert.That(pcc.Last<PcRep>().SynchronizedSets[0].Metrics[0].MetricValue, Is.EqualTo(load));

        PcReq Asked(SynchronizedSet svec, params uint[] ids) => new(ids.Select(id => Said.Request(net, id, "A", "D") with
        {
            Attributes = new AttributeList { Bandwidth = Said.Must(new BandwidthObject(4_000_000)) },
        }).ToValueList())
        { SynchronizedSets = [svec] };
    }

    [TestCase(0.5f, true)]
    [TestCase(0.3f, false)]
    public async Task Bound_of_a_set_finds_another_set_that_keeps_to_it_where_the_cheapest_does_not(float bound, bool isFound)
    {
        var net = Net.Build("A-B 10 bw=10M", "B-D 10 bw=10M", "A-C 20 bw=10M", "C-D 20 bw=10M");
        var (pcc, bench) = await UpAsync(net);
        await using var _ = bench;
        var set = Svec(SvecFlags.None, 1, 2) with { Metrics = [Said.Must(new MetricObject(MetricType.LoadOfMostLoadedLink, bound, MetricFlags.Bound))] };
        await pcc.SayAsync(new PcReq([Wide(1), Wide(2)]) { SynchronizedSets = [set] });
        Assert.That(pcc.Last<PcRep>().Responses.Select(response => response.NoPath is null), Is.All.EqualTo(isFound));

        PathComputationRequest Wide(uint id) => Said.Request(net, id, "A", "D") with
        {
            Attributes = new AttributeList { Bandwidth = Said.Must(new BandwidthObject(4_000_000)) },
        };
    }

    [Test]
    public async Task Group_of_a_request_holds_beside_its_svec()
    {
        // 1 keeps apart from 2 by the SVEC, and from the LSP that X has in its group.
        var net = Net.Build("A-B 1", "B-D 1", "A-C 2", "C-D 2", "A-E 3", "E-D 3", "X-B 1");
        var (pcc, bench) = await UpAsync(net);
        await using var _ = bench;
        var x = await bench.PccAsync(net.Address("X").ToString());
        var group = new AssociationObject(AssociationType.Disjoint, new AssociationId(7), new WireAddress(0, 0xC0000201, false))
        {
            Tlvs = [new DisjointnessConfiguration(DisjointnessFlags.LinkDiverse | DisjointnessFlags.Strict)],
        };
        await x.ReportAsync(Said.Report(net, 1, "x", "X", "D", []) with { Associations = [group] });
        await pcc.SayAsync(new PcReq([Said.Request(net, 1, "A", "D") with { Associations = [Said.Must(group)] }, Said.Request(net, 2, "A", "D")])
        {
            SynchronizedSets = [Svec(SvecFlags.LinkDiverse, 1, 2)],
        });
        var reply = pcc.All<PcRep>().Single();
        Assert.That(Ways(bench, net, reply), Is.EqualTo(new[] { "A-C-D", "A-B-D" }));
        Assert.That(reply.Responses[0].Associations[0].Tlv<DisjointnessStatus>()!.Flags, Is.EqualTo(DisjointnessFlags.LinkDiverse));
    }

    [TestCase(SvecFlags.DomainDiverse)]
    [TestCase(SvecFlags.LinkDirectionDiverse)]
    public async Task Diversity_that_is_not_supported_gets_4_4(SvecFlags flags)
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        await pcc.SayAsync(Pair(s_net, Svec(flags, 1, 2)));
        Assert.That(pcc.Errors, Is.EqualTo(new[] { "4/4", "4/4" }));
    }

    [Test]
    public async Task Global_constraints_that_are_a_must_get_15_2()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        await pcc.SayAsync(Pair(s_net, Svec(SvecFlags.None, 1, 2) with { GlobalConstraints = Said.Must(new GlobalConstraintsObject(5, 0, 0, 0)) }));
        Assert.That(pcc.Errors, Is.EqualTo(new[] { "15/2", "15/2" }));
    }

    [Test]
    public async Task Sets_that_wait_for_more_than_the_limit_are_refused_at_once()
    {
        var (pcc, bench) = await UpAsync();
        await using var _ = bench;
        var many = Enumerable.Range(10, 9_999).Select(id => (uint)id).ToArray();
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 10, "A", "D")]) { SynchronizedSets = [Svec(SvecFlags.LinkDiverse, many)] });
        await pcc.SayAsync(Pair(s_net, Svec(SvecFlags.LinkDiverse, 1, 2)));
        Assert.That(pcc.Errors, Is.EqualTo(new[] { "4/4", "4/4" }));
    }
}
