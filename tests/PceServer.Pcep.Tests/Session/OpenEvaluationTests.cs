using System.Net;
using PceServer.Pcep.Session;
using PceServer.Wire;

namespace PceServer.Pcep.Tests.Session;

public sealed class OpenEvaluationTests
{
    private static readonly OpenObject s_plain = new(30, 120, 1);

    [Test]
    public void Stateful_SR_peer_is_acceptable() =>
        Assert.That(
            OpenEvaluation.ForPce(With(Setups([PathSetup.RsvpTe, PathSetup.SegmentRouting], new SrPceCapability(SrCapabilities.None, 6))), OpenPolicy.Default),
            Is.EqualTo(OpenVerdict.Acceptable.Instance));

    [Test]
    public void Segment_routing_without_its_capability_is_10_12() =>
        AssertRefused(With(Setups([PathSetup.SegmentRouting])), PcepErrors.SrCapabilityMissing);

    [Test]
    public void Srv6_without_its_capability_is_10_34() =>
        AssertRefused(With(Setups([PathSetup.RsvpTe, PathSetup.Srv6])), PcepErrors.Srv6CapabilityMissing);

    [TestCase((byte)41, true)]
    [TestCase((byte)1, false)]
    public void Depth_of_another_kind_than_srv6_is_1_1(byte msdType, bool isAcceptable)
    {
        var open = With(Setups([PathSetup.Srv6], new Srv6PceCapability(Srv6Capabilities.None, [new MaximumSidDepth(msdType, 5)])));
        Assert.That((OpenEvaluation.ForPce(open, OpenPolicy.Default) as OpenVerdict.Refused)?.Error, Is.EqualTo(isAcceptable ? null : (PcepErrorCode?)PcepErrors.InvalidOpen));
    }

    [Test]
    public void Capability_of_segment_routing_is_ignored_where_its_path_setup_type_is_not_listed()
    {
        var open = With(Setups([PathSetup.RsvpTe], new SrPceCapability(SrCapabilities.None, 0)));
        Assert.That(open.Sr, Is.Null);
        Assert.That(OpenEvaluation.ForPce(open, new OpenPolicy { Strict = true }), Is.EqualTo(OpenVerdict.Acceptable.Instance));
    }

    [Test]
    public void Two_association_lists_are_1_1() =>
        AssertRefused(With(new AssocTypeList([AssociationType.SrPolicy]), new AssocTypeList([AssociationType.Disjoint])), PcepErrors.InvalidOpen);

    [Test]
    public void Two_lists_of_objective_functions_are_1_1_on_either_side()
    {
        var open = With(new OfList([ObjectiveFunction.MinimumCostPath]), new OfList([ObjectiveFunction.MinimumLoadPath]));

        AssertRefused(open, PcepErrors.InvalidOpen);
        Assert.That(OpenEvaluation.ForPcc(open, OpenPolicy.Default), Is.TypeOf<OpenVerdict.Refused>());
    }

    [Test]
    public void Two_tlvs_of_association_ranges_are_1_1() =>
        AssertRefused(With(Ranges((AssociationType.Disjoint, 1, 10)), Ranges((AssociationType.Disjoint, 20, 10))), PcepErrors.InvalidOpen);

    [TestCase(0, 10, TestName = "Range_from_0_is_1_1")]
    [TestCase(0xFFFF, 1, TestName = "Range_from_65535_is_1_1")]
    [TestCase(7, 0, TestName = "Range_of_no_id_is_1_1")]
    [TestCase(0xFFF0, 0x10, TestName = "Range_past_65535_is_1_1")]
    public void Range_out_of_bounds(int start, int range) =>
        AssertRefused(With(Ranges((AssociationType.Disjoint, start, range))), PcepErrors.InvalidOpen);

    [Test]
    public void Ranges_of_one_type_that_overlap_are_1_1_for_either_side()
    {
        var open = With(Ranges((AssociationType.Disjoint, 100, 10), (AssociationType.DoubleSidedBidirectional, 1, 5), (AssociationType.Disjoint, 91, 10)));

        AssertRefused(open, PcepErrors.InvalidOpen);
        Assert.That((OpenEvaluation.ForPcc(open, OpenPolicy.Default) as OpenVerdict.Refused)?.Error, Is.EqualTo(PcepErrors.InvalidOpen));
    }

