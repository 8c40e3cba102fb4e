namespace PceServer.Pcep.Tests;

/// <summary>PCRpt, PCUpd, PCInitiate: which objects belong together, and what a missing or bad one costs (RFC 8231 §6, RFC 8281 §5.1).</summary>
public class StatefulGrammarTests
{
    private const string OtherSrp = "21100014 00000000 00000008 001c0004 00000001";
    private const string OtherLsp = "20100008 00002009";
    private const string BadMetric = "06100008 00000001";

    [Test]
    public void Report_that_cannot_be_read_leaves_the_others_alone()
    {
        var decoded = Raw.Decode(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Raw.Ero, BadMetric, OtherSrp, OtherLsp, Raw.Ero);
        var report = ((PcRpt)decoded.Message!).Reports.Single();
        Assert.That(report.Lsp.PlspId, Is.EqualTo(new PlspId(2)));
        var fault = decoded.Faults.Single();
        Assert.That(fault.Error, Is.EqualTo(PcepErrors.MalformedObject));
        Assert.That(fault.Scope, Is.EqualTo(FaultScope.Object));
        Assert.That(fault.Srp!.SrpId, Is.EqualTo(new SrpId(7)));
        Assert.That(fault.Lsp!.PlspId, Is.EqualTo(new PlspId(1)));
        Assert.That(fault.Offset, Is.EqualTo(4 + 20 + 8 + 12 + 8));
    }

    [Test]
    public void Report_without_lsp_is_refused() =>
        Assert.That(Raw.Decode(MessageType.PcRpt, Raw.Srp, Raw.Ero).Errors(), Is.EqualTo(new[] { PcepErrors.LspMissing }));

    [Test]
    public void Report_without_ero_is_refused() =>
        Assert.That(Raw.Decode(MessageType.PcRpt, Raw.Srp, Raw.Lsp).Errors(), Is.EqualTo(new[] { PcepErrors.EroMissing }));

    [Test]
    public void Update_without_srp_is_refused() =>
        Assert.That(Raw.Decode(MessageType.PcUpd, Raw.Lsp, Raw.Ero).Errors(), Is.EqualTo(new[] { PcepErrors.SrpMissing }));

    [Test]
    public void Update_without_ero_is_refused() =>
        Assert.That(Raw.Decode(MessageType.PcUpd, Raw.Srp, Raw.Lsp).Errors(), Is.EqualTo(new[] { PcepErrors.EroMissing }));

    [Test]
    public void Initiation_without_lsp_is_refused() =>
        Assert.That(Raw.Decode(MessageType.PcInitiate, Raw.Srp, Raw.Ero).Errors(), Is.EqualTo(new[] { PcepErrors.LspMissing }));

    [Test]
    public void Message_without_objects_is_refused_as_a_whole()
    {
        Assert.That(Raw.Decode(MessageType.PcRpt).Message, Is.Null);
        Assert.That(Raw.Decode(MessageType.PcRpt).Errors(), Is.EqualTo(new[] { PcepErrors.LspMissing }));
        Assert.That(Raw.Decode(MessageType.PcUpd).Errors(), Is.EqualTo(new[] { PcepErrors.SrpMissing }));
        Assert.That(Raw.Decode(MessageType.PcInitiate).Errors(), Is.EqualTo(new[] { PcepErrors.SrpMissing }));
    }

    [Test]
    public void Report_in_another_order_means_the_same()
    {
        const string Metric = "0610000c 00000002 42480000";
        var usual = (PcRpt)Raw.Decode(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Raw.Ero, Metric).Message!;
        var unusual = Raw.Decode(MessageType.PcRpt, Raw.Lsp, Raw.Srp, Metric, Raw.Ero);
        Assert.That(unusual.Faults, Is.Empty);
        Assert.That(unusual.Message, Is.EqualTo(usual));
        Assert.That(PcepCodec.Encode(unusual.Message!), Is.EqualTo(Raw.Message(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Raw.Ero, Metric)));
        Assert.That(PcepCodec.Reencode(unusual), Is.EqualTo(Raw.Message(MessageType.PcRpt, Raw.Lsp, Raw.Srp, Metric, Raw.Ero)));
    }

