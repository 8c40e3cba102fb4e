using PceServer.Engine.Lsps;
using PceServer.Engine.Mapping.Pcep;
using PceServer.Engine.Paths;
using PceServer.Engine.Sessions;
using PceServer.PathComputation;
using PceServer.Pcep;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Engine.Tests.Mapping;

/// <summary>SVEC, its objective function and its metrics; groups in ASSOCIATION.</summary>
public sealed class SetMappingTests
{
    private static readonly RecordedPath s_path = new([], [], PathMetric.Igp, 10, 1, "")
    {
        Totals = [(PathMetric.Igp, 10), (PathMetric.Te, 30), (PathMetric.Hops, 2)],
    };

    private static SynchronizedSet Svec(SvecFlags flags, params uint[] ids) => new(new SvecObject(flags, ids.Select(id => new RequestId(id)).ToValueList()));

    private static SetTerms Map(SetMapping mapping, params SynchronizedSet[] sets) =>
        mapping.Map([.. sets], [.. sets.SelectMany(set => set.Svec.RequestIds).Distinct()]);

    [TestCase(SvecFlags.LinkDiverse, Disjointness.Link)]
    [TestCase(SvecFlags.NodeDiverse | SvecFlags.SrlgDiverse, Disjointness.Node | Disjointness.Srlg)]
    [TestCase(SvecFlags.None, Disjointness.None)]
    public void Flags_of_svec_are_the_level(SvecFlags flags, Disjointness level) =>
        Assert.That(Map(new SetMapping(), Svec(flags, 1, 2)).Svecs.Single().Level, Is.EqualTo(level));

    [TestCase(ObjectiveFunction.MinimizeCumulativeCost, SetObjective.LeastSum)]
    [TestCase(ObjectiveFunction.MinimizeAggregateBandwidthConsumption, SetObjective.LeastBandwidth)]
    [TestCase(ObjectiveFunction.MinimizeLoadOfMostLoadedLink, SetObjective.LeastLoad)]
    [TestCase(ObjectiveFunction.MinimizeSharedLinks, SetObjective.FewestSharedLinks)]
    [TestCase(ObjectiveFunction.MinimizeSharedSrlgs, SetObjective.FewestSharedSrlgs)]
    [TestCase(ObjectiveFunction.MinimizeSharedNodes, SetObjective.FewestSharedNodes)]
    [TestCase(ObjectiveFunction.MinimumCostPath, null)]
    public void Function_behind_svec_is_the_objective_of_the_set(ObjectiveFunction function, SetObjective? objective)
    {
        var mapping = new SetMapping();
        var terms = Map(mapping, Svec(SvecFlags.LinkDiverse, 1, 2) with { Of = new OfObject(function) });
        Assert.That((terms.Objective, terms.Svecs[0].IsFunctionHonoured, mapping.Unhonoured.IsEmpty), Is.EqualTo((objective, objective is not null, objective is not null)));
    }

    [TestCase(MetricType.AggregateBandwidthConsumption, SetObjective.LeastBandwidth)]
    [TestCase(MetricType.LoadOfMostLoadedLink, SetObjective.LeastLoad)]
    public void Metric_behind_svec_that_is_no_bound_is_minimised_where_no_function_is_stated(MetricType type, SetObjective objective) =>
        Assert.That(Map(new SetMapping(), Svec(SvecFlags.None, 1, 2) with { Metrics = [new MetricObject(type, 0)] }).Objective, Is.EqualTo(objective));

    [Test]
    public void Svecs_that_share_a_request_keep_their_own_pairs_apart_under_one_function()
    {
        var mapping = new SetMapping();
        var terms = Map(mapping,
            Svec(SvecFlags.LinkDiverse, 1, 2) with { Of = new OfObject(ObjectiveFunction.MinimizeCumulativeCost) },
            Svec(SvecFlags.NodeDiverse, 2, 3) with { Of = new OfObject(ObjectiveFunction.MinimizeLoadOfMostLoadedLink) });
        Assert.That(terms.Diversity, Is.EqualTo(new[] { new PairDiversity(0, 1, Disjointness.Link), new PairDiversity(1, 2, Disjointness.Node) }));
        Assert.That((terms.Objective, mapping.Unhonoured.Single().Error), Is.EqualTo((SetObjective.LeastSum, PcepErrors.UnsupportedParameter)));
    }