    [Test]
    public void Ranges_side_by_side_of_other_types_or_of_types_without_ranges_are_acceptable() =>
        Assert.That(
            OpenEvaluation.ForPce(
                With(Ranges(
                    (AssociationType.Disjoint, 100, 10), (AssociationType.Disjoint, 90, 10), (AssociationType.SingleSidedBidirectional, 95, 10),
                    (AssociationType.Disjoint, 0xFFEF, 0x10), (AssociationType.PathProtection, 0, 0), (AssociationType.Policy, 0, 0), ((AssociationType)99, 0, 0))),
                OpenPolicy.Default),
            Is.EqualTo(OpenVerdict.Acceptable.Instance));

    [Test]
    public void Path_setup_types_without_one_in_common_are_21_2()
    {
        var sr = With(Setups([PathSetup.SegmentRouting], new SrPceCapability(SrCapabilities.UnlimitedMsd, 0)));
        var rsvp = With(Setups([PathSetup.RsvpTe]));

        Assert.That((OpenEvaluation.ForPce(rsvp, OpenPolicy.Default, sr) as OpenVerdict.Refused)?.Error, Is.EqualTo(PcepErrors.MismatchedPathSetupType));
        Assert.That((OpenEvaluation.ForPcc(sr, OpenPolicy.Default, rsvp) as OpenVerdict.Refused)?.Error, Is.EqualTo(PcepErrors.MismatchedPathSetupType));
        Assert.That(OpenEvaluation.ForPce(sr, OpenPolicy.Default, sr), Is.EqualTo(OpenVerdict.Acceptable.Instance));
        Assert.That(OpenEvaluation.ForPce(s_plain, OpenPolicy.Default, sr), Is.EqualTo(OpenVerdict.Acceptable.Instance), "who sends no list");
    }

    [Test]
    public void Depth_that_is_not_said_is_10_21_for_a_strict_pce_only()
    {
        var open = With(Setups([PathSetup.SegmentRouting], new SrPceCapability(SrCapabilities.None, 0)));

        AssertRefused(open, PcepErrors.MsdZero, new OpenPolicy { Strict = true });
        Assert.That(OpenEvaluation.ForPce(open, OpenPolicy.Default), Is.EqualTo(OpenVerdict.Acceptable.Instance));
    }

    [Test]
    public void Dead_timer_without_Keepalive_is_negotiable()
    {
        var verdict = OpenEvaluation.ForPce(s_plain with { Keepalive = 0 }, OpenPolicy.Default);
        Assert.That(((OpenVerdict.Negotiable)verdict).Wanted, Is.EqualTo(s_plain with { Keepalive = 0, DeadTimer = 0 }));
    }

    [Test]
    public void Version_comes_before_everything_else() =>
        AssertRefused(With(Setups([PathSetup.SegmentRouting])) with { Version = 3 }, PcepErrors.VersionNotSupported);

    // We have 10.0.0.2: the connection that the higher address opened stays.
    [TestCase(true, "10.0.0.1", false)]
    [TestCase(true, "10.0.0.3", true)]
    [TestCase(false, "10.0.0.1", true)]
    [TestCase(false, "10.0.0.3", false)]
    [TestCase(false, "9.255.255.255", true)]
    public void Collision_is_decided_by_the_higher_address(bool isInitiator, string peer, bool givesWay) =>
        Assert.That(ConnectionCollision.GivesWay(isInitiator, IPAddress.Parse("10.0.0.2"), IPAddress.Parse(peer)), Is.EqualTo(givesWay));

    private static PathSetupTypeCapability Setups(PathSetup[] setups, params ITlv[] subTlvs) =>
        new(ValueList.Create<PathSetup>(setups), ValueList.Create<ITlv>(subTlvs));

    private static OperatorConfiguredAssociationRange Ranges(params (AssociationType Type, int Start, int Range)[] ranges) =>
        new(ranges.Select(r => new AssociationRange(r.Type, new AssociationId((ushort)r.Start), (ushort)r.Range)).ToValueList());

    private static OpenObject With(params ITlv[] tlvs) => s_plain with { Tlvs = ValueList.Create<ITlv>(tlvs) };

    private static void AssertRefused(OpenObject open, PcepErrorCode error, OpenPolicy? policy = null) =>
        Assert.That((OpenEvaluation.ForPce(open, policy ?? OpenPolicy.Default) as OpenVerdict.Refused)?.Error, Is.EqualTo(error));
}
