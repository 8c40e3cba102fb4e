namespace PceServer.Pcep.Tests;

/// <summary>What we accept although it should not have been sent, and what a strict peer gets for it.</summary>
public class DeviationTests
{
    private const string SrpWithoutType = "2110000c 00000000 00000007";

    private static readonly Dictionary<DeviationSet, (MessageType Type, string Objects)> s_examples = new()
    {
        // LSP of 8 + 9 octets: a name of one octet whose padding the length leaves out.
        [DeviationSet.MissingFinalPadding] = (MessageType.PcRpt, Raw.Srp + "2010000d 00001009 00110001 61000000" + Raw.Ero),
        [DeviationSet.DirtyPadding] = (MessageType.PcRpt, Raw.Srp + "20100010 00001009 00110001 61ff0000" + Raw.Ero),
        [DeviationSet.DirtyReservedBits] = (MessageType.PcRpt, Raw.Srp + Raw.Lsp + Raw.Ero + "0610000c dead0001 41200000"),
        [DeviationSet.RpWithoutProcessingRule] = (MessageType.PcReq, "0210000c 00000000 00000009" + Raw.EndPoints),
        [DeviationSet.EndPointsWithoutProcessingRule] = (MessageType.PcReq, Raw.Rp + "0410000c 0a000001 0a000004"),
        [DeviationSet.MsdUnsaid] = (MessageType.Open, "0110001c 201e7801 00220010 00000002 00010000 001a0004 00000000"),
        [DeviationSet.LspIdentifiersMissing] = (MessageType.PcRpt, SrpWithoutType + Raw.Lsp + "0710000c 01080a00 00012000"),
        [DeviationSet.TopLevelSrCapability] = (MessageType.Open, "01100010 201e7801 001a0004 0000000a"),
        [DeviationSet.LegacySrSubobject] = (MessageType.PcRpt, Raw.Srp + Raw.Lsp + "0710000c 05080009 03e81000"),
        [DeviationSet.SrPathWithoutPathSetupType] = (MessageType.PcRpt, SrpWithoutType + Raw.Lsp + Raw.Ero),
        [DeviationSet.RemovalWithoutEro] = (MessageType.PcRpt, Raw.Srp + "20100008 0000100c"),
        [DeviationSet.EmptySymbolicPathName] = (MessageType.PcRpt, Raw.Srp + "2010000c 00001009 00110000" + Raw.Ero),
        [DeviationSet.CountedPadding] = (MessageType.Open, "01100014 201e7801 00220008 00000001 00000000"),
        [DeviationSet.DuplicateObject] = (MessageType.PcRpt, Raw.Srp + Raw.Lsp + Raw.Ero
            + "0910001400000001000000000000000007070000" + "0910001400000002000000000000000007070000"),
    };

    private static IEnumerable<TestCaseData> Table() =>
        Deviations.Table.Select(entry => new TestCaseData(entry).SetArgDisplayNames(entry.Deviation.ToString()));

    [Test]
    public void Table_has_one_entry_for_each_deviation() =>
        Assert.That(Deviations.Table.Select(e => e.Deviation), Is.EquivalentTo(Enum.GetValues<DeviationSet>().Where(d => d != DeviationSet.None)));

    [TestCaseSource(nameof(Table))]
    public void Deviation_is_accepted_and_counted(AcceptedDeviation entry)
    {
        var (type, objects) = s_examples[entry.Deviation];
        var decoded = Raw.Decode(type, objects);
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(decoded.Message, Is.Not.Null);
        Assert.That(decoded.Deviations, Is.EqualTo(entry.Deviation));
    }

    [TestCaseSource(nameof(Table))]
    public void Deviation_of_a_strict_peer_earns_its_error(AcceptedDeviation entry)
    {
        var (type, objects) = s_examples[entry.Deviation];
        var decoded = Raw.DecodeStrict(type, objects);
        Assert.That(decoded.Errors(), Is.EqualTo(entry.Error is { } error ? [error] : Array.Empty<PcepErrorCode>()));
        if (entry.Error is not null)
            Assert.That(decoded.Faults[0].Scope, Is.EqualTo(entry.Scope));
    }

    [TestCase(SrpWithoutType, Raw.Lsp, "0710000c 01080a00 00012000", true, TestName = "Hops_without_path_setup_type_need_identifiers")]
    [TestCase("21100014 00000000 00000007 001c0004 00000000", Raw.Lsp, "07100004", true, TestName = "Path_setup_type_0_needs_identifiers_even_without_a_path")]
    [TestCase(SrpWithoutType, Raw.Lsp, "07100004", false, TestName = "Path_that_is_not_there_says_nothing_of_its_setup")]
    [TestCase(SrpWithoutType, "20100008 0000100d", "0710000c 01080a00 00012000", false, TestName = "Removed_lsp_needs_no_identifiers")]
    [TestCase(SrpWithoutType, "2010001c 00001009 00120010 0a000001 00010002 0a000001 0a000004", "0710000c 01080a00 00012000", false,
        TestName = "Identifiers_for_IPv4_will_do")]
    [TestCase(SrpWithoutType, "2010001c 00001009 00200010 0a000001 00010002 0a000001 00000007", "0710000c 01080a00 00012000", false,
        TestName = "Identifiers_of_a_tree_will_do")]
    public void Lsp_of_rsvp_te_needs_identifiers(string srp, string lsp, string ero, bool isMissed)
    {
        var decoded = Raw.DecodeStrict(MessageType.PcRpt, srp, lsp, ero);
        Assert.That(decoded.Errors(), Is.EqualTo(isMissed ? [PcepErrors.LspIdentifiersMissing] : Array.Empty<PcepErrorCode>()));
    }

