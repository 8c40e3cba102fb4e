using PceServer.Wire;

namespace PceServer.Pcep.Tests;

/// <summary>SR-ERO and SRv6-ERO, octet by octet from RFC 8664 §4.3, RFC 9603 §4.3 and RFC 9933 §4.2.</summary>
public class SegmentVectorTests
{
    private const string A = "c0000201";
    private const string B = "c0000202";
    private const string C = "20010db8000000000000000000000001";
    private const string D = "fe800000000000000000000000000002";
    private const string Label = "03e81000";

    private static readonly Ipv4Address s_a = new(0xC0000201);
    private static readonly Ipv4Address s_b = new(0xC0000202);
    private static readonly Ipv6Address s_c = Ipv6Address.Parse("2001:db8::1");
    private static readonly Ipv6Address s_d = Ipv6Address.Parse("fe80::2");

    private static IEnumerable<TestCaseData> Forms()
    {
        yield return Form("NT 0, label", "24080009" + Label, SrEro.FromLabel(16001));
        yield return Form("NT 0, index", "24080008" + "00000005", SrEro.FromIndex(5));
        yield return Form("NT 0, label, algorithm", "240c0019" + Label + "00000080", SrEro.FromLabel(16001, null, 128));
        // An unassigned flag (0x020) with a second word of the extension block: kept, and the algorithm is understood.
        yield return Form("NT 0, label, algorithm and more", "24100039" + Label + "00000080" + "deadbeef", SrEro.FromLabel(16001) with
        {
            Flags = SrEroFlags.MplsLabel | SrEroFlags.NaiAbsent | SrEroFlags.AlgorithmPresent | (SrEroFlags)0x020,
            ExtensionBlock = Raw.Octets("00000080deadbeef"),
        });
        yield return Form("NT 0, label, extension block without algorithm", "240c0029" + Label + "deadbeef", SrEro.FromLabel(16001) with
        {
            Flags = SrEroFlags.MplsLabel | SrEroFlags.NaiAbsent | (SrEroFlags)0x020,
            ExtensionBlock = Raw.Octets("deadbeef"),
        });
        yield return Form("NT 1, label", "240c1001" + Label + A, SrEro.FromLabel(16001, new Ipv4NodeNai(s_a)));
        yield return Form("NT 1, label, algorithm", "24101011" + Label + A + "00000081", SrEro.FromLabel(16001, new Ipv4NodeNai(s_a), 129));
        yield return Form("NT 1 alone", "24081004" + A, SrEro.FromNai(new Ipv4NodeNai(s_a)));
        yield return Form("NT 2, index", "24182000" + "00000005" + C, SrEro.FromIndex(5, new Ipv6NodeNai(s_c)));
        yield return Form("NT 2 alone", "24142004" + C, SrEro.FromNai(new Ipv6NodeNai(s_c)));
        yield return Form("NT 3, label", "24103001" + Label + A + B, SrEro.FromLabel(16001, new Ipv4AdjacencyNai(s_a, s_b)));
        yield return Form("NT 3 alone", "240c3004" + A + B, SrEro.FromNai(new Ipv4AdjacencyNai(s_a, s_b)));
        yield return Form("NT 4, label", "24284001" + Label + C + D, SrEro.FromLabel(16001, new Ipv6AdjacencyNai(s_c, s_d)));
        yield return Form("NT 4 alone", "24244004" + C + D, SrEro.FromNai(new Ipv6AdjacencyNai(s_c, s_d)));
        yield return Form("NT 5, label", "24185001" + Label + A + "0000000b" + B + "0000000c",
            SrEro.FromLabel(16001, new UnnumberedAdjacencyNai(s_a, 11, s_b, 12)));
        yield return Form("NT 5 alone", "24145004" + A + "0000000b" + B + "0000000c", SrEro.FromNai(new UnnumberedAdjacencyNai(s_a, 11, s_b, 12)));
        yield return Form("NT 6, label", "24306001" + Label + D + "0000000b" + C + "0000000c",
            SrEro.FromLabel(16001, new Ipv6LinkLocalAdjacencyNai(s_d, 11, s_c, 12)));
        yield return Form("NT 6, label, algorithm", "24346011" + Label + D + "0000000b" + C + "0000000c" + "00000080",
            SrEro.FromLabel(16001, new Ipv6LinkLocalAdjacencyNai(s_d, 11, s_c, 12), 128));
        yield return Form("NT 6 alone", "242c6004" + D + "0000000b" + C + "0000000c", SrEro.FromNai(new Ipv6LinkLocalAdjacencyNai(s_d, 11, s_c, 12)));
        yield return Form("loose hop", "a4080009" + Label, SrEro.FromLabel(16001) with { Loose = true });
        yield return Form("label stack entry as given", "2408000b" + "03e81eff",
            new SrEro { Flags = SrEroFlags.MplsLabel | SrEroFlags.LabelStackEntry | SrEroFlags.NaiAbsent, Sid = new SrSid(0x03E81EFF) });
        yield return Form("SRv6, NT 0", "28180002" + "0000ffff" + C, Srv6Ero.FromSid(s_c));
        yield return Form("SRv6, NT 0, structure", "28200006" + "00000001" + C + "20101000" + "00000000",
            Srv6Ero.FromSid(s_c, 1, null, new SidStructure(32, 16, 16, 0)));
        yield return Form("SRv6, NT 2", "28282000" + "00000001" + C + C, Srv6Ero.FromSid(s_c, 1, new Ipv6NodeNai(s_c)));
        yield return Form("SRv6, NT 4", "28384000" + "00000005" + C + C + D, Srv6Ero.FromSid(s_c, 5, new Ipv6AdjacencyNai(s_c, s_d)));
        yield return Form("SRv6, NT 6, structure", "28486004" + "00000005" + C + D + "0000000b" + C + "0000000c" + "20101000" + "00000000",
            Srv6Ero.FromSid(s_c, 5, new Ipv6LinkLocalAdjacencyNai(s_d, 11, s_c, 12), new SidStructure(32, 16, 16, 0)));
        yield return Form("SRv6, NT 2 alone", "28182001" + "0000ffff" + C,
            new Srv6Ero { Flags = Srv6EroFlags.SidAbsent, NaiType = NaiType.Ipv6Node, Nai = new Ipv6NodeNai(s_c) });
        yield return Form("SRv6, algorithm", "28180012" + "0080ffff" + C, Srv6Ero.FromSid(s_c) with
        {
            Flags = Srv6EroFlags.NaiAbsent | Srv6EroFlags.AlgorithmValid,
            Algorithm = 128,
        });
    }

