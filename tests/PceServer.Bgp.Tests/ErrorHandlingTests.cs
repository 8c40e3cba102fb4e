using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp.Tests;

/// <summary>What each fault of an UPDATE leads to (RFC 7606, RFC 9552 §8.2.2), one row each.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ErrorHandlingTests
{
    private static readonly BgpSessionParameters External = BgpSessionParameters.Default with { IsInternal = false };

    public sealed record Row(string Name, BgpFindingKind Kind, byte Code, PathAttribute[] Attributes)
    {
        public BgpSessionParameters Parameters { get; init; } = BgpSessionParameters.Default;

        public override string ToString() => Name;
    }

    private static Row Bad(string name, BgpFindingKind kind, byte code, PathAttributeFlags flags, params byte[] value) =>
        new(name, kind, code, [Wrap.Reach(Wrap.Node), .. Wrap.Mandatory.Where(a => a.Code != code), new UnknownPathAttribute(code, flags, ValueList.Create<byte>(value)), .. Ls(code)]);

    private static PathAttribute[] Ls(byte code) => code == 29 ? [] : [new LinkStateAttribute([])];

    private const PathAttributeFlags WellKnown = PathAttributeFlags.Transitive;
    private const PathAttributeFlags Optional = PathAttributeFlags.Optional;
    private const PathAttributeFlags OptionalTransitive = PathAttributeFlags.OptionalTransitive;

    private static IEnumerable<Row> Rows()
    {
        yield return Bad("ORIGIN of two octets", BgpFindingKind.TreatAsWithdraw, 1, WellKnown, 0, 0);
        yield return Bad("ORIGIN of value 3", BgpFindingKind.TreatAsWithdraw, 1, WellKnown, 3);
        yield return Bad("ORIGIN with wrong flags", BgpFindingKind.TreatAsWithdraw, 1, Optional, 0);
        yield return Bad("AS_PATH segment of unknown type", BgpFindingKind.TreatAsWithdraw, 2, WellKnown, 9, 1, 0, 0, 0, 1);
        yield return Bad("AS_PATH segment overruns", BgpFindingKind.TreatAsWithdraw, 2, WellKnown, 2, 2, 0, 0, 0, 1);
        yield return Bad("AS_PATH with an octet left", BgpFindingKind.TreatAsWithdraw, 2, WellKnown, 2, 1, 0, 0, 0, 1, 2);
        yield return Bad("AS_PATH with an empty segment", BgpFindingKind.TreatAsWithdraw, 2, WellKnown, 2, 0);
        yield return Bad("NEXT_HOP of five octets", BgpFindingKind.TreatAsWithdraw, 3, WellKnown, 1, 2, 3, 4, 5);
        yield return Bad("MED of three octets", BgpFindingKind.TreatAsWithdraw, 4, Optional, 1, 2, 3);
        yield return Bad("LOCAL_PREF of five octets", BgpFindingKind.TreatAsWithdraw, 5, WellKnown, 1, 2, 3, 4, 5);
        yield return Bad("LOCAL_PREF from an external peer", BgpFindingKind.AttributeDiscard, 5, WellKnown, 0, 0, 0, 1) with { Parameters = External };
        yield return Bad("ATOMIC_AGGREGATE of one octet", BgpFindingKind.AttributeDiscard, 6, WellKnown, 1);
        yield return Bad("AGGREGATOR of six octets where eight are due", BgpFindingKind.AttributeDiscard, 7, OptionalTransitive, 1, 2, 3, 4, 5, 6);
        yield return Bad("COMMUNITIES of three octets", BgpFindingKind.TreatAsWithdraw, 8, OptionalTransitive, 1, 2, 3);
        yield return Bad("COMMUNITIES without any", BgpFindingKind.TreatAsWithdraw, 8, OptionalTransitive);
        yield return Bad("ORIGINATOR_ID of three octets", BgpFindingKind.TreatAsWithdraw, 9, Optional, 1, 2, 3);
        yield return Bad("ORIGINATOR_ID from an external peer", BgpFindingKind.AttributeDiscard, 9, Optional, 1, 2, 3, 4) with { Parameters = External };
        yield return Bad("CLUSTER_LIST of six octets", BgpFindingKind.TreatAsWithdraw, 10, Optional, 1, 2, 3, 4, 5, 6);
        yield return Bad("CLUSTER_LIST from an external peer", BgpFindingKind.AttributeDiscard, 10, Optional, 1, 2, 3, 4) with { Parameters = External };
        yield return Bad("EXTENDED COMMUNITIES of four octets", BgpFindingKind.TreatAsWithdraw, 16, OptionalTransitive, 1, 2, 3, 4);
        yield return Bad("AS4_PATH malformed", BgpFindingKind.AttributeDiscard, 17, OptionalTransitive, 2, 5);
        yield return Bad("AS4_AGGREGATOR of six octets", BgpFindingKind.AttributeDiscard, 18, OptionalTransitive, 1, 2, 3, 4, 5, 6);
        yield return Bad("attribute 29 with the transitive flag", BgpFindingKind.AttributeDiscard, 29, OptionalTransitive);
        yield return Bad("attribute 29 with a TLV that overruns", BgpFindingKind.AttributeDiscard, 29, Optional, 4, 71, 0, 9, 1);
        yield return Bad("attribute 29 with octets left", BgpFindingKind.AttributeDiscard, 29, Optional, 4, 71, 0, 1, 1, 0);
        yield return Bad("attribute 29 with a sub-TLV that overruns", BgpFindingKind.AttributeDiscard, 29, Optional, 4, 10, 0, 12, 0, 0, 0, 1, 0, 4, 0x89, 0, 9, 1, 2, 3);
        yield return Bad("TLV of impossible length", BgpFindingKind.Semantic, 29, Optional, 4, 64, 0, 3, 1, 2, 3);
        yield return new Row("ORIGIN missing", BgpFindingKind.TreatAsWithdraw, 1, [Wrap.Reach(Wrap.Node), AsPath.Empty, new LinkStateAttribute([])]);
        yield return new Row("AS_PATH missing", BgpFindingKind.TreatAsWithdraw, 2, [Wrap.Reach(Wrap.Node), new Origin(0), new LinkStateAttribute([])]);
        yield return new Row("attribute 29 missing", BgpFindingKind.LinkStateAttributeMissing, 29, [Wrap.Reach(Wrap.Node), .. Wrap.Mandatory]);
        yield return new Row("ORIGIN twice", BgpFindingKind.DuplicateAttribute, 1, [Wrap.Reach(Wrap.Node), .. Wrap.Mandatory, new Origin(OriginCode.Egp), new LinkStateAttribute([])]);
        yield return new Row("MP_REACH_NLRI with wrong flags", BgpFindingKind.TreatAsWithdraw, 14, [Wrap.Reach(Wrap.Node) with { Flags = OptionalTransitive }, .. Wrap.Mandatory, new LinkStateAttribute([])]);
    }

    [TestCaseSource(nameof(Rows))]
    public void Fault_is_answered_as_its_row_says(Row row)
    {
        var decoded = Wrap.Decode(row.Parameters, row.Attributes);

        Assert.That(decoded.Fault, Is.Null);
        Assert.That(decoded.Findings.Where(f => f.Code != 5 || row.Code == 5).Select(f => (f.Kind, f.Code)), Is.EqualTo(new[] { (row.Kind, row.Code) }));
        Assert.That(decoded.TreatAsWithdraw, Is.EqualTo(row.Kind == BgpFindingKind.TreatAsWithdraw));
        var update = (BgpUpdate)decoded.Message!;
        Assert.That(update.Reach!.Nlri, Is.EqualTo(new[] { Wrap.Node }));
        // What was refused is still there to be shown, and written back.
        Assert.That(BgpCodec.Encode(update, row.Parameters), Is.EqualTo(BgpCodec.Encode(new BgpUpdate(ValueList.Create<PathAttribute>(row.Attributes)), row.Parameters)));
    }

    private static IEnumerable<TestCaseData> Resets()
    {
        var reach = Wrap.Reach(Wrap.Node);
        yield return new TestCaseData(BgpErrors.MalformedAttributeList, new PathAttribute[] { reach, reach }).SetArgDisplayNames("MP_REACH_NLRI twice");
        yield return new TestCaseData(BgpErrors.MalformedAttributeList, new PathAttribute[] { new MpUnreachNlri(AddressFamily.LinkState, [Wrap.Node]), new MpUnreachNlri(AddressFamily.LinkState, [Wrap.Node]) }).SetArgDisplayNames("MP_UNREACH_NLRI twice");
        yield return new TestCaseData(BgpErrors.UnrecognizedWellKnownAttribute, new PathAttribute[] { reach, new UnknownPathAttribute(200, WellKnown, [1]) }).SetArgDisplayNames("unknown well-known attribute");
        yield return new TestCaseData(BgpErrors.OptionalAttributeError, new PathAttribute[] { Wrap.Raw(14, 0x40, 4, 71, 5, 1, 2, 3, 4, 5, 0) }).SetArgDisplayNames("next hop of five octets");
        yield return new TestCaseData(BgpErrors.OptionalAttributeError, new PathAttribute[] { Wrap.Raw(14, 0x40, 4, 72, 4, 1, 2, 3, 4, 0) }).SetArgDisplayNames("next hop without route distinguisher in SAFI 72");
        yield return new TestCaseData(BgpErrors.OptionalAttributeError, new PathAttribute[] { Wrap.Raw(14, 0x40, 4) }).SetArgDisplayNames("MP_REACH_NLRI cut short");
        yield return new TestCaseData(BgpErrors.OptionalAttributeError, new PathAttribute[] { Wrap.Raw(15, 0x40, 4, 71, 0, 1, 0, 9, 1) }).SetArgDisplayNames("NLRI overruns MP_UNREACH_NLRI");
        yield return new TestCaseData(BgpErrors.OptionalAttributeError, new PathAttribute[] { Wrap.Raw(15, 0x40, 4, 71, 0, 1, 0) }).SetArgDisplayNames("NLRI header cut short");
        yield return new TestCaseData(BgpErrors.MalformedAttributeList, new PathAttribute[] { new UnknownPathAttribute(1, WellKnown, [9]) }).SetArgDisplayNames("bad ORIGIN without routes to withdraw");
    }

    [TestCaseSource(nameof(Resets))]
    public void Fault_that_hides_routes_resets_the_session(BgpError error, PathAttribute[] attributes) =>
        Assert.That(Wrap.Decode(attributes).Fault?.Error, Is.EqualTo(error));

    [Test]
    public void Reset_for_an_optional_attribute_carries_the_attribute_as_data()
    {
        var fault = Wrap.Decode(Wrap.Raw(15, 0x40, 4, 71, 0, 1, 0)).Fault!;
        Assert.That(fault.Data, Is.EqualTo(new byte[] { 0x80, 15, 6, 0x40, 4, 71, 0, 1, 0 }));
    }

    [Test]
    public void Malformed_nlri_is_left_out_and_its_neighbours_stay()
    {
        var good = Wrap.Node.Key.Octets;
        var bad = good.ToArray();
        bad[^7]++; // the length of sub-TLV 515 runs over TLV 256
        var decoded = Wrap.Nlri([.. good, .. bad, .. good]);

        Assert.That(((BgpUpdate)decoded.Message!).Reach!.Nlri, Is.EqualTo(new[] { Wrap.Node, Wrap.Node }));
        Assert.That(decoded.Findings.Select(f => f.Kind), Is.EqualTo(new[] { BgpFindingKind.NlriDiscard }));
        Assert.That(decoded.TreatAsWithdraw, Is.False);
    }

    [TestCase("0100000a 0203 0006 000000000001 0100000a 0203 0006 000000000000", TestName = "Descriptors_of_equal_type_descending_by_value_discard_the_nlri")]
    [TestCase("0100 0014 0203 0006 000000000001 0203 0006 000000000002", TestName = "Node_sub_tlv_twice_discards_the_nlri")]
    [TestCase("0100 0012 0203 0006 000000000001 0200 0004 0000fde8", TestName = "Node_sub_tlvs_out_of_order_discard_the_nlri")]
    [TestCase("0107 0002 0002 0100 000a 0203 0006 000000000001", TestName = "Descriptors_out_of_order_discard_the_nlri")]
    [TestCase("0100 000a 0203 0006 000000000001 00", TestName = "Octets_behind_the_descriptors_discard_the_nlri")]
    public void Breach_of_form_discards_the_nlri(string descriptors)
    {
        var octets = Wrap.Tlv(1, [2, 0, 0, 0, 0, 0, 0, 0, 0, .. Convert.FromHexString(descriptors.Replace(" ", ""))]);
        var decoded = Wrap.Nlri([.. octets, .. Wrap.Node.Key.Octets]);

        Assert.That(((BgpUpdate)decoded.Message!).Reach!.Nlri, Is.EqualTo(new[] { Wrap.Node }));
        Assert.That(decoded.Findings.Select(f => f.Kind), Is.EqualTo(new[] { BgpFindingKind.NlriDiscard }));
    }

    [Test]
    public void Update_cut_short_in_its_lengths_resets_the_session()
    {
        var update = BgpCodec.Encode(new BgpUpdate([.. Wrap.Mandatory]), BgpSessionParameters.Default);
        update[22]++; // total path attribute length
        Assert.That(BgpCodec.Decode(update, BgpSessionParameters.Default).Fault?.Error, Is.EqualTo(BgpErrors.MalformedAttributeList));
        update[22]--;
        update[20] = 0xFF; // withdrawn routes length
        Assert.That(BgpCodec.Decode(update, BgpSessionParameters.Default).Fault?.Error, Is.EqualTo(BgpErrors.MalformedAttributeList));
    }

    [TestCase(33)]
    [TestCase(24)]
    public void Malformed_ipv4_routes_reset_the_session(byte prefixLength)
    {
        var update = new BgpUpdate([.. Wrap.Mandatory], WithdrawnIpv4Routes: [prefixLength, 10]);
        Assert.That(BgpCodec.Decode(BgpCodec.Encode(update, BgpSessionParameters.Default), BgpSessionParameters.Default).Fault?.Error, Is.EqualTo(BgpErrors.InvalidNetworkField));
    }

    [Test]
    public void Legacy_attribute_99_is_read_only_where_it_is_accepted()
    {
        PathAttribute[] attributes = [Wrap.Reach(Wrap.Node), .. Wrap.Mandatory, Wrap.Raw(99, Wrap.Tlv(1026, [0x72]))];
        var accepting = BgpSessionParameters.Default with { AcceptsLegacyLinkStateAttribute = true };

        Assert.That(((BgpUpdate)Wrap.Decode(attributes).Message!).LinkState, Is.Null);
        Assert.That(((BgpUpdate)Wrap.Decode(accepting, attributes).Message!).LinkState!.Find<NodeName>()!.Text, Is.EqualTo("r"));
        Assert.That(Wrap.Decode(accepting, attributes).Findings, Is.Empty);
    }

    [Test]
    public void Findings_are_counted_by_kind()
    {
        var counts = new BgpFindingCounts();
        counts.Add(Wrap.Attribute29([4, 71, 0, 9]).Findings);
        counts.Add(Wrap.Attribute29(Wrap.Tlv(1095, [])).Findings);
        Assert.That((counts[BgpFindingKind.AttributeDiscard], counts[BgpFindingKind.Semantic], counts[BgpFindingKind.NlriDiscard]), Is.EqualTo((1L, 1L, 0L)));
    }

    [Test]
    public void Attribute_with_a_discarded_route_keeps_its_short_length()
    {
        // 3 octets of family, a node that is cut short, a good one, and one of type 99 with 100 octets: they fit one octet of length.
        byte[] routes = [0, 1, 0, 2, 0, 0, .. BgpCodec.Encode(new BgpUpdate([new MpUnreachNlri(AddressFamily.LinkState, [Wrap.Node])]), BgpSessionParameters.Default)[29..], 0, 99, 0, 100, .. new byte[100]];
        var octets = BgpCodec.Encode(new BgpUpdate([Wrap.Raw(15, [0x40, 0x04, 71, .. routes])]), BgpSessionParameters.Default);
        var decoded = BgpCodec.Decode(octets, BgpSessionParameters.Default);
        Assert.That(decoded.Findings.Single().Kind, Is.EqualTo(BgpFindingKind.NlriDiscard));
        Assert.That(BgpCodec.Encode(decoded.Message!, BgpSessionParameters.Default), Is.EqualTo(octets));
    }

    [Test]
    public void Affinity_that_counts_words_which_are_not_there_costs_no_more_than_its_octets()
    {
        // 255 words claimed three times over in each of 400 TLVs of four octets.
        var value = Enumerable.Range(0, 400).SelectMany(_ => Wrap.Tlv(1208, [255, 255, 255, 0])).ToArray();
        Assert.That(Wrap.Attribute29(value).Findings, Has.Count.EqualTo(400));
        // Buffers of the shared pool may be new at first: the least of several is what the octets cost.
        var least = Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Wrap.Attribute29(value);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Assert.That(least, Is.LessThan(160 * value.Length));
    }
}
