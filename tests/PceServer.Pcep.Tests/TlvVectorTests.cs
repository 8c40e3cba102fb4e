using PceServer.Wire;

namespace PceServer.Pcep.Tests;

/// <summary>TLVs and objects that public vectors lack, octet by octet from the texts that define them.</summary>
public class TlvVectorTests
{
    private const string Sid = "20010db8000000000000000000000001";

    private static IEnumerable<TestCaseData> Forms()
    {
        yield return Form("TE-PATH-BINDING, label", "00370007 00000000 05dc1000", TePathBinding.ForLabel(24001));
        yield return Form("TE-PATH-BINDING, label stack entry", "00370008 01800000 05dc1000",
            new TePathBinding(BindingType.MplsLabelStackEntry, BindingFlags.Removal, Raw.Octets("05dc1000")));
        yield return Form("TE-PATH-BINDING, SRv6 SID", "00370014 02000000" + Sid, new TePathBinding(BindingType.Srv6Sid, BindingFlags.None, Raw.Octets(Sid)));
        yield return Form("TE-PATH-BINDING, SID and structure", "0037001c 03000000" + Sid + "0000000e 20101000",
            new TePathBinding(BindingType.Srv6SidWithStructure, BindingFlags.None, Raw.Octets(Sid + "0000000e20101000")));
        yield return Form("TE-PATH-BINDING, to be allocated", "00370004 00000000", TePathBinding.Allocate(BindingType.MplsLabel));
        yield return Form("COLOR", "00430004 00000064", new Color(100));
        yield return Form("COMPUTATION-PRIORITY", "00440004 0a000000", new ComputationPriority(10));
        yield return Form("EXPLICIT-NULL-LABEL-POLICY", "00450004 04000000", new ExplicitNullLabelPolicy(4));
        yield return Form("INVALIDATION", "00460004 01010000", new Invalidation(InvalidationFlags.Drop, InvalidationFlags.Drop));
        yield return Form("SRPOLICY-CAPABILITY", "00470004 00000017", new SrPolicyCapability((SrPolicyCapabilities)0x17));
        yield return Form("SRPOLICY-POL-NAME", "00380005 676f6c64 31000000", new SrPolicyName("gold1"));
        yield return Form("SRPOLICY-CPATH-ID", "0039001c 0a000000 00000000 000000000000000000000000 0aff0001 00000001",
            new SrPolicyCandidatePathId(ProtocolOrigin.Pcep, 0, new Ipv6Address(0x0AFF0001), 1));
        yield return Form("SRPOLICY-CPATH-PREFERENCE", "003b0004 000000c8", new SrPolicyCandidatePathPreference(200));
        yield return Form("Extended Association ID of an SR Policy", "001f0008 00000064 0a000004",
            ExtendedAssociationId.ForSrPolicy(100, Ipv4Address.Parse("10.0.0.4")));
        yield return Form("MULTIPATH-CAP", "003c0004 00040005", new MultipathCap(4, MultipathCapabilities.Weight | MultipathCapabilities.OppositeDirection));
        yield return Form("MULTIPATH-WEIGHT", "003d0004 0000000a", new MultipathWeight(10));
        yield return Form("MULTIPATH-BACKUP", "003e000c 00020001 00000002 00000003",
            new MultipathBackup(MultipathBackupFlags.PureBackup, [new PathId(2), new PathId(3)]));
        yield return Form("MULTIPATH-OPPDIR-PATH", "003f0008 00000003 00000004",
            new MultipathOppositeDirection(OppositeDirectionFlags.NodeCorouted | OppositeDirectionFlags.LinkCorouted, new PathId(4)));
        yield return Form("DISJOINTNESS-CONFIGURATION", "002e0004 00000013",
            new DisjointnessConfiguration(DisjointnessFlags.LinkDiverse | DisjointnessFlags.NodeDiverse | DisjointnessFlags.Strict));
        yield return Form("DISJOINTNESS-STATUS", "002f0004 00000004", new DisjointnessStatus(DisjointnessFlags.SrlgDiverse));
        yield return Form("Path protection, 1+1 unidirectional, protecting", "00260004 20000001",
            new PathProtectionAssociation(ProtectionFlags.Protecting) { ProtectionType = 8 });
        yield return Form("SR-Algorithm", "00420004 00000180", new SrAlgorithm(128, SrAlgorithmFlags.Strict));
        yield return Form("SCHED-LSP-ATTRIBUTE", "00310010 0b000000 00000e10 00000258 003c001e",
            new SchedLspAttribute(ScheduleFlags.RelativeStart | ScheduleFlags.Activated | ScheduleFlags.GracePeriod, 3600, 600, new ScheduleLeeway(60, 30)));
        yield return Form("SCHED-PD-LSP-ATTRIBUTE", "00320014 04300c00 5f5e1000 00000258 00015180 00000000",
            new SchedPdLspAttribute(
                ScheduleFlags.PccControlled, ScheduleRepetition.EveryRepeatTimeLength, 12, 0x5F5E1000, 600, 86400, default));
        yield return Form("PATH-SETUP-TYPE-CAPABILITY", "00220010 00000002 00010000 001a0004 0000050a",
            new PathSetupTypeCapability([PathSetup.RsvpTe, PathSetup.SegmentRouting], [new SrPceCapability(SrCapabilities.UnlimitedMsd | SrCapabilities.SrAlgorithm, 10)]));
        yield return Form("STATEFUL-PCE-CAPABILITY", "00100004 00004005",
            new StatefulPceCapability(StatefulCapabilities.LspUpdate | StatefulCapabilities.LspInstantiation | StatefulCapabilities.Relax));
        yield return Form("STATEFUL-PCE-CAPABILITY, bit 20", "00100004 00000801", new StatefulPceCapability(StatefulCapabilities.LspUpdate | StatefulCapabilities.Color));
        yield return Form("PATH-SETUP-TYPE-CAPABILITY of SRv6, bits 5 and 13", "0022001c 00000002 01030000 001a0004 0000060a 001b0006 00000006 29050000",
            new PathSetupTypeCapability([PathSetup.SegmentRouting, PathSetup.Srv6],
            [
                new SrPceCapability(SrCapabilities.NaiToSid | SrCapabilities.SrAlgorithm, 10),
                new Srv6PceCapability(Srv6Capabilities.NaiToSid | Srv6Capabilities.SrAlgorithm, [new MaximumSidDepth(41, 5)]),
            ]));
        yield return Form("LSP-EXTENDED-FLAG, bits 0 and 63", "00400008 80000000 00000001", new LspExtendedFlag([0x80000000, 1]));
        yield return Form("VIRTUAL-NETWORK-TLV", "00410005 626c7565 31000000", new VirtualNetwork("blue1"));
        yield return Form("LSP-ERROR-CODE, SID verification", "00140004 0000000a", new LspErrorCode(LspError.SidVerificationFailure));
    }

