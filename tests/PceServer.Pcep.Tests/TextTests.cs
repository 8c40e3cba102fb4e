using PceServer.Wire;

namespace PceServer.Pcep.Tests;

/// <summary>Messages as people see them, and as old routers want them.</summary>
public class TextTests
{
    private static readonly PcRpt s_report = new([
        new StateReport(new LspObject(new PlspId(3), LspFlags.Delegate | LspFlags.Administrative)
        {
            Operational = OperationalState.Active,
            Tlvs = [new SymbolicPathName("gold path")],
        })
        {
            Srp = new SrpObject(new SrpId(7)) { Tlvs = [PathSetupType.SegmentRouting] },
            Ero = new EroObject([SrEro.FromLabel(16001) with { Loose = true }, SrEro.FromLabel(16002, new Ipv4NodeNai(Ipv4Address.Parse("192.0.2.1")))]),
            Rro = new RroObject([SrEro.FromLabel(16001)]),
            Attributes = new AttributeList { Metrics = [new MetricObject(MetricType.Te, 50, MetricFlags.Bound)] },
        }]);

    [Test]
    public void Message_has_a_head_and_a_line_for_each_object()
    {
        var lines = s_report.ToString().Split('\n');
        Assert.That(lines.Select(line => line.Trim().Split(' ')[0]), Is.EqualTo(new[] { "PCRpt", "SRP", "LSP", "ERO", "RRO", "METRIC" }));
        Assert.That(lines[2], Does.Contain("plspId=3").And.Contain("delegate").And.Contain("operational=Active").And.Contain("symbolicPathName=\"gold path\""));
        Assert.That(lines[3], Does.Contain("label=16002").And.Contain("node=192.0.2.1"));
        Assert.That(lines[5], Does.Contain("type=Te").And.Contain("metricValue=50").And.Contain("bound"));
    }

    [Test]
    public void Faults_and_deviations_stand_below_the_objects()
    {
        var text = PcepText.Format(Raw.Decode(MessageType.PcRpt, Raw.Srp, Raw.Lsp, "0610000c dead0001 41200000"));
        Assert.That(text, Does.Contain("! 6/9 ERO missing (Object)").And.Contain("~ reserved bits that are not zero"));
    }

    [Test]
    public void Message_of_every_type_has_text()
    {
        PcepMessage[] messages =
        [
            new Open(new OpenObject(30, 120, 1)), Keepalive.Instance, new PcNtf(new NotificationObject(2, 1)), new PcErr(PcepErrors.RpMissing),
            new Close(CloseReason.DeadTimerExpired), StartTls.Instance, new UnknownMessage((MessageType)200, [1, 2, 3, 4]),
        ];
        foreach (var message in messages)
            Assert.That(message.ToString(), Does.StartWith(PcepNames.Message(message.Type)));
    }

    [Test]
    public void Peer_of_the_drafts_gets_their_code_points()
    {
        var legacy = PcepCodec.Encode(s_report, legacySegments: true);
        var decoded = PcepCodec.Decode(legacy);
        Assert.That(decoded.Deviations, Is.EqualTo(DeviationSet.LegacySrSubobject));
        var report = ((PcRpt)decoded.Message!).Reports[0];
        Assert.That(report.Ero!.Subobjects.Select(s => s.Type), Is.All.EqualTo(SrEro.LegacyEroCode));
        Assert.That(report.Rro!.Subobjects.Select(s => s.Type), Is.All.EqualTo(SrEro.LegacyRroCode));
        Assert.That(((SrEro)report.Ero.Subobjects[0]) with { LegacyType = null }, Is.EqualTo(s_report.Reports[0].Ero!.Subobjects[0]));
        Assert.That(PcepCodec.Encode(s_report), Has.Length.EqualTo(legacy.Length).And.Not.EqualTo(legacy));
    }
}
