using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp.Tests.LinkState;

/// <summary>Segments of every type, octets by hand from RFC 9857 §5.7.1.1.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SrSegmentTests
{
    private const string Label = "03e80000", A4 = "0a000001", B4 = "0a000002", If1 = "00000007", If2 = "00000008";
    private const string A6 = "20010db8000000000000000000000001", B6 = "20010db8000000000000000000000002";
    private static readonly UInt128 One = new(0x20010DB800000000, 1), Two = new(0x20010DB800000000, 2);
    private static readonly UInt128 LabelField = 0x03E80000;

    private static readonly (string, SrSegment)[] Segments =
    [
        ($"01 00 8800 {Label} 80", Of(SrSegmentType.MplsLabel, LabelField, new() { Algorithm = 128 })),
        ($"02 00 8800 {A6} 81", Of(SrSegmentType.Srv6Sid, One, new() { Algorithm = 129 })),
        ($"03 00 8800 {Label} 00 {A4}", Of(SrSegmentType.Ipv4Node, LabelField, new() { Algorithm = 0, Address = 0x0A000001 })),
        ($"04 00 8800 {Label} 00 {A6}", Of(SrSegmentType.Ipv6Node, LabelField, new() { Algorithm = 0, Address = One })),
        ($"05 00 8800 {Label} {A4} {If1}", Of(SrSegmentType.Ipv4NodeInterface, LabelField, new() { Address = 0x0A000001, Interface = 7 })),
        ($"06 00 8800 {Label} {A4} {B4}", Of(SrSegmentType.Ipv4Link, LabelField, new() { Address = 0x0A000001, RemoteAddress = 0x0A000002 })),
        ($"07 00 8800 {Label} {A6} {If1} {B6} {If2}",
            Of(SrSegmentType.Ipv6NodeInterfaces, LabelField, new() { Address = One, Interface = 7, RemoteAddress = Two, RemoteInterface = 8 })),
        ($"08 00 8800 {Label} {A6} {B6}", Of(SrSegmentType.Ipv6Link, LabelField, new() { Address = One, RemoteAddress = Two })),
        ($"09 00 8800 {B6} 00 {A6}", Of(SrSegmentType.Srv6Node, Two, new() { Algorithm = 0, Address = One })),
        ($"0a 00 8800 {B6} {A6} {If1} {B6} {If2}",
            Of(SrSegmentType.Srv6NodeInterfaces, Two, new() { Address = One, Interface = 7, RemoteAddress = Two, RemoteInterface = 8 })),
        ($"0b 00 8800 {B6} {A6} {B6}", Of(SrSegmentType.Srv6Link, Two, new() { Address = One, RemoteAddress = Two })),
    ];

    [Test]
    public void Segment_of_every_type_is_read_and_written([Range(0, 10)] int place)
    {
        var (octets, segment) = Segments[place];
        Assert.That((byte)segment.SegmentType, Is.EqualTo(place + 1));
        AssertReads(octets, segment);
    }

    [Test]
    public void Srv6_segment_carries_behaviour_and_structure_as_sub_tlvs() => AssertReads(
        $"02 00 8000 {A6} 00 04e2 0004 0001 00 00 04e4 0004 28181000",
        new SrSegment(SrSegmentType.Srv6Sid, 0x8000, One, new() { Algorithm = 0 }, [new Srv6EndpointBehavior(1, 0, 0), new Srv6SidStructure(40, 24, 16, 0)]));

    [Test]
    public void Segment_without_sid_or_descriptor_is_taken_as_it_is()
    {
        AssertReads("01 00 0000", new SrSegment(SrSegmentType.MplsLabel, 0, null, null));
        AssertReads($"03 00 8000 {Label}", new SrSegment(SrSegmentType.Ipv4Node, 0x8000, LabelField, null));
    }

    [Test]
    public void Segment_of_unknown_type_keeps_its_octets() =>
        AssertReads("63 00 8000 010203", new SrSegment((SrSegmentType)99, 0x8000, null, null, default, [1, 2, 3]));

    [TestCase("01 00 8000 03e8", Description = "a part of the SID")]
    [TestCase("03 00 8000 03e80000 00 0a00", Description = "a part of the address")]
    public void Segment_that_ends_inside_a_field_is_set_aside(string octets)
    {
        var decoded = Wrap.Attribute29(Wrap.Tlv(SrSegment.Code, Convert.FromHexString(octets.Replace(" ", ""))));
        Assert.That(((BgpUpdate)decoded.Message!).LinkState!.Tlvs.Single(), Is.InstanceOf<MalformedTlv>());
        Assert.That(decoded.Findings.Single().Kind, Is.EqualTo(BgpFindingKind.Semantic));
    }

    [Test]
    public void Label_of_an_mpls_segment_is_the_top_of_its_field() =>
        Assert.That((SrSegment.OfLabel(24001).Label, Segments[1].Item2.Label), Is.EqualTo(((uint?)24001, (uint?)null)));

    [TestCase(1211, "c0 00 0000 000007")]
    [TestCase(1214, "8000 0000 000007")]
    public void Group_identifier_below_four_octets_is_set_aside(int code, string octets)
    {
        var decoded = Wrap.Attribute29(Wrap.Tlv((ushort)code, Convert.FromHexString(octets.Replace(" ", ""))));
        Assert.That(((BgpUpdate)decoded.Message!).LinkState!.Tlvs.Single(), Is.InstanceOf<MalformedTlv>());
    }

    private static SrSegment Of(SrSegmentType type, UInt128 sid, SrSegmentDescriptor descriptor) => new(type, 0x8800, sid, descriptor);

    private static void AssertReads(string hex, SrSegment segment)
    {
        var tlv = Wrap.Tlv(SrSegment.Code, Convert.FromHexString(hex.Replace(" ", "")));
        var decoded = Wrap.Attribute29(tlv);
        Assert.That(decoded.Findings, Is.Empty);
        Assert.That(((BgpUpdate)decoded.Message!).LinkState!.Tlvs, Is.EqualTo(new ITlv[] { segment }));
        Assert.That(new LinkStateAttribute([segment]).Octets.ToArray(), Is.EqualTo(tlv));
    }
}