    private static TestCaseData Form(string name, string hex, ITlv expected) => new TestCaseData(hex, expected).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Forms))]
    public void Tlv_reads_and_writes_as_its_text_draws_it(string hex, ITlv expected)
    {
        var tlv = Fix(hex);
        var lsp = $"2010{8 + (tlv.Length / 2):x4}00001009{tlv}";
        var octets = Raw.Message(MessageType.PcRpt, Raw.Srp, lsp, Raw.Ero);
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(((PcRpt)decoded.Message!).Reports[0].Lsp.Tlvs.Single(), Is.EqualTo(expected));
        Assert.That(PcepCodec.Encode(decoded.Message), Is.EqualTo(octets));
    }

    [TestCase("00370006 00000000 05dc0000", 10, 11, TestName = "Binding_of_a_wrong_length_is_malformed")]
    [TestCase("0037001c 03000000" + Sid + "0000000e 40404001", 10, 37, TestName = "Binding_with_a_structure_of_more_than_128_bits_is_refused")]
    [TestCase("003e0008 00020001 00000002", 10, 11, TestName = "Backup_that_counts_more_paths_than_it_holds_is_malformed")]
    [TestCase("00310014 00000000 00000e10 00000258 00000000 00000000", 10, 11, TestName = "Schedule_of_20_octets_is_malformed")]
    [TestCase("00320010 00000000 00000e10 00000258 00000000", 10, 11, TestName = "Periodical_schedule_of_16_octets_is_malformed")]
    [TestCase("00120010 0a000001", 10, 11, TestName = "Tlv_past_its_object_is_malformed")]
    [TestCase("00120008 0a000001 00000000", 10, 11, TestName = "Tlv_shorter_than_its_form_is_malformed")]
    [TestCase("00180000", 10, 11, TestName = "Speaker_identity_without_octets_is_malformed")]
    [TestCase("0037001c 03000000" + Sid + "00000000 20101000", 10, 37, TestName = "Binding_of_endpoint_behavior_0_is_refused")]
    [TestCase("00370007 00000000 00003000", 10, 2, TestName = "Binding_of_a_reserved_label_is_refused")]
    [TestCase("00370007 00000000 05dc1000 00370008 01000000 05dc1000", 32, 5, TestName = "Binding_of_one_label_in_two_types_is_refused")]
    [TestCase("00370014 02000000" + Sid + "0037001c 03000000" + Sid + "0000000e 20101000", 32, 5, TestName = "Binding_of_one_sid_in_two_types_is_refused")]
    [TestCase("00400000", 10, 11, TestName = "Extended_flags_of_no_octet_are_malformed")]
    [TestCase("00400006 80000000 00000000", 10, 11, TestName = "Extended_flags_of_6_octets_are_malformed")]
    [TestCase("00410000", 10, 11, TestName = "Virtual_network_without_a_name_is_malformed")]
    public void Refused(string hex, byte type, byte value)
    {
        var tlv = Fix(hex);
        var lsp = $"2010{8 + (tlv.Length / 2):x4}00001009{tlv}";
        var decoded = Raw.Decode(MessageType.PcRpt, Raw.Srp, lsp, Raw.Ero);
        Assert.That(decoded.Errors(), Is.EqualTo(new[] { new PcepErrorCode(type, value) }));
    }

    [Test]
    public void Association_of_an_sr_policy_reads_and_writes_as_its_text_draws_it()
    {
        const string Association = "2810004c 00000000 00060001 0a000001"
            + "001f0008 00000064 0a000004"
            + "00380004 676f6c64"
            + "0039001c 0a000000 00000000 000000000000000000000000 0aff0001 00000001"
            + "003b0004 00000064";
        var octets = Raw.Message(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Association, Raw.Ero);
        var association = ((PcRpt)PcepCodec.Decode(octets).Message!).Reports[0].Associations.Single();
        Assert.That(association, Is.EqualTo(new AssociationObject(AssociationType.SrPolicy, new AssociationId(1), Ipv4Address.Parse("10.0.0.1"))
        {
            Tlvs =
            [
                ExtendedAssociationId.ForSrPolicy(100, Ipv4Address.Parse("10.0.0.4")),
                new SrPolicyName("gold"),
                new SrPolicyCandidatePathId(ProtocolOrigin.Pcep, 0, new Ipv6Address(0x0AFF0001), 1),
                new SrPolicyCandidatePathPreference(100),
            ],
        }));
        Assert.That(association.Tlv<ExtendedAssociationId>()!.SrPolicy, Is.EqualTo((100u, (WireAddress)Ipv4Address.Parse("10.0.0.4"))));
    }

    [Test]
    public void Path_attributes_read_and_write_as_their_text_draws_them()
    {
        var octets = Raw.Message(MessageType.PcRpt, Raw.Srp, Raw.Lsp, "2d100014 00000002 00000001 003d0004 00000003", Raw.Ero);
        var report = ((PcRpt)PcepCodec.Decode(octets).Message!).Reports[0];
        Assert.That(report.PathAttrib, Is.EqualTo(new PathAttribObject(new PathId(1)) { Operational = OperationalState.Active, Tlvs = [new MultipathWeight(3)] }));
        Assert.That(PcepCodec.Encode(new PcRpt([report])), Is.EqualTo(octets));
    }

    [Test]
    public void Color_and_preference_of_enterprise_9_are_understood()
    {
        // Color 77, a name of three octets, preference 200.
        var vendor = new VendorInformationObject(9, Raw.Octets("00010004 0000004d 00020003 61626300 00030004 000000c8"));
        var policy = vendor.CiscoPolicy!;
        Assert.That((policy.Color, policy.Preference), Is.EqualTo(((uint?)77, (uint?)200)));
        Assert.That(policy.Others.Single(), Is.EqualTo(new UnknownTlv(2, Raw.Octets("616263"))));
        Assert.That(new CiscoPolicy(77, null).ToObject().Data, Is.EqualTo(Raw.Octets("00010004 0000004d")));
        Assert.That(policy.ToObject().CiscoPolicy, Is.EqualTo(policy));
        Assert.That((vendor with { EnterpriseNumber = 10 }).CiscoPolicy, Is.Null);
        Assert.That(new VendorInformationObject(9, Raw.Octets("00010009 0000")).CiscoPolicy, Is.Null);
    }

    [Test]
    public void Name_that_is_no_text_survives()
    {
        var octets = Raw.Message(MessageType.PcRpt, Raw.Srp, "20100010 00001009 00110002 ff610000", Raw.Ero);
        var decoded = PcepCodec.Decode(octets);
        Assert.That(((PcRpt)decoded.Message!).Reports[0].Lsp.Name, Is.EqualTo(@"\xffa"));
        Assert.That(PcepCodec.Encode(decoded.Message), Is.EqualTo(octets));
    }

    [Test]
    public void Unknown_tlv_survives_and_is_no_fault()
    {
        var octets = Raw.Message(MessageType.PcRpt, Raw.Srp, "20100010 00001009 fde80003 01020300", Raw.Ero);
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(((PcRpt)decoded.Message!).Reports[0].Lsp.Tlvs.Single(), Is.EqualTo(new UnknownTlv(65000, [1, 2, 3])));
        Assert.That(PcepCodec.Encode(decoded.Message), Is.EqualTo(octets));
    }

    // The hex of a TLV, padded to four octets.
    private static string Fix(string hex)
    {
        var digits = hex.Replace(" ", "", StringComparison.Ordinal);
        return digits.PadRight((digits.Length + 7) / 8 * 8, '0');
    }
}
