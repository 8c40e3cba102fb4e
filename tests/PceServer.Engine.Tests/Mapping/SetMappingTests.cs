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

    [TestCase(SvecFlags.LinkDiverse, Disjointness.Link)]
    [TestCase(SvecFlags.NodeDiverse | SvecFlags.SrlgDiverse, Disjointness.Node | Disjointness.Srlg)]
    [TestCase(SvecFlags.None, Disjointness.None)]
    public void Flags_of_svec_are_the_level(SvecFlags flags, Disjointness level) =>
        Assert.That(new SetMapping().Map(Svec(flags, 1, 2), []).Level, Is.EqualTo(level));

    [TestCase(5u, 5u, true)]
    [TestCase(5u, 6u, false)]
    public void Least_bandwidth_is_fewest_links_where_all_carry_the_same(uint one, uint other, bool isHonoured)
    {
        var mapping = new SetMapping();
        var terms = mapping.Map(Svec(SvecFlags.LinkDiverse, 1, 2) with { Of = new OfObject(ObjectiveFunction.MinimizeAggregateBandwidthConsumption) }, [one, other]);
        Assert.That((terms.Objective, mapping.Unhonoured.IsEmpty), Is.EqualTo((isHonoured ? PathMetric.Hops : (PathMetric?)null, isHonoured)));
    }

    [TestCase(MetricType.CumulativeIgp, 20)]
    [TestCase(MetricType.CumulativeTe, 60)]
    [TestCase(MetricType.AggregateBandwidthConsumption, 600)]
    public void Metric_of_a_set_is_the_sum_over_its_paths(MetricType type, float sum)
    {
        var demand = PathDemand.Default with { Constraints = PathConstraints.None with { BandwidthBytesPerSecond = 150 } };
        var set = new[] { (demand, s_path), (demand, s_path) };
        Assert.That(SetSums.Answer([new MetricObject(type, 0, MetricFlags.Computed)], set).Single().MetricValue, Is.EqualTo(sum));
        Assert.That(SetSums.Broken([new MetricObject(type, sum, MetricFlags.Bound)], set), Is.Null);
        Assert.That(SetSums.Broken([new MetricObject(type, sum - 1, MetricFlags.Bound)], set), Is.Not.Null);
    }

    [Test]
    public void Two_svecs_for_the_same_requests_add_up_and_part_of_a_set_is_not_the_set()
    {
        var set = new RequestSet(Svec(SvecFlags.LinkDiverse, 1, 2), 0);
        Assert.That((set.IsOfSame(Svec(SvecFlags.None, 2, 1)), set.IsOfSame(Svec(SvecFlags.None, 1, 3))), Is.EqualTo((true, false)));
        set.Add(SvecFlags.SrlgDiverse, ObjectFlags.ProcessingRule);
        Assert.That((set.Asked.Svec.Flags, set.Asked.Svec.MustBeProcessed), Is.EqualTo((SvecFlags.LinkDiverse | SvecFlags.SrlgDiverse, true)));
        Assert.That(set.Missing.Select(id => id.Value), Is.EqualTo(new[] { 1u, 2u }));
    }

    [Test]
    public void Group_of_an_association_comes_back_as_it_was_said_with_the_level_reached()
    {
        var key = new DisjointGroupKey(7, IpAddress.Parse("192.0.2.1"), 65000, "0102");
        var membership = new DisjointMembership(key, Disjointness.Node | Disjointness.Srlg, IsStrict: true, IsFirst: true);
        var wire = DisjointMapping.ToWire(membership, Disjointness.Srlg);
        Assert.That(DisjointMapping.ToDomain([wire]), Is.EqualTo(new DisjointStatement(membership, false, null)));
        Assert.That(wire.Tlv<DisjointnessStatus>()!.Flags, Is.EqualTo(DisjointnessFlags.SrlgDiverse | DisjointnessFlags.ShortestPath));
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
