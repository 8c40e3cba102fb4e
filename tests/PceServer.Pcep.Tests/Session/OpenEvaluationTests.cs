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

    private static OpenObject With(params ITlv[] tlvs) => s_plain with { Tlvs = ValueList.Create<ITlv>(tlvs) };

    private static void AssertRefused(OpenObject open, PcepErrorCode error, OpenPolicy? policy = null) =>
        Assert.That((OpenEvaluation.ForPce(open, policy ?? OpenPolicy.Default) as OpenVerdict.Refused)?.Error, Is.EqualTo(error));
}
