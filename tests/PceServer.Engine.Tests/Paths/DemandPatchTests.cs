using PceServer.Engine.Paths;
using PceServer.Topology;

namespace PceServer.Engine.Tests.Paths;

/// <summary>OF picks the function; its metric is the first METRIC with B=0, else IGP; further ones break ties; B=1 is a bound.</summary>
public sealed class DemandPatchTests
{
    private static readonly MetricStatement s_te = new(PathMetric.Te, 0, false, false);
    private static readonly MetricStatement s_delay = new(PathMetric.Delay, 0, false, true);

    [Test]
    public void Objective_is_the_first_metric_to_be_minimised_and_the_next_ones_break_ties()
    {
        var demand = new DemandPatch { Function = PathFunction.LeastCost, Metrics = [new(PathMetric.SidDepth, 4, true, false), s_te, s_delay] }.ToDemand();
        Assert.That((demand.Objective, demand.TieBreakers.Single(), demand.Constraints.MaximumSids), Is.EqualTo((PathMetric.Te, PathMetric.Delay, (int?)4)));
        Assert.That(demand.AskedMetrics, Is.EqualTo(new[] { PathMetric.Delay }));
    }

    [Test]
    public void Objective_without_a_metric_is_igp() =>
        Assert.That(new DemandPatch { Function = PathFunction.LeastCost }.ToDemand().Objective, Is.EqualTo(PathMetric.Igp));

    [Test]
    public void Metric_in_a_report_does_not_change_an_objective_that_was_stated()
    {
        var demand = new DemandPatch { Metrics = [s_te] }.ToDemand();
        Assert.That(new DemandPatch { Metrics = [s_delay] }.ApplyTo(demand).Objective, Is.EqualTo(PathMetric.Te));
        Assert.That(new DemandPatch { Metrics = [s_delay] }.ApplyTo(PathDemand.Default).Objective, Is.EqualTo(PathMetric.Delay));
    }

    [Test]
    public void Of_two_bounds_of_a_type_in_one_message_the_first_one_holds()
    {
        var patch = new DemandPatch
        {
            Metrics =
            [
                new(PathMetric.Te, 20, true, false), new(PathMetric.Te, 10, true, false), new(PathMetric.SidDepth, 5, true, false), new(PathMetric.SidDepth, 3, true, false),
            ],
        };
        Assert.That(patch.ToDemand().Constraints.Bounds, Is.EqualTo(new[] { new MetricBound(PathMetric.Te, 20) }));
        Assert.That(patch.ToDemand().Constraints.MaximumSids, Is.EqualTo(5));
    }

    [Test]
    public void Request_without_lspa_has_priority_0_and_a_report_leaves_it_as_it_was()
    {
        Assert.That(DemandPatch.Silent.ToDemand().Constraints.SetupPriority, Is.Zero);
        Assert.That(DemandPatch.Silent.ApplyTo(PathDemand.Default).Constraints.SetupPriority, Is.EqualTo(7));
        var stated = new DemandPatch { Attributes = new AttributeStatement(default, default, default, 5, default, 0) };
        Assert.That(stated.ToDemand().Constraints.SetupPriority, Is.EqualTo(5));
    }

    [Test]
    public void Bound_that_is_stated_anew_replaces_the_old_one_of_its_type()
    {
        var demand = new DemandPatch { Metrics = [new(PathMetric.Te, 10, true, false), new(PathMetric.Igp, 7, true, false)] }.ToDemand();
        demand = new DemandPatch { Metrics = [new(PathMetric.Te, 20, true, false)] }.ApplyTo(demand);
        Assert.That(demand.Constraints.Bounds, Is.EquivalentTo(new[] { new MetricBound(PathMetric.Te, 20), new MetricBound(PathMetric.Igp, 7) }));
    }
}