    [TestCase(MetricType.CumulativeIgp, 20)]
    [TestCase(MetricType.CumulativeTe, 60)]
    [TestCase(MetricType.AggregateBandwidthConsumption, 600)]
    [TestCase(MetricType.LoadOfMostLoadedLink, 0.75f)]
    public void Metric_of_a_set_is_the_sum_over_its_paths(MetricType type, float sum)
    {
        var demand = PathDemand.Default with { Constraints = PathConstraints.None with { BandwidthBytesPerSecond = 150 } };
        var set = new SetSums([(demand, s_path), (demand, s_path)]) { MostLoaded = 0.75 };
        Assert.That(set.Answer([new MetricObject(type, 0, MetricFlags.Computed)]).Single().MetricValue, Is.EqualTo(sum));
        Assert.That(set.Broken([new MetricObject(type, sum, MetricFlags.Bound)]), Is.Null);
        Assert.That(set.Broken([new MetricObject(type, sum * 0.9f, MetricFlags.Bound)])?.Type, Is.EqualTo(type));
    }

    [Test]
    public void Two_svecs_for_the_same_requests_are_one_and_one_that_shares_a_request_joins_them()
    {
        var sets = new RequestSets(TimeProvider.System);
        sets.Announce(Svec(SvecFlags.LinkDiverse, 1, 2));
        sets.Announce(Svec(SvecFlags.SrlgDiverse, 2, 1));
        sets.Announce(Svec(SvecFlags.None, 3, 4));
        Assert.That(sets.Of(new RequestId(1))!.Asked.Single().Svec.Flags, Is.EqualTo(SvecFlags.LinkDiverse | SvecFlags.SrlgDiverse));
        Assert.That(sets.Of(new RequestId(3)), Is.Not.SameAs(sets.Of(new RequestId(1))));
        sets.Announce(Svec(SvecFlags.NodeDiverse, 2, 3));
        Assert.That(sets.Of(new RequestId(4)), Is.SameAs(sets.Of(new RequestId(1))));
        Assert.That(sets.Of(new RequestId(4))!.Missing.Select(id => id.Value), Is.EqualTo(new[] { 1u, 2u, 3u, 4u }));
        Assert.That(sets.Of(new RequestId(4))!.Asked, Has.Length.EqualTo(3));
    }

    [Test]
    public void Group_of_an_association_comes_back_as_it_was_said_with_the_level_reached()
    {
        var key = new DisjointGroupKey(7, IpAddress.Parse("192.0.2.1"), 65000, "0102");
        var membership = new DisjointMembership(key, Disjointness.Node | Disjointness.Srlg, IsStrict: true, IsFirst: true) { Objective = SetObjective.FewestSharedSrlgs };
        var wire = DisjointMapping.ToWire(membership, Disjointness.Srlg);
        Assert.That(DisjointMapping.ToDomain([wire]), Is.EqualTo(new DisjointStatement(membership, false, null)));
        Assert.That(wire.Tlv<DisjointnessStatus>()!.Flags, Is.EqualTo(DisjointnessFlags.SrlgDiverse | DisjointnessFlags.ShortestPath));
    }

    [Test]
    public void Removal_means_something_in_a_report_and_nothing_in_a_request()
    {
        var membership = new DisjointMembership(new(7, IpAddress.Parse("192.0.2.1"), 0, ""), Disjointness.Link, IsStrict: false, IsFirst: false);
        var leaving = DisjointMapping.ToWire(membership, null) with { Flags = AssociationFlags.Removal };
        Assert.That(DisjointMapping.ToDomain([leaving]), Is.EqualTo(new DisjointStatement(null, true, null)));
        var request = new PathComputationRequest(new RpObject(new RequestId(1))) { Associations = [leaving] };
        Assert.That(DisjointMapping.ToDomain(request), Is.EqualTo(new DisjointStatement(membership, false, null)));
    }

    [Test]
    public void Policy_of_an_association_is_its_color_and_endpoint()
    {
        var association = new AssociationObject(AssociationType.SrPolicy, new AssociationId(1), IpAddress.Parse("10.0.0.1").ToWire())
        {
            Tlvs = [new ExtendedAssociationId(new byte[] { 0, 0, 0, 100, 10, 0, 0, 4 }.ToValueList())],
        };
        Assert.That(PolicyMapping.ToDomain([association]), Is.EqualTo(new PolicyIdentity(IpAddress.Parse("10.0.0.1"), 100, IpAddress.Parse("10.0.0.4"))));
        Assert.That(PolicyMapping.ToDomain([association with { Flags = AssociationFlags.Removal }]), Is.Null);
    }
}
