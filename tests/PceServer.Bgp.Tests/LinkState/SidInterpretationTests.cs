using PceServer.Bgp.LinkState;

namespace PceServer.Bgp.Tests.LinkState;

/// <summary>The same octet of flags means different things in different protocols.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SidInterpretationTests
{
    [TestCase(0x30, ProtocolId.IsisLevel2, SidValueKind.Label)]
    [TestCase(0x30, ProtocolId.IsisLevel1, SidValueKind.Label)]
    [TestCase(0x60, ProtocolId.Ospfv2, SidValueKind.Label)]
    [TestCase(0x60, ProtocolId.Ospfv3, SidValueKind.Label)]
    [TestCase(0xC0, ProtocolId.Bgp, SidValueKind.Label)]
    [TestCase(0x00, ProtocolId.IsisLevel2, SidValueKind.Index)]
    [TestCase(0x00, ProtocolId.Ospfv2, SidValueKind.Index)]
    [TestCase(0x60, ProtocolId.IsisLevel2, SidValueKind.Invalid)]
    [TestCase(0x30, ProtocolId.Ospfv2, SidValueKind.Invalid)]
    public void Adjacency_sid_is_label_or_index_as_v_and_l_say(byte flags, ProtocolId protocol, SidValueKind kind)
    {
        Assert.That(new AdjacencySid(flags, 0, 24000, 3).Kind(protocol), Is.EqualTo(kind));
        Assert.That(new LanAdjacencySid(flags, 0, default, 24000, 3).Kind(protocol), Is.EqualTo(kind));
    }

    [TestCase(0x80, ProtocolId.IsisLevel2, AdjacencySidMeaning.Ipv6)]
    [TestCase(0x80, ProtocolId.Ospfv2, AdjacencySidMeaning.Backup)]
    [TestCase(0x40, ProtocolId.IsisLevel2, AdjacencySidMeaning.Backup)]
    [TestCase(0x08, ProtocolId.IsisLevel2, AdjacencySidMeaning.Set)]
    [TestCase(0x10, ProtocolId.Ospfv3, AdjacencySidMeaning.Set)]
    [TestCase(0x04, ProtocolId.IsisLevel2, AdjacencySidMeaning.Persistent)]
    [TestCase(0x08, ProtocolId.Ospfv2, AdjacencySidMeaning.Persistent)]
    [TestCase(0x20, ProtocolId.Bgp, AdjacencySidMeaning.Backup)]
    public void Adjacency_sid_flags_are_read_by_protocol(byte flags, ProtocolId protocol, AdjacencySidMeaning meaning)
    {
        Assert.That(new AdjacencySid(flags, 0, 24000, 3).Meaning(protocol), Is.EqualTo(meaning));
        Assert.That(new LanAdjacencySid(flags, 0, default, 24000, 3).Meaning(protocol), Is.EqualTo(meaning));
    }

    [TestCase(0x40, ProtocolId.IsisLevel2, PrefixSidMeaning.Node)]
    [TestCase(0x40, ProtocolId.Ospfv2, PrefixSidMeaning.NoPenultimateHopPopping)]
    [TestCase(0x80, ProtocolId.IsisLevel1, PrefixSidMeaning.Readvertised)]
    [TestCase(0x80, ProtocolId.Ospfv3, PrefixSidMeaning.None)]
    [TestCase(0x20, ProtocolId.IsisLevel2, PrefixSidMeaning.NoPenultimateHopPopping)]
    [TestCase(0x20, ProtocolId.Ospfv2, PrefixSidMeaning.MappingServer)]
    [TestCase(0x10, ProtocolId.Ospfv3, PrefixSidMeaning.ExplicitNull)]
    [TestCase(0x10, ProtocolId.IsisLevel2, PrefixSidMeaning.ExplicitNull)]
    public void Prefix_sid_flags_are_read_by_protocol(byte flags, ProtocolId protocol, PrefixSidMeaning meaning) =>
        Assert.That(PrefixSid.Index(1, flags).Meaning(protocol), Is.EqualTo(meaning));

    [TestCase(0x0C, SidValueKind.Label)]
    [TestCase(0x00, SidValueKind.Index)]
    [TestCase(0x08, SidValueKind.Invalid)]
    [TestCase(0x04, SidValueKind.Invalid)]
    public void Prefix_sid_is_label_or_index_as_v_and_l_say(byte flags, SidValueKind kind) =>
        Assert.That(new PrefixSid(flags, 0, 16001, 3).Kind, Is.EqualTo(kind));

    [TestCase(0x20, ProtocolId.IsisLevel2, true)]
    [TestCase(0x40, ProtocolId.IsisLevel2, false)]
    [TestCase(0x40, ProtocolId.Ospfv2, true)]
    [TestCase(0x20, ProtocolId.Ospfv2, false)]
    [TestCase(0x20, ProtocolId.Ospfv3, true)]
    [TestCase(0x20, ProtocolId.Direct, false)]
    public void Prefix_attribute_flags_name_a_node_by_protocol(byte flags, ProtocolId protocol, bool isNode) =>
        Assert.That(new PrefixAttributeFlags([flags]).IsNode(protocol), Is.EqualTo(isNode));

    [Test]
    public void Three_octet_values_count_twenty_bits_and_are_written_back_whole()
    {
        var sid = new SidLabel(0xFFFFFF, 3);
        Assert.That(sid.Value, Is.EqualTo(0xFFFFFu));
        Assert.That(new LinkStateAttribute([sid]).Octets.ToArray(), Is.EqualTo(Wrap.Tlv(1161, [0xFF, 0xFF, 0xFF])));
    }

    [TestCase("4d", 77u)]
    [TestCase("ffff", 65535u)]
    [TestCase("ffffff", 0xFFFFFFu)]
    public void Igp_metric_has_one_two_or_three_octets(string octets, uint metric)
    {
        var decoded = Wrap.Attribute29(Wrap.Tlv(1095, Convert.FromHexString(octets)));
        Assert.That(((BgpUpdate)decoded.Message!).LinkState!.Find<IgpMetric>()!.Value, Is.EqualTo(metric));
    }

    [Test]
    public void Te_metric_of_three_octets_is_read_and_written_back()
    {
        var decoded = Wrap.Attribute29(Wrap.Tlv(1092, [0, 0, 9]));
        Assert.That(((BgpUpdate)decoded.Message!).LinkState!.Tlvs[0], Is.EqualTo(new TeDefaultMetric(9, 3)));
    }
}
