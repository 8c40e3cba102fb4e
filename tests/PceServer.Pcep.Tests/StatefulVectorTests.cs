using PceServer.Wire;

namespace PceServer.Pcep.Tests;

/// <summary>TLVs of stateful PCEP and of associations, octet by octet from the figures that define them.</summary>
public class StatefulVectorTests
{
    private const string A6 = "20010db8000000000000000000000001";
    private const string B6 = "20010db8000000000000000000000002";

    private static IEnumerable<TestCaseData> Forms()
    {
        yield return Form("STATEFUL-PCE-CAPABILITY, U S I T D F", "00100004 0000003f", new StatefulPceCapability(
            StatefulCapabilities.LspUpdate | StatefulCapabilities.IncludeDbVersion | StatefulCapabilities.LspInstantiation | StatefulCapabilities.TriggeredResync
            | StatefulCapabilities.DeltaLspSync | StatefulCapabilities.TriggeredInitialSync));
        yield return Form("SYMBOLIC-PATH-NAME", "00110005 676f6c64 31000000", new SymbolicPathName("gold1"));
        yield return Form("IPV4-LSP-IDENTIFIERS", "00120010 0a000001 00020003 0a000009 0a000004", new Ipv4LspIdentifiers(
            Ipv4Address.Parse("10.0.0.1"), new LspId(2), new TunnelId(3), 0x0A000009, Ipv4Address.Parse("10.0.0.4")));
        yield return Form("IPV6-LSP-IDENTIFIERS", "00130034" + A6 + "00020003" + B6 + B6, new Ipv6LspIdentifiers(
            Ipv6Address.Parse("2001:db8::1"), new LspId(2), new TunnelId(3), Ipv6Address.Parse("2001:db8::2"), Ipv6Address.Parse("2001:db8::2")));
        yield return Form("LSP-ERROR-CODE", "00140004 00000008", new LspErrorCode(LspError.RsvpSignalingError));
        yield return Form("RSVP-ERROR-SPEC", "0015000c 000c0601 0a000001 01180002", new RsvpErrorSpec(Raw.Octets("000c0601 0a000001 01180002")));
        yield return Form("LSP-DB-VERSION", "00170008 00000000 0000002a", new LspDbVersion(42));
        yield return Form("SPEAKER-ENTITY-ID", "00180003 0a0b0c00", new SpeakerEntityId(Raw.Octets("0a0b0c")));
        yield return Form("PATH-SETUP-TYPE", "001c0004 00000001", new PathSetupType(PathSetup.SegmentRouting));
        yield return Form("PATH-SETUP-TYPE-CAPABILITY without sub-TLVs", "00220005 00000001 00000000", new PathSetupTypeCapability([PathSetup.RsvpTe], []));
        yield return Form("PATH-SETUP-TYPE-CAPABILITY of five types", "00220014 00000005 00010203 04000000 001a0004 0000000a", new PathSetupTypeCapability(
            [PathSetup.RsvpTe, PathSetup.SegmentRouting, PathSetup.Pcecc, PathSetup.Srv6, PathSetup.NativeIp], [new SrPceCapability(SrCapabilities.None, 10)]));
        yield return Form("OP-CONF-ASSOC-RANGE", "001d0010 00000002 00010064 00000004 00c8000a", new OperatorConfiguredAssociationRange(
        [
            new AssociationRange(AssociationType.Disjoint, new AssociationId(1), 100),
            new AssociationRange(AssociationType.SingleSidedBidirectional, new AssociationId(200), 10),
        ]));
        yield return Form("Global Association Source", "001e0004 0000fde8", new GlobalAssociationSource(65000));
        yield return Form("Extended Association ID", "001f0005 01020304 05000000", new ExtendedAssociationId(Raw.Octets("0102030405")));
        yield return Form("ASSOC-Type-List", "00230006 00010002 00050000", new AssocTypeList(
            [AssociationType.PathProtection, AssociationType.Disjoint, AssociationType.DoubleSidedBidirectional]));
        yield return Form("Path protection, 1:N, secondary", "00260004 10000003",
            new PathProtectionAssociation(ProtectionFlags.Protecting | ProtectionFlags.Secondary) { ProtectionType = 4 });
        yield return Form("DISJOINTNESS-CONFIGURATION, T P S N L", "002e0004 0000001f", new DisjointnessConfiguration(
            DisjointnessFlags.Strict | DisjointnessFlags.ShortestPath | DisjointnessFlags.SrlgDiverse | DisjointnessFlags.NodeDiverse
            | DisjointnessFlags.LinkDiverse));
        yield return Form("Bidirectional, reverse", "00360004 00000001", new BidirectionalLspAssociation(BidirectionalFlags.Reverse));
        yield return Form("Bidirectional, co-routed", "00360004 00000002", new BidirectionalLspAssociation(BidirectionalFlags.Corouted));
        yield return Form("H-PCE-CAPABILITY", "000d0004 00000001", new HPceCapability(HPceCapabilities.ParentRequest));
        yield return Form("Domain-ID of an AS", "000e0008 02000000 0000fde8", new DomainId(DomainType.FourOctetAs, Raw.Octets("0000fde8")));
        yield return Form("Domain-ID of an IS-IS area", "000e0009 04000000 00034900 01000000", new DomainId(DomainType.IsIsArea, Raw.Octets("0003490001")));
        yield return Form("H-PCE-FLAG, no re-entry", "000f0004 00000002", new HPceFlag(HPceRequestFlags.NoReentry));
        yield return Form("H-PCE-FLAG, sequence", "000f0004 00000001", new HPceFlag(HPceRequestFlags.DomainSequenceOnly));
    }

    private static TestCaseData Form(string name, string hex, ITlv expected) => new TestCaseData(hex, expected).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Forms))]
    public void Tlv_reads_and_writes_as_its_figure_draws_it(string hex, ITlv expected)
    {
        var tlv = hex.Replace(" ", "", StringComparison.Ordinal);
        var octets = Raw.Message(MessageType.PcRpt, Raw.Srp, $"2010{8 + (tlv.Length / 2):x4}00001009{tlv}", Raw.Ero);
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(decoded.Deviations, Is.EqualTo(DeviationSet.None));
        Assert.That(((PcRpt)decoded.Message!).Reports[0].Lsp.Tlvs.Single(), Is.EqualTo(expected));
        Assert.That(PcepCodec.Encode(decoded.Message), Is.EqualTo(octets));
    }

    [TestCase("00170004 00000001", TestName = "Database_version_of_4_octets_is_malformed")]
    [TestCase("001d0006 00000002 00010000", TestName = "Association_range_of_6_octets_is_malformed")]
    [TestCase("00230003 00010200", TestName = "Association_type_of_one_octet_is_malformed")]
    [TestCase("00220004 00000000", TestName = "Path_setup_types_that_are_none_are_malformed")]
    [TestCase("00220005 00000002 00000000", TestName = "Path_setup_types_fewer_than_their_number_are_malformed")]
    public void Malformed(string hex)
    {
        var tlv = hex.Replace(" ", "", StringComparison.Ordinal);
        var decoded = Raw.Decode(MessageType.PcRpt, Raw.Srp, $"2010{8 + (tlv.Length / 2):x4}00001009{tlv}", Raw.Ero);
        Assert.That(decoded.Errors(), Is.EqualTo(new[] { PcepErrors.MalformedObject }));
    }
}
