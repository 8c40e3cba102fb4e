using PceServer.Pcep;
using PceServer.Testing;

namespace PceServer.Engine.Tests.Sessions;

/// <summary>Requests for what this PCE does not do: each gets its error, naming the request.</summary>
public sealed class RefusalTests
{
    private static readonly Net s_net = Net.Build([.. EngineBench.Square]);

    private static IEnumerable<TestCaseData> Requests()
    {
        var plain = Said.Request(s_net, 7, "A", "D");
        yield return Case("16/2", "P2MP", plain with { Rp = plain.Rp with { Flags = plain.Rp.Flags | RpFlags.P2mp } });
        yield return Case("4/2", "end points without one destination", plain with
        {
            EndPoints = new EndPointsP2mpObject(LeafType.New, s_net.Address("A").Wire(), [s_net.Address("B").Wire(), s_net.Address("D").Wire()])
            {
                HeaderFlags = ObjectFlags.ProcessingRule,
            },
        });
        yield return Case("26/1", "association of a type that is not supported", plain with
        {
            Associations = [new AssociationObject((AssociationType)99, new AssociationId(1), s_net.Address("A").Wire()) { HeaderFlags = ObjectFlags.ProcessingRule }],
        });
        yield return Case("13/1", "BRPC", plain with { Rp = plain.Rp with { Flags = plain.Rp.Flags | RpFlags.Vspt } });
        yield return Case("12/1", "class type", plain with { ClassType = Said.Must(new ClassTypeObject(3)) });
        yield return Case("12/2", "class type 0", plain with { ClassType = new ClassTypeObject(0) });
        yield return Case("10/1", "class type that need not be processed", plain with { ClassType = new ClassTypeObject(3) { HeaderFlags = ObjectFlags.None } });
        yield return Case("4/1", "load balancing", plain with { LoadBalancing = Said.Must(new LoadBalancingObject(4, 1000)) });
        yield return Case("4/1", "object that is not supported", plain with
        {
            Others = [new VerbatimObject(new ObjectCode(36, 1), [0, 0, 0, 1]) { HeaderFlags = ObjectFlags.ProcessingRule }],
        });
    }

    private static TestCaseData Case(string error, string what, PathComputationRequest request) =>
        new TestCaseData(error, request).SetArgDisplayNames(error, what);

    [TestCaseSource(nameof(Requests))]
    public async Task Request_for_what_is_not_supported_gets_its_error(string error, PathComputationRequest request)
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.SayAsync(new PcReq([request]));
        Assert.That(pcc.Errors, Is.EqualTo(new[] { error }));
        Assert.That(pcc.Last<PcErr>().Groups[0].Requests[0].RequestId, Is.EqualTo(new RequestId(7)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Unknown_object_of_a_report_is_ignored_only_where_both_sides_relax(bool relax)
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var pcc = bench.Connect("10.0.0.1");
        var open = FakePcc.Open();
        var stateful = new StatefulPceCapability(open.Stateful!.Flags | (relax ? StatefulCapabilities.Relax : StatefulCapabilities.None));
        await pcc.OpenAsync(open with { Tlvs = [stateful, open.PathSetupTypes!] });
        await pcc.SayAsync(new PcRpt([new StateReport(Said.Must(new LspObject(new PceServer.Pcep.PlspId(1)) { Tlvs = [new SymbolicPathName("odd")] }))
        {
            Srp = new SrpObject(new SrpId(0)) { Tlvs = [PathSetupType.SegmentRouting] },
            Ero = Said.Must(EroObject.Empty),
            Others = [new VerbatimObject(new ObjectCode(222, 1), [0, 0, 0, 1])],
        }]));
        Assert.That(pcc.Errors, Is.EqualTo(relax ? Array.Empty<string>() : ["3/1"]));
    }
}
