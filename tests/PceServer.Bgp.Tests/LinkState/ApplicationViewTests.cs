using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp.Tests.LinkState;

/// <summary>Application-specific link attributes (RFC 9294 §2).</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ApplicationViewTests
{
    private static readonly TeDefaultMetric Legacy = new(10);
    private static readonly AdministrativeGroup Colour = new(1);

    private static uint? TeMetric(params ITlv[] tlvs) =>
        new LinkStateAttribute(ValueList.Create<ITlv>(tlvs)).TlvsFor(StandardApplication.SrPolicy).OfType<TeDefaultMetric>().SingleOrDefault()?.Value;

    private static ApplicationSpecificLinkAttributes ForAny(uint metric) => new([], [], [new TeDefaultMetric(metric)]);

    private static ApplicationSpecificLinkAttributes For(StandardApplication application, uint metric) =>
        ApplicationSpecificLinkAttributes.For(application, new TeDefaultMetric(metric));

    [Test]
    public void Value_for_the_application_goes_before_the_general_one() =>
        Assert.That(TeMetric(Legacy, For(StandardApplication.SrPolicy, 20)), Is.EqualTo(20));

    [Test]
    public void Value_for_another_application_does_not_count() =>
        Assert.That(TeMetric(Legacy, For(StandardApplication.RsvpTe, 20)), Is.EqualTo(10));

    [Test]
    public void Value_for_any_application_goes_before_the_general_one() =>
        Assert.That(TeMetric(Legacy, ForAny(30)), Is.EqualTo(30));

    [Test]
    public void Value_for_any_application_yields_to_one_that_names_ours() =>
        Assert.That(TeMetric(Legacy, ForAny(30), For(StandardApplication.SrPolicy, 20)), Is.EqualTo(20));

    [Test]
    public void Types_that_are_not_given_for_the_application_keep_their_general_value()
    {
        var view = new LinkStateAttribute([Legacy, Colour, For(StandardApplication.SrPolicy, 20)]).TlvsFor(StandardApplication.SrPolicy);
        Assert.That(view, Is.EquivalentTo(new ITlv[] { Colour, new TeDefaultMetric(20) }));
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
