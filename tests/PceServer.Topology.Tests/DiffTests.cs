using PceServer.Testing;

namespace PceServer.Topology.Tests;

public sealed class DiffTests
{
    [Test]
    public void Metric_change_is_one_event_with_its_aspect()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        var before = net.Snapshot;
        var change = (LinkEvent)TopologyDiff.Between(before, net.Apply("set A-B 11/10 te=10")).Single();
        Assert.That((change.Kind, change.Key, change.Aspects, change.Attributes.IgpMetric),
            Is.EqualTo((TopologyEventKind.Changed, net.LinkKey("A-B"), LinkAspects.IgpMetric, 11u)));
    }

    [Test]
    public void Link_failure_takes_both_directions_and_recovery_brings_them_back()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        var (before, key) = (net.Snapshot, net.LinkKey("A-B"));
        net.Builder.Apply(new LinkChange("net", key, null));
        var without = net.Builder.Flush();
        Assert.That(TopologyDiff.Between(before, without).Cast<LinkEvent>().Select(e => (e.Kind, e.Key)),
            Is.EquivalentTo(new[] { (TopologyEventKind.Removed, key), (TopologyEventKind.Removed, key.Mirrored()) }));
        net.Builder.Apply(new LinkChange("net", key, before.AttributesOf(new EdgeIndex(0))));
        Assert.That(TopologyDiff.Between(without, net.Builder.Flush()).Select(e => e.Kind),
            Is.EqualTo(new[] { TopologyEventKind.Added, TopologyEventKind.Added }));
        Assert.That(TopologyDiff.Between(before, net.Snapshot), Is.Empty);
    }

    [Test]
    public void Node_events_say_what_changed()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        var before = net.Snapshot;
        var events = TopologyDiff.Between(before, net.Apply("node B overload msd=3"));
        Assert.That(events.Cast<NodeEvent>().Select(e => (e.Kind, e.Node.DisplayName, e.Aspects)),
            Is.EqualTo(new[] { (TopologyEventKind.Changed, "B", NodeAspects.Transit | NodeAspects.SidDepth) }));
        net.Builder.Apply(new NodeChange("net", net.NodeKey("C"), null));
        Assert.That(TopologyDiff.Between(before, net.Builder.Flush()).OfType<NodeEvent>().Select(e => (e.Kind, e.Node.DisplayName)),
            Is.EquivalentTo(new[] { (TopologyEventKind.Changed, "B"), (TopologyEventKind.Removed, "C") }));
    }

    [Test]
    public void Prefix_events_say_what_changed()
    {
        var net = Net.Build("A-B 10");
        var before = net.Snapshot;
        var middle = net.Apply("prefix A 192.0.2.0/24 sid=7");
        Assert.That(((PrefixEvent)TopologyDiff.Between(before, middle).Single()).Kind, Is.EqualTo(TopologyEventKind.Added));
        var change = (PrefixEvent)TopologyDiff.Between(middle, net.Apply("prefix A 192.0.2.0/24 sid=8")).Single();
        Assert.That((change.Kind, change.Aspects), Is.EqualTo((TopologyEventKind.Changed, PrefixAspects.PrefixSids)));
    }

    [Test]
    public void Changes_that_cancel_out_before_a_flush_are_no_event()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        var (before, key) = (net.Snapshot, net.LinkKey("A-B"));
        var attributes = before.AttributesOf(net.Edge("A-B"));
        net.Builder.Apply(new LinkChange("net", key, null));
        net.Builder.Apply(new LinkChange("net", key, attributes));
        net.Builder.Apply(new LinkChange("net", key, attributes with { IgpMetric = 77 }));
        net.Builder.Apply(new LinkChange("net", key, attributes));
        Assert.That(TopologyDiff.Between(before, net.Builder.Flush()), Is.Empty);
    }
}
