using PceServer.Pcep;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Engine.Tests.Mapping;

/// <summary>
/// Every object that a request may state a wish in: honoured, seen by the path that comes back; or its error where it must be taken into account, and where it need
/// not be, a path with the object marked as ignored. Through the real codec in both directions.
/// </summary>
public sealed class ObjectTableTests
{
    // The upper way is short, the lower one quick, idle and clean.
    private static readonly Net s_net = Net.Build(
        "A-B 10 te=50 delay=900 var=9 loss=50 bw=10M util=9M unreserved=2M color=0x1 srlg=7",
        "B-D 10 te=50 delay=900 var=9 loss=50 bw=10M util=9M unreserved=2M",
        "A-C 20 te=20 delay=100 var=1 loss=1 bw=10M util=1M unreserved=9M",
        "C-D 20 te=20 delay=100 var=1 loss=1 bw=10M util=1M unreserved=9M");

    private static readonly AttributeList s_none = AttributeList.Empty;

    private static MetricObject Metric(MetricType type, float value = 0, MetricFlags flags = MetricFlags.None) => Said.Must(new MetricObject(type, value, flags));

    private static TestCaseData Way(string what, string way, AttributeList attributes) => new TestCaseData(way, attributes).SetArgDisplayNames(what, way);

    private static IEnumerable<TestCaseData> Honoured()
    {
        yield return Way("nothing", "B", s_none);
        yield return Way("METRIC IGP minimised", "B", s_none with { Metrics = [Metric(MetricType.Igp)] });
        yield return Way("METRIC TE minimised", "C", s_none with { Metrics = [Metric(MetricType.Te)] });
        yield return Way("METRIC path delay minimised", "C", s_none with { Metrics = [Metric(MetricType.PathDelay)] });
        yield return Way("METRIC path minimum delay minimised", "C", s_none with { Metrics = [Metric(MetricType.PathMinDelay)] });
        yield return Way("METRIC delay variation minimised", "C", s_none with { Metrics = [Metric(MetricType.PathDelayVariation)] });
        yield return Way("METRIC loss minimised", "C", s_none with { Metrics = [Metric(MetricType.PathLoss)] });
        yield return Way("METRIC hop count minimised, IGP breaks the tie", "B", s_none with { Metrics = [Metric(MetricType.HopCount), Metric(MetricType.Igp)] });
        yield return Way("METRIC hop count minimised, TE breaks the tie", "C", s_none with { Metrics = [Metric(MetricType.HopCount), Metric(MetricType.Te)] });
        yield return Way("METRIC TE bound", "C", s_none with { Metrics = [Metric(MetricType.Te, 99, MetricFlags.Bound)] });
        yield return Way("METRIC TE bound that holds", "B", s_none with { Metrics = [Metric(MetricType.Te, 100, MetricFlags.Bound)] });
        yield return Way("METRIC delay bound", "C", s_none with { Metrics = [Metric(MetricType.PathDelay, 1_799.5f, MetricFlags.Bound)] });
        yield return Way("METRIC delay variation bound", "C", s_none with { Metrics = [Metric(MetricType.PathDelayVariation, 17, MetricFlags.Bound)] });
        yield return Way("METRIC loss bound in percent", "C", s_none with { Metrics = [Metric(MetricType.PathLoss, 0.00029f, MetricFlags.Bound)] });
        yield return Way("METRIC loss bound in percent that holds", "B", s_none with { Metrics = [Metric(MetricType.PathLoss, 0.0003f, MetricFlags.Bound)] });
        yield return Way("BANDWIDTH", "C", s_none with { Bandwidth = Said.Must(new BandwidthObject(3_000_000)) });
        yield return Way("BANDWIDTH that fits", "B", s_none with { Bandwidth = Said.Must(new BandwidthObject(2_000_000)) });
        yield return Way("LSPA exclude any", "C", s_none with { Lspa = Said.Must(new LspaObject(1, 0, 0)) });
        yield return Way("LSPA of no meaning", "B", s_none with { Lspa = Said.Must(new LspaObject(2, 0, 0)) });
        yield return Way("XRO node", "C", s_none with { Xro = Xro(new Ipv4Subobject(s_net.Address("B").Wire()) { Attribute = 1 }) });
        yield return Way("XRO SRLG", "C", s_none with { Xro = Xro(new SrlgSubobject(7)) });
        yield return Way("XRO SRLG that should be avoided", "C", s_none with { Xro = Xro(new SrlgSubobject(7) { Loose = true }) });
        yield return Way("IRO", "C", s_none with { Iro = Said.Must(new IroObject([new Ipv4Subobject(s_net.Address("C").Wire())])) });
        foreach (var (function, way) in new[]
        {
            (ObjectiveFunction.MinimumCostPath, "B"), (ObjectiveFunction.MinimumLoadPath, "C"), (ObjectiveFunction.MaximumResidualBandwidthPath, "C"),
            (ObjectiveFunction.MinimumPacketLossPath, "C"), (ObjectiveFunction.MaximumUnderUtilizedPath, "C"), (ObjectiveFunction.MaximumReservedUnderUtilizedPath, "C"),
        })
        {
            yield return Way($"OF {function}", way, s_none with { Of = Said.Must(new OfObject(function)) });
        }
        yield return Way("OF MinimumCostPath of METRIC TE", "C", s_none with { Of = Said.Must(new OfObject(ObjectiveFunction.MinimumCostPath)), Metrics = [Metric(MetricType.Te)] });
    }

