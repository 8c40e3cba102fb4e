namespace PceServer.Pcep.Tests;

/// <summary>Several paths of one LSP, octet by octet (RFC 10066).</summary>
public class MultipathTests
{
    private const string Second = "0710000c 24080009 03e82000";
    private const string EmptyEro = "07100004";
    private const string Blue = "00430004 00000001";

    private static string Attrib(uint flags, uint pathId, string tlvs = "")
    {
        var octets = tlvs.Replace(" ", "", StringComparison.Ordinal);
        return $"2d10{12 + (octets.Length / 2):x4}{flags:x8}{pathId:x8}{octets}";
    }

    [Test]
    public void Reverse_path_and_its_forward_path_refer_to_each_other()
    {
        // The second path leads back (R), is up, and shares nodes and links with the first.
        var octets = Raw.Message(
            MessageType.PcRpt, Raw.Srp, Raw.Lsp, Attrib(2, 1, "003f0008 00000003 00000002"), Raw.Ero, Attrib(9, 2, "003f0008 00000003 00000001"), Second);
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.Faults, Is.Empty);
        var report = ((PcRpt)decoded.Message!).Reports.Single();
        var reverse = report.MorePaths.Single().PathAttrib!;
        Assert.That(report.PathAttrib!.Flags, Is.EqualTo((PathAttribFlags)2));
        Assert.That((reverse.Flags & PathAttribFlags.Reverse, reverse.Operational), Is.EqualTo((PathAttribFlags.Reverse, OperationalState.Up)));
        Assert.That(reverse.Tlv<MultipathOppositeDirection>()!.OppositePathId, Is.EqualTo(new PathId(1)));
        Assert.That(PcepCodec.Encode(decoded.Message!), Is.EqualTo(octets));
    }

    [Test]
    public void Weighted_colors_make_a_composite_candidate_path()
    {
        var octets = Raw.Message(
            MessageType.PcInitiate, Raw.Srp, Raw.Lsp, Attrib(0, 1, "003d0004 00000003" + Blue), EmptyEro, Attrib(0, 2, "00430004 00000002"), EmptyEro);
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.Faults, Is.Empty);
        var request = ((PcInitiate)decoded.Message!).Requests.Single();
        Assert.That(request.PathAttrib!.Tlv<Color>(), Is.EqualTo(new Color(1)));
        Assert.That(request.MorePaths.Single().PathAttrib!.Tlv<Color>(), Is.EqualTo(new Color(2)));
        Assert.That(PcepCodec.Encode(decoded.Message!), Is.EqualTo(octets));
    }

    [TestCase(MessageType.PcRpt)]
    [TestCase(MessageType.PcUpd)]
    [TestCase(MessageType.PcInitiate)]
    public void Path_id_that_is_given_twice_is_refused(MessageType type)
    {
        var decoded = Raw.Decode(type, Raw.Srp, Raw.Lsp, Attrib(0, 7), Raw.Ero, Attrib(0, 7), Second);
        Assert.That(decoded.Errors(), Is.EqualTo([PcepErrors.ConflictingPathId]));
        Assert.That(decoded.Faults[0].Scope, Is.EqualTo(FaultScope.Object));
        Assert.That(decoded.Faults[0].Srp!.SrpId, Is.EqualTo(new SrpId(7)));
    }

    [Test]
    public void Path_id_zero_is_none_and_never_conflicts() =>
        Assert.That(Raw.Decode(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Attrib(0, 0), Raw.Ero, Attrib(0, 0), Second).Faults, Is.Empty);

    [Test]
    public void Intended_and_actual_form_of_a_path_share_its_id()
    {
        var octets = Raw.Message(
            MessageType.PcRpt, Raw.Srp, Raw.Lsp, Attrib(0, 1), Raw.Ero, Attrib(0, 2), Second,
            Attrib(2, 1), "0810000c 24080009 03e81000", Attrib(2, 2), "0810000c 24080009 03e82000");
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(PcepCodec.Encode(decoded.Message!), Is.EqualTo(octets));
    }

    [TestCase(MessageType.PcUpd)]
    [TestCase(MessageType.PcInitiate)]
    public void Color_beside_hops_is_refused(MessageType type)
    {
        var decoded = Raw.Decode(type, Raw.Srp, Raw.Lsp, Attrib(0, 1, Blue), EmptyEro, Attrib(0, 2, Blue), Second);
        Assert.That(decoded.Errors(), Is.EqualTo([PcepErrors.NonemptyPath]));
    }

    [Test]
    public void Weight_without_its_octets_makes_the_object_unreadable() =>
        Assert.That(
            Raw.Decode(MessageType.PcRpt, Raw.Srp, Raw.Lsp, Attrib(0, 1, "003d0002 00030000"), Raw.Ero).Errors(),
            Is.EqualTo([PcepErrors.MalformedObject]));
}
