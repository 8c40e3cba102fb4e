using PceServer.Wire;

namespace PceServer.Pcep.Tests;

/// <summary>Objects of stateful PCEP with their flags, and the order of objects in messages, as the figures and grammars have them.</summary>
public class ObjectOrderVectorTests
{
    private const string Utilization = "2310000c 00000001 42a00000";
    private const string Metric = "0610000c 00000001 41200000";
    private const string Association = "28100010 00000000 00020007 0a000001";
    private const string Rro = "0810000c 24080009 03e81000";
    private const string NotDelegated = "0d100008 00001301";
    private const string NotProcessed = "0d100008 00001401";
    private const string OtherLsp = "20100008 00002009";

    private static readonly AssociationObject s_association = new(AssociationType.Disjoint, new AssociationId(7), Ipv4Address.Parse("10.0.0.1"));

    private static IEnumerable<TestCaseData> Objects()
    {
        yield return Form("BU, links", "2310000c 00000001 42a00000", new BandwidthUtilizationObject(BandwidthUtilizationType.Link, 80));
        yield return Form("BU, reserved", "2310000c 00000002 42480000", new BandwidthUtilizationObject(BandwidthUtilizationType.ReservedLink, 50));
        yield return Form("METRIC, bound on loss", "0610000c 0000010e 3f000000", new MetricObject(MetricType.PathLoss, 0.5f, MetricFlags.Bound));
        yield return Form("ASSOCIATION, IPv4, removal", "28100010 00000001 00020007 0a000001", s_association with { Flags = AssociationFlags.Removal });
        yield return Form("ASSOCIATION, IPv6", "2820001c 00000000 0001ffff 20010db8000000000000000000000001",
            new AssociationObject(AssociationType.PathProtection, new AssociationId(0xFFFF), Ipv6Address.Parse("2001:db8::1")));
    }

    private static TestCaseData Form(string name, string hex, PcepObject expected) => new TestCaseData(hex, expected).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Objects))]
    public void Object_reads_and_writes_as_its_figure_draws_it(string hex, PcepObject expected)
    {
        var octets = Raw.Message(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Raw.Ero, hex);
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.Deviations, Is.EqualTo(DeviationSet.None));
        Assert.That(decoded.Objects[3], Is.EqualTo(expected));
        Assert.That(PcepCodec.Reencode(decoded), Is.EqualTo(octets));
    }

    // LSP: PLSP-ID 1, C, O=4, A, D. SRP: R, number 7.
    [Test]
    public void Flags_of_LSP_and_SRP_stand_where_their_figures_have_them()
    {
        var octets = Raw.Message(MessageType.PcRpt, "2110000c 00000001 00000007", "20100008 000010c9", Raw.Ero);
        var report = ((PcRpt)PcepCodec.Decode(octets).Message!).Reports[0];
        Assert.That(report.Lsp, Is.EqualTo(
            new LspObject(new PlspId(1), LspFlags.Create | LspFlags.Administrative | LspFlags.Delegate) { Operational = OperationalState.GoingUp }));
        Assert.That(report.Srp, Is.EqualTo(new SrpObject(new SrpId(7), SrpFlags.Remove)));
        Assert.That(PcepCodec.Encode(new PcRpt([report])), Is.EqualTo(octets));
    }

    [Test]
    public void Request_has_utilization_before_metrics_and_groups_before_the_route_in_use()
    {
        var octets = Raw.Message(MessageType.PcReq, Raw.Rp, Raw.EndPoints, Utilization, Metric, Association, Rro);
        AssertKept(octets);
    }

    [Test]
    public void Attributes_of_a_path_have_utilization_before_metrics() =>
        AssertKept(Raw.Message(MessageType.PcRep, Raw.Rp, Raw.Ero, Utilization, Metric));

    [Test]
    public void Initiation_has_its_groups_after_the_route() =>
        AssertKept(Raw.Message(MessageType.PcInitiate, Raw.Srp, "20100010 00000009 00110004 676f6c64", "0410000c 00000000 0a000004", Raw.Ero, Association, Metric));

    [Test]
    public void Objects_in_the_order_of_older_writers_are_understood_all_the_same()
    {
        var request = (PcReq)Raw.Decode(MessageType.PcReq, Raw.Rp, Raw.EndPoints, Metric, Utilization, Rro, Association).Message!;
        Assert.That(request.Requests[0].Associations, Is.EqualTo(new[] { s_association }));
        Assert.That(request.Requests[0].Attributes.BandwidthUtilizations, Has.Count.EqualTo(1));
        var initiation = (PcInitiate)Raw.Decode(MessageType.PcInitiate, Raw.Srp, Raw.Lsp, Association, Raw.Ero).Message!;
        Assert.That(initiation.Requests[0].Associations, Is.EqualTo(new[] { s_association }));
    }

    [Test]
    public void Error_is_followed_by_the_LSP_that_it_is_about()
    {
        var octets = Raw.Message(MessageType.PcErr, Raw.Srp, NotDelegated, Raw.Lsp);
        var group = ((PcErr)PcepCodec.Decode(octets).Message!).Groups.Single();
        Assert.That((group.Srps.Count, group.Errors[0].Error, group.Lsps[0].PlspId), Is.EqualTo((1, PcepErrors.NotDelegated, new PlspId(1))));
        Assert.That(PcepCodec.Encode(new PcErr([group])), Is.EqualTo(octets));
    }

    [TestCase(NotDelegated, Raw.Lsp, NotProcessed, OtherLsp, TestName = "Each_error_has_the_LSP_after_it")]
    [TestCase(Raw.Lsp, NotDelegated, OtherLsp, NotProcessed, TestName = "Each_error_has_the_LSP_before_it_where_the_first_has")]
    public void Errors(params string[] objects)
    {
        var groups = ((PcErr)Raw.Decode(MessageType.PcErr, objects).Message!).Groups;
        Assert.That(groups.Select(group => (group.Errors.Single().Error, group.Lsps.Single().PlspId)), Is.EqualTo(new[]
        {
            (PcepErrors.NotDelegated, new PlspId(1)), (PcepErrors.ReportNotProcessed, new PlspId(2)),
        }));
    }

    [Test]
    public void Error_about_an_LSP_alone_begins_with_the_error_as_it_is()
    {
        var error = new PcErr([new ErrorGroup([new PcepErrorObject(PcepErrors.ReportNotProcessed)]) { Lsps = [new LspObject(new PlspId(1))] }]);
        Assert.That(error.WithErrorFirst(), Is.SameAs(error));
        Assert.That(PcepCodec.Decode(PcepCodec.Encode(error)).Message, Is.EqualTo(error));
    }

    private static void AssertKept(byte[] octets)
    {
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(PcepCodec.Encode(decoded.Message!), Is.EqualTo(octets));
    }
}
