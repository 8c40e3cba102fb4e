using PceServer.Bgp.LinkState;

namespace PceServer.Bgp.Tests.LinkState;

/// <summary>Application-specific link attributes (RFC 9294 §2).</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ApplicationSpecificTests
{
    [Test]
    public void Mask_names_applications_from_its_first_bit()
    {
        var tlv = ApplicationSpecificLinkAttributes.For(StandardApplication.FlexibleAlgorithm);
        Assert.That(tlv.StandardMask, Is.EqualTo(new byte[] { 0x10, 0, 0, 0 }));
        Assert.That((tlv.Names(StandardApplication.FlexibleAlgorithm), tlv.Names(StandardApplication.SrPolicy), tlv.IsForAnyApplication), Is.EqualTo((true, false, false)));
        Assert.That(new ApplicationSpecificLinkAttributes([], [], []).IsForAnyApplication, Is.True);
    }

    [TestCase(1, 0)]
    [TestCase(0, 2)]
    public void Mask_of_impossible_length_sets_the_tlv_aside(byte standard, byte user)
    {
        var decoded = Wrap.Attribute29(Wrap.Tlv(1122, [standard, user, 0, 0, 0, 0, 0, 0]));
        Assert.That(decoded.Findings.Select(f => f.Kind), Is.EqualTo(new[] { BgpFindingKind.Semantic }));
        Assert.That(((BgpUpdate)decoded.Message!).LinkState!.Tlvs[0], Is.TypeOf<MalformedTlv>());
    }

    [Test]
    public void Sub_tlv_that_overruns_discards_the_attribute()
    {
        var decoded = Wrap.Attribute29(Wrap.Tlv(1122, [0, 0, 0, 0, 0x04, 0x44, 0, 9, 0, 0, 0, 1]));
        Assert.That(((BgpUpdate)decoded.Message!).LinkState, Is.Null);
        Assert.That(decoded.Findings.Select(f => f.Kind), Is.EqualTo(new[] { BgpFindingKind.AttributeDiscard }));
    }
}