    // Each object or TLV stands where it may stand; the reserved bits of it are set and nothing else is wrong.
    [TestCase(MessageType.PcRpt, Raw.Srp + Raw.Lsp + Raw.Ero + "0610000c ffff0001 41200000", TestName = "Dirty_METRIC")]
    [TestCase(MessageType.PcRpt, "21100014 00000000 00000007 001c0004 ffffff01" + Raw.Lsp + Raw.Ero, TestName = "Dirty_PATH_SETUP_TYPE")]
    [TestCase(MessageType.PcRpt, Raw.Srp + Raw.Lsp + Raw.Ero + "09100014 00000001 00000000 00000000 07070001", TestName = "Dirty_LSPA")]
    [TestCase(MessageType.PcRpt, Raw.Srp + Raw.Lsp + "28100010 00010000 00020001 0a000001" + Raw.Ero, TestName = "Dirty_ASSOCIATION")]
    [TestCase(MessageType.PcRpt, Raw.Srp + Raw.Lsp + "0718000c 24080009 03e81000", TestName = "Dirty_object_header")]
    [TestCase(MessageType.PcRpt, Raw.Srp + "20100010 00001009 00440004 0a000001" + Raw.Ero, TestName = "Dirty_COMPUTATION_PRIORITY")]
    [TestCase(MessageType.PcReq, "0b10000c ff000001 00000009" + Raw.Rp + Raw.EndPoints, TestName = "Dirty_SVEC")]
    [TestCase(MessageType.PcReq, Raw.Rp + Raw.EndPoints + "15100008 00010001", TestName = "Dirty_OF")]
    [TestCase(MessageType.Open, "01100014 201e7801 00220006 00000102 00010000", TestName = "Dirty_PATH_SETUP_TYPE_CAPABILITY")]
    [TestCase(MessageType.Close, "0f100008 00010001", TestName = "Dirty_CLOSE")]
    [TestCase(MessageType.PcErr, "0d100008 01001301", TestName = "Dirty_PCEP_ERROR")]
    [TestCase(MessageType.PcNtf, "0c100008 01000201", TestName = "Dirty_NOTIFICATION")]
    public void Reserved_bits_that_are_set_are_noted_and_kept(MessageType type, string objects)
    {
        var decoded = Raw.Decode(type, objects);
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(decoded.Deviations, Is.EqualTo(DeviationSet.DirtyReservedBits));
        Assert.That(PcepCodec.Reencode(decoded), Is.EqualTo(Raw.Message(type, objects)));
        Assert.That(Raw.DecodeStrict(type, objects).Errors(), Is.EqualTo([PcepErrors.MalformedObject]));
    }

    [Test]
    public void Padding_is_made_good_when_a_message_is_written_back()
    {
        var (type, objects) = s_examples[DeviationSet.DirtyPadding];
        Assert.That(
            PcepCodec.Reencode(Raw.Decode(type, objects)),
            Is.EqualTo(Raw.Message(type, objects.Replace("61ff0000", "61000000", StringComparison.Ordinal))));
        (type, objects) = s_examples[DeviationSet.MissingFinalPadding];
        Assert.That(
            PcepCodec.Reencode(Raw.Decode(type, objects)),
            Is.EqualTo(Raw.Message(type, objects.Replace("2010000d", "20100010", StringComparison.Ordinal))));
    }

    [Test]
    public void Last_octets_of_padding_may_be_absent_from_the_message()
    {
        var octets = Raw.Message(MessageType.PcRpt, Raw.Srp, Raw.Ero, "2010000d 00001009 00110001 61");
        var decoded = PcepCodec.Decode(octets);
        Assert.That(decoded.Faults, Is.Empty);
        Assert.That(((PcRpt)decoded.Message!).Reports[0].Lsp.Name, Is.EqualTo("a"));
        Assert.That(decoded.Deviations, Is.EqualTo(DeviationSet.MissingFinalPadding));
    }

    [TestCase(DeviationSet.DirtyReservedBits)]
    [TestCase(DeviationSet.LegacySrSubobject)]
    [TestCase(DeviationSet.TopLevelSrCapability)]
    [TestCase(DeviationSet.EmptySymbolicPathName)]
    public void Everything_but_padding_is_written_back_as_it_came(DeviationSet deviation)
    {
        var (type, objects) = s_examples[deviation];
        Assert.That(PcepCodec.Encode(Raw.Decode(type, objects).Message!), Is.EqualTo(Raw.Message(type, objects)));
    }
}