    private static TestCaseData Form(string name, string hex, Subobject expected) => new TestCaseData(hex, expected).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Forms))]
    public void Segment_reads_and_writes_as_the_rfc_draws_it(string hex, Subobject expected)
    {
        var octets = Report(7, hex);
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(((PcRpt)decoded.Message!).Reports[0].Ero!.Subobjects.Single(), Is.EqualTo(expected));
        Assert.That(PcepCodec.Encode(decoded.Message), Is.EqualTo(octets));
    }

    [TestCase("2404000c", "", 10, 6, TestName = "Segment_without_sid_and_nai_is_refused")]
    [TestCase("24080001", Label, 10, 11, TestName = "Segment_of_NT_0_without_F_is_refused")]
    [TestCase("240c1009", Label + A, 10, 11, TestName = "Segment_of_NT_1_with_F_is_refused")]
    [TestCase("24081005", A, 10, 11, TestName = "Segment_with_S_and_M_is_refused")]
    [TestCase("2408000a", Label, 10, 11, TestName = "Segment_with_C_but_not_M_is_refused")]
    [TestCase("240c0009", Label + A, 10, 11, TestName = "Segment_longer_than_its_form_is_refused")]
    [TestCase("24081001", Label, 10, 11, TestName = "Segment_shorter_than_its_form_is_refused")]
    [TestCase("24080019", Label, 10, 11, TestName = "Segment_with_A_but_no_algorithm_is_refused")]
    [TestCase("24100019", Label + "0000008000000000", 10, 11, TestName = "Segment_with_A_alone_and_a_block_of_8_octets_is_refused")]
    [TestCase("240e0029", Label + "deadbeefbeef", 10, 11, TestName = "Segment_with_a_block_of_6_octets_is_refused")]
    [TestCase("240c7001", Label + A, 10, 13, TestName = "Segment_of_an_unknown_NT_is_refused")]
    [TestCase("24080009" + Label, "01080a0000012000", 10, 5, TestName = "Segments_beside_other_hops_are_refused")]
    [TestCase("24080009" + Label, "2408000800000005", 10, 20, TestName = "Labels_beside_indices_are_refused")]
    [TestCase("28180003", "0000ffff" + C, 10, 42, TestName = "Srv6_segment_without_sid_and_nai_is_refused")]
    [TestCase("28381000", "0000ffff" + C + C + C, 10, 41, TestName = "Srv6_segment_of_an_IPv4_NT_is_refused")]
    [TestCase("28200002", "0000ffff" + C + "00000000" + "00000000", 10, 11, TestName = "Srv6_segment_longer_than_its_form_is_refused")]
    [TestCase("28200006", "0000ffff" + C + "40404001" + "00000000", 10, 37, TestName = "Srv6_structure_of_more_than_128_bits_is_refused")]
    [TestCase("28180002" + "0000ffff" + C, "01080a0000012000", 10, 43, TestName = "Srv6_segments_beside_other_hops_are_refused")]
    public void Refused(string head, string rest, byte type, byte value) =>
        Assert.That(PcepCodec.Decode(Report(7, head + rest)).Errors(), Is.EqualTo(new[] { new PcepErrorCode(type, value) }));

    [TestCase("2404000c", "", 10, 7, TestName = "Recorded_segment_without_sid_and_nai_is_refused")]
    [TestCase("24080009" + Label, "01080a0000012000", 10, 10, TestName = "Recorded_segments_beside_other_hops_are_refused")]
    [TestCase("28180003", "0000ffff" + C, 10, 35, TestName = "Recorded_srv6_segment_without_sid_and_nai_is_refused")]
    [TestCase("28180002" + "0000ffff" + C, "01080a0000012000", 10, 36, TestName = "Recorded_srv6_segments_beside_other_hops_are_refused")]
    public void Recorded(string head, string rest, byte type, byte value) =>
        Assert.That(PcepCodec.Decode(Report(8, head + rest)).Errors(), Is.EqualTo(new[] { new PcepErrorCode(type, value) }));

    [TestCase("24000009")]
    [TestCase("24020009")]
    [TestCase("24060009")]
    [TestCase("24fc0009")]
    public void Subobject_whose_length_cannot_be_is_refused(string head) =>
        Assert.That(PcepCodec.Decode(Report(7, head + Label)).Errors(), Is.EqualTo(new[] { PcepErrors.MalformedObject }));

    [TestCase("05080009" + Label, 7, (byte)5)]
    [TestCase("06080009" + Label, 8, (byte)6)]
    public void Segment_of_the_drafts_keeps_its_code_point(string hex, int objectClass, byte type)
    {
        var octets = Report(objectClass, hex);
        var decoded = PcepCodec.Decode(octets);
        var segment = (SrEro)((RouteObject)decoded.Objects[^1]).Subobjects.Single();
        Assert.That(segment.LegacyType, Is.EqualTo(type));
        Assert.That(segment.Label, Is.EqualTo(16001));
        Assert.That(PcepCodec.Reencode(decoded), Is.EqualTo(octets));
        Assert.That(SrEro.FromLabel(16001).Type, Is.EqualTo(SrEro.Code), "what we make ourselves never has it");
    }

    // An RRO goes with an ERO of its own.
    private static byte[] Report(int objectClass, string subobjects)
    {
        var route = $"{objectClass:x2}10{4 + (subobjects.Length / 2):x4}{subobjects}";
        return objectClass == 7
            ? Raw.Message(MessageType.PcRpt, Raw.Srp, Raw.Lsp, route)
            : Raw.Message(MessageType.PcRpt, Raw.Srp, Raw.Lsp, "07100004", route);
    }
}
