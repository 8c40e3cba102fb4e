namespace PceServer.Pcep.Tests;

/// <summary>What depends on flags that both sides set in their Opens (RFC 9753 §3, RFC 9933 §5).</summary>
public class AgreementTests
{
    private const string Lspa = "0910001c 00000000 00000000 00000000 07070000 00420004 00000080";
    private const string EroWithAlgorithm = "07100010 240c0019 03e81000 00000080";
    private static readonly DecodeOptions s_relaxed = new() { Relax = true };
    private static readonly DecodeOptions s_plain = new() { RefuseSrAlgorithm = true };

    [Test]
    public void Unknown_object_with_P_spoils_the_whole_message_between_relaxed_peers()
    {
        var octets = Raw.Message(MessageType.PcRpt, Raw.Srp, Raw.LspToHeed, Raw.EroToHeed, Raw.Srp, Raw.LspToHeed, Raw.EroToHeed, "de120008 00000000");
        var decoded = PcepCodec.Decode(octets, s_relaxed);
        Assert.That(decoded.Message, Is.Null);
        Assert.That((decoded.Faults[0].Error, decoded.Faults[0].Scope), Is.EqualTo((PcepErrors.UnknownObjectClass, FaultScope.Message)));
        Assert.That(decoded.Faults[0].Srp!.SrpId, Is.EqualTo(new SrpId(7)));
    }

    [TestCase(MessageType.PcRpt, Raw.Srp, Raw.LspToHeed, Raw.EroToHeed, false)]
    [TestCase(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Raw.EroToHeed, true)]
    [TestCase(MessageType.PcRpt, Raw.Srp, Raw.LspToHeed, Raw.Ero, true)]
    [TestCase(MessageType.PcUpd, Raw.SrpToHeed, Raw.LspToHeed, Raw.EroToHeed, false)]
    [TestCase(MessageType.PcUpd, Raw.Srp, Raw.LspToHeed, Raw.EroToHeed, true)]
    [TestCase(MessageType.PcInitiate, Raw.SrpToHeed, Raw.Lsp, Raw.EroToHeed, true)]
    public void Mandatory_object_without_P_is_10_1_between_relaxed_peers(MessageType type, string srp, string lsp, string ero, bool isRefused)
    {
        var octets = Raw.Message(type, srp, lsp, ero);
        Assert.That(PcepCodec.Decode(octets, s_relaxed).Errors(), Is.EqualTo(isRefused ? new[] { new PcepErrorCode(10, 1) } : []));
        Assert.That(PcepCodec.Decode(octets).Errors(), Is.Empty);
    }

    [TestCase(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Raw.Ero, Lspa)]
    [TestCase(MessageType.PcRpt, Raw.Srp, Raw.Lsp, EroWithAlgorithm, "")]
    [TestCase(MessageType.PcUpd, Raw.Srp, Raw.Lsp, EroWithAlgorithm, "")]
    [TestCase(MessageType.PcReq, Raw.Rp, Raw.EndPoints, Lspa, "")]
    public void Algorithm_that_not_both_sides_advertised_is_19_33(MessageType type, string first, string second, string third, string fourth)
    {
        var octets = Raw.Message(type, first, second, third, fourth);
        Assert.That(PcepCodec.Decode(octets, s_plain).Errors(), Is.EqualTo(new[] { new PcepErrorCode(19, 33) }));
        Assert.That(PcepCodec.Decode(octets).Errors(), Is.Empty);
    }

    [Test]
    public void Flags_of_protection_stand_in_bits_6_and_7()
    {
        const string Protected = "09100014 00000001 00000002 00000004 07060300";
        var report = ((PcRpt)Raw.Decode(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Raw.Ero, Protected).Message!).Reports[0];
        Assert.That(report.Attributes.Lspa, Is.EqualTo(new LspaObject(1, 2, 4)
        {
            HoldingPriority = 6,
            Flags = LspaFlags.LocalProtection | LspaFlags.ProtectionEnforcement,
        }));
    }
}