    private static XroObject Xro(Subobject subobject) => Said.Must(new XroObject([subobject]));

    [TestCaseSource(nameof(Honoured))]
    public async Task Object_is_honoured(string way, AttributeList attributes)
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D") with { Attributes = attributes }]));
        Assert.That(pcc.Errors, Is.Empty);
        var labels = Said.Labels(pcc.Last<PcRep>().Responses[0].Paths[0].Ero);
        var trace = bench.Engine.Trace(bench.Engine.Topology, s_net["A"], [.. labels.Select(l => new Topology.Label(l))], s_net["D"]);
        Assert.That(trace.Hops.Select(h => h.Node), Is.EqualTo(new[] { "A", way, "D" }));
    }

    private static TestCaseData Error(string what, string error, Func<ObjectFlags, AttributeList> attributes) => new TestCaseData(error, attributes).SetArgDisplayNames(what, error);

    private static IEnumerable<TestCaseData> Unsupported()
    {
        foreach (var type in new[] { MetricType.P2mpIgp, MetricType.P2mpTe, MetricType.P2mpHopCount, MetricType.CumulativeIgp, MetricType.DomainCount, MetricType.PathBandwidth, (MetricType)200 })
            yield return Error($"METRIC {type}", "4/4", p => s_none with { Metrics = [new MetricObject(type, 5, MetricFlags.Bound) { HeaderFlags = p }] });
        foreach (var type in new[] { MetricType.P2mpPathDelay, MetricType.P2mpPathDelayVariation, MetricType.P2mpPathLoss })
            yield return Error($"METRIC {type}", "4/5", p => s_none with { Metrics = [new MetricObject(type, 5, MetricFlags.Bound) { HeaderFlags = p }] });
        yield return Error("METRIC that is no number", "4/4", p => s_none with { Metrics = [new MetricObject(MetricType.Igp, float.NaN, MetricFlags.Bound) { HeaderFlags = p }] });
        yield return Error("METRIC below zero", "4/4", p => s_none with { Metrics = [new MetricObject(MetricType.Te, -1, MetricFlags.Bound) { HeaderFlags = p }] });
        foreach (var function in new[]
        {
            ObjectiveFunction.MinimizeLoadOfMostLoadedLink, ObjectiveFunction.ShortestPathTree, ObjectiveFunction.MinimizeTransitDomains, ObjectiveFunction.MinimizeSharedLinks, (ObjectiveFunction)999,
        })
        {
            yield return Error($"OF {function}", "4/4", p => s_none with { Of = new OfObject(function) { HeaderFlags = p } });
        }
        yield return Error("BU", "4/5", p => s_none with { BandwidthUtilizations = [new BandwidthUtilizationObject(BandwidthUtilizationType.Link, 50) { HeaderFlags = p }] });
        yield return Error("VENDOR-INFORMATION", "4/1", p => s_none with { VendorInformation = [new VendorInformationObject(42, [1, 2, 3, 4]) { HeaderFlags = p }] });
        yield return Error("BANDWIDTH that is no number", "4/4", p => s_none with { Bandwidth = new BandwidthObject(float.NaN) { HeaderFlags = p } });
        yield return Error("XRO of a whole prefix", "4/4", p => s_none with { Xro = new XroObject([new Ipv4Subobject(Ipv4Address.Parse("10.0.0.0")) { PrefixLength = 8 }]) { HeaderFlags = p } });
        yield return Error("IRO of a whole prefix", "4/4", p => s_none with { Iro = new IroObject([new Ipv4Subobject(Ipv4Address.Parse("10.0.0.0")) { PrefixLength = 8 }]) { HeaderFlags = p } });
        yield return Error("LSPA with an SR-Algorithm that is not assigned", "19/34", p => s_none with
        {
            Lspa = new LspaObject(0, 0, 0) { HeaderFlags = p, Tlvs = [new SrAlgorithm(77, SrAlgorithmFlags.Strict)] },
        });
    }

    [TestCaseSource(nameof(Unsupported))]
    public async Task Object_that_cannot_be_honoured_earns_its_error_where_it_must_be_and_is_left_out_where_not(string error, Func<ObjectFlags, AttributeList> attributes)
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D") with { Attributes = attributes(ObjectFlags.ProcessingRule) }]));
        Assert.That((pcc.Errors.SingleOrDefault(), pcc.All<PcRep>().Count), Is.EqualTo((error, 0)));
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 2, "A", "D") with { Attributes = attributes(ObjectFlags.None) }]));
        var path = pcc.All<PcRep>().Single().Responses[0].Paths[0];
        PcepObject?[] returned = [path.Attributes.Of, .. path.Attributes.Metrics, .. path.Attributes.BandwidthUtilizations, .. path.Attributes.VendorInformation];
        var left = attributes(ObjectFlags.None);
        if (left.Lspa is null && left.Bandwidth is null && left.Xro is null && left.Iro is null)
            Assert.That(returned.OfType<PcepObject>().Single().HeaderFlags, Is.EqualTo(ObjectFlags.Ignored));
    }

    [TestCaseSource(nameof(Unsupported))]
    public async Task Report_with_an_object_that_cannot_be_honoured_earns_the_same_error_and_is_not_computed(string error, Func<ObjectFlags, AttributeList> attributes)
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(s_net, 1, "x", "A", "D", []) with { Attributes = attributes(ObjectFlags.ProcessingRule) });
        Assert.That((pcc.Errors.SingleOrDefault(), pcc.Updates.Count), Is.EqualTo((error, 0)));
        await pcc.ReportAsync(Said.Report(s_net, 2, "y", "A", "D", []) with { Attributes = attributes(ObjectFlags.None) });
        Assert.That((pcc.Errors.Count, pcc.Updates.Count), Is.EqualTo((1, 1)));
    }

    [TestCase(ObjectiveFunction.MaximumResidualBandwidthPath, ObjectiveFunction.MaximumResidualBandwidthPath)]
    [TestCase(ObjectiveFunction.ShortestPathTree, ObjectiveFunction.MinimumCostPath)]
    [TestCase(null, ObjectiveFunction.MinimumCostPath)]
    public async Task Function_that_was_used_is_told_where_it_is_asked_for(ObjectiveFunction? asked, ObjectiveFunction used)
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        var request = Said.Request(s_net, 1, "A", "D");
        await pcc.SayAsync(new PcReq([request with
        {
            Rp = request.Rp with { Flags = RpFlags.SupplyOf },
            Attributes = s_none with { Of = asked is { } function ? new OfObject(function) : null },
        }]));
        var response = pcc.Last<PcRep>().Responses[0];
        Assert.That((response.Paths[0].Attributes.Of!.OfCode, response.Paths[0].Attributes.Of!.HeaderFlags), Is.EqualTo((used, ObjectFlags.None)));
    }

    [Test]
    public async Task Function_and_algorithm_of_an_lsp_go_along_with_its_update()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Said.Report(s_net, 1, "x", "A", "D", []) with
        {
            Attributes = s_none with
            {
                Of = Said.Must(new OfObject(ObjectiveFunction.MaximumResidualBandwidthPath)),
                Lspa = Said.Must(new LspaObject(0, 0, 0) { Tlvs = [new SrAlgorithm(1, SrAlgorithmFlags.Strict)] }),
            },
        });
        var attributes = pcc.Updates[^1].Attributes;
        Assert.That((attributes.Of?.OfCode, attributes.Lspa?.Tlv<SrAlgorithm>()?.Algorithm), Is.EqualTo((ObjectiveFunction.MaximumResidualBandwidthPath, (byte?)1)));
    }
}
