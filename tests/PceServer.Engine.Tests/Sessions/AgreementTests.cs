using PceServer.Pcep;
using PceServer.Testing;

namespace PceServer.Engine.Tests.Sessions;

/// <summary>Updates and reports where a router's Open has, or has not, the flags R (RFC 9753 §3.1) and S (RFC 9933 §4.1.1).</summary>
public sealed class AgreementTests
{
    private static readonly Net s_net = Net.Build("A-B 10", "B-D 10", "A-C 20", "C-D 20");
    private static readonly LspaObject s_strictlyShortest = Said.Must(new LspaObject(0, 0, 0) { Tlvs = [new SrAlgorithm(1, SrAlgorithmFlags.Strict)] });

    [TestCase(true)]
    [TestCase(false)]
    public async Task Mandatory_objects_of_an_update_have_P_between_relaxed_peers_alone(bool relax)
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await OpenAsync(bench, relax ? StatefulCapabilities.Relax : StatefulCapabilities.None, SrCapabilities.SrAlgorithm);
        var report = Said.Report(s_net, 1, "x", "A", "D", []);
        await pcc.ReportAsync(report with
        {
            Lsp = Said.Must(report.Lsp),
            Ero = Said.Must(report.Ero!),
            Attributes = new AttributeList { Metrics = [Said.Must(new MetricObject(MetricType.Te, 99, MetricFlags.Bound))] },
        });
        var update = pcc.Updates.Single();
        PcepObject[] objects = [update.Srp!, update.Lsp, update.Ero!, update.Attributes.Metrics.Single(metric => metric.Flags == MetricFlags.Bound)];
        Assert.That(objects.Select(item => item.MustBeProcessed), Is.All.EqualTo(relax));
        Assert.That(pcc.Errors, Is.Empty);
    }

    [TestCase(SrCapabilities.SrAlgorithm, "")]
    [TestCase(SrCapabilities.None, "19/33")]
    public async Task Algorithm_of_a_report_or_request_is_refused_where_the_router_has_not_advertised_it(SrCapabilities flags, string error)
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await OpenAsync(bench, StatefulCapabilities.None, flags);
        var attributes = new AttributeList { Lspa = s_strictlyShortest };
        await pcc.ReportAsync(Said.Report(s_net, 1, "x", "A", "D", []) with { Attributes = attributes });
        Assert.That(string.Join(' ', pcc.Errors), Is.EqualTo(error));
        pcc.Forget();
        await pcc.SayAsync(new PcReq([Said.Request(s_net, 1, "A", "D") with { Attributes = attributes }]));
        Assert.That(string.Join(' ', pcc.Errors), Is.EqualTo(error));
    }

    private static async Task<FakePcc> OpenAsync(EngineBench bench, StatefulCapabilities stateful, SrCapabilities sr)
    {
        var pcc = bench.Connect("10.0.0.1");
        await pcc.OpenAsync(FakePcc.Open() with
        {
            Tlvs =
            [
                new StatefulPceCapability(StatefulCapabilities.LspUpdate | stateful),
                new PathSetupTypeCapability([PathSetup.RsvpTe, PathSetup.SegmentRouting], [new SrPceCapability(sr, 10)]),
            ],
        });
        await pcc.SayAsync(new PcRpt([new StateReport(Said.Must(new LspObject(new PceServer.Pcep.PlspId(0)))) { Ero = Said.Must(EroObject.Empty) }]));
        return pcc;
    }
}