    [Test]
    public void Metrics_between_ero_and_rro_are_those_in_use()
    {
        const string Actual = "0610000c 00000001 41200000";
        const string Asked = "0610000c 00000002 42480000";
        const string Rro = "0810000c 24080009 03e81000";
        var report = ((PcRpt)Raw.Decode(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Raw.Ero, Actual, Rro, Asked).Message!).Reports[0];
        Assert.That(report.ActualMetrics.Single().Type, Is.EqualTo(MetricType.Igp));
        Assert.That(report.Attributes.Metrics.Single().Type, Is.EqualTo(MetricType.Te));
        var withoutRro = ((PcRpt)Raw.Decode(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Raw.Ero, Asked).Message!).Reports[0];
        Assert.That(withoutRro.ActualMetrics, Is.Empty);
        Assert.That(withoutRro.Attributes.Metrics.Single().Type, Is.EqualTo(MetricType.Te));
    }

    [Test]
    public void Second_object_of_a_kind_is_ignored_and_counted()
    {
        const string First = "0910001400000001000000000000000007070000";
        const string Second = "0910001400000002000000000000000007070000";
        var decoded = Raw.Decode(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Raw.Ero, First, Second);
        Assert.That(((PcRpt)decoded.Message!).Reports[0].Attributes.Lspa!.ExcludeAny, Is.EqualTo(1));
        Assert.That(decoded.Deviations, Is.EqualTo(DeviationSet.DuplicateObject));
    }

    [TestCase("de100008 00000000", 3, 1, TestName = "Unknown_object_class_in_a_report_is_refused")]
    [TestCase("20300008 00000000", 3, 2, TestName = "Unknown_object_type_in_a_report_is_refused")]
    public void Unknown(string unknown, byte type, byte value)
    {
        var decoded = PcepCodec.Decode(Raw.Message(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Raw.Ero, unknown));
        Assert.That(decoded.Errors(), Is.EqualTo(new[] { new PcepErrorCode(type, value) }));
        Assert.That(decoded.Faults[0].Srp!.SrpId, Is.EqualTo(new SrpId(7)));
        Assert.That(((PcRpt)decoded.Message!).Reports, Is.Empty);
    }

    [Test]
    public void Unknown_object_without_P_is_ignored_between_relaxed_peers()
    {
        var octets = Raw.Message(MessageType.PcRpt, Raw.Srp, Raw.LspToHeed, Raw.EroToHeed, "de100008 00000000");
        var decoded = PcepCodec.Decode(octets, new DecodeOptions { Relax = true });
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(((PcRpt)decoded.Message!).Reports[0].Others.Single(), Is.TypeOf<VerbatimObject>());
        Assert.That(PcepCodec.Encode(decoded.Message), Is.EqualTo(octets));
    }

    [Test]
    public void Carried_object_in_a_report_is_kept()
    {
        var octets = Raw.Message(MessageType.PcRpt, Raw.Srp, Raw.LspToHeed, Raw.EroToHeed, "2b10000c 00000001 00010000");
        var decoded = PcepCodec.Decode(octets, new DecodeOptions { Relax = true });
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(PcepCodec.Encode(decoded.Message!), Is.EqualTo(octets));
    }

    [Test]
    public void Several_paths_keep_their_attributes()
    {
        var report = new StateReport(new LspObject(new PlspId(1)))
        {
            Srp = new SrpObject(new SrpId(1)) { Tlvs = [PathSetupType.SegmentRouting] },
            PathAttrib = new PathAttribObject(new PathId(1)) { Tlvs = [new MultipathWeight(3)] },
            Ero = new EroObject([SrEro.FromLabel(16001)]),
            MorePaths =
            [
                new SignaledPath { PathAttrib = new PathAttribObject(new PathId(2)), Ero = new EroObject([SrEro.FromLabel(16002)]) },
                new SignaledPath { PathAttrib = new PathAttribObject(new PathId(3)), Ero = new EroObject([SrEro.FromLabel(16003)]) },
            ],
            Attributes = new AttributeList { Metrics = [new MetricObject(MetricType.Igp, 10)] },
        };
        var decoded = PcepCodec.Decode(PcepCodec.Encode(new PcRpt([report])));
        Assert.That(((PcRpt)decoded.Message!).Reports.Single(), Is.EqualTo(report));
    }

    [Test]
    public void Labels_of_a_central_controller_need_no_ero()
    {
        var decoded = Raw.Decode(MessageType.PcRpt, Raw.Srp, Raw.Lsp, "2c100010 00000001 00000001 03e81000");
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(((PcRpt)decoded.Message!).Reports[0].Others.Single(), Is.EqualTo(new CciObject(1, 16001, CciFlags.OutLabel)));
    }

    [Test]
    public void Removal_by_initiation_needs_srp_and_lsp_alone()
    {
        var decoded = Raw.Decode(MessageType.PcInitiate, "2110000c 00000001 00000007", Raw.Lsp);
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(((PcInitiate)decoded.Message!).Requests[0].Srp!.Flags, Is.EqualTo(SrpFlags.Remove));
    }
}
