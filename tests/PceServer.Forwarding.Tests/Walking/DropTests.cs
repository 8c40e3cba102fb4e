using System.Collections.Immutable;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Walking;

public sealed class DropTests
{
    [TestCase("A-B 10|B-C 10|C-D 10|node C srgb=16000+3", "B cannot swap label 16004: the SRGB that its next hop C announces has no label for that index.")]
    [TestCase("A-B 10|B-C 10|C-D 10|node C srgb=no", "B cannot swap label 16004: the SRGB that its next hop C announces has no label for that index.")]
    [TestCase("A-B 10|B-C 10|C-D 10|node C srgb=16000+50,16020+50", "B cannot swap label 16004: the SRGB that its next hop C announces has no label for that index.")]
    [TestCase("A-B 10|B-C 10|C-D 10|node C srgb=4+8000", "B cannot swap label 16004: the SRGB that its next hop C announces has no label for that index.")]
    [TestCase("A-B 10|B-C 10|C-D 10|node A srgb=17000+50", "A drops label 16004: it lies outside its SRGB and is no local label.")]
    [TestCase("A-B 10|B-C 10|C-D 10|node D sid=9", "A drops label 16004: it lies in its SRGB, but no reachable prefix has that index.")]
    [TestCase("A-B 10|B-C 10|C>D 10", "A drops label 16004: it has no route to D.")]
    public void Wrong_announcement_drops_the_packet_with_the_hop_where_it_breaks(string network, string reason)
    {
        var trace = Net.Build(network.Split('|')).Trace("A", "D", 16004);
        Assert.That((trace.Verdict, trace.Reason), Is.EqualTo((TraceVerdict.Dropped, reason)));
        Assert.That(trace.Hops[trace.FailedHop!.Value].Action, Is.EqualTo(TraceAction.Drop));
    }

    [TestCase(3u)]
    [TestCase(13u)]
    [TestCase(14u)]
    [TestCase(15u)]
    public void Reserved_label_that_does_not_forward_drops_the_packet(uint label)
    {
        var trace = Net.Build("A-B 10").Trace("A", "B", 16002, label, 16002);
        Assert.That((trace.Verdict, trace.FailedHop), Is.EqualTo((TraceVerdict.Dropped, 1)));
    }

    [Test]
    public void Label_of_another_nodes_adjacency_is_unknown()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        var trace = net.Trace("A", "C", 16002, 24009);
        Assert.That((trace.Verdict, trace.Reason), Is.EqualTo((TraceVerdict.Dropped, "B drops label 24009: it lies outside its SRGB and is no local label.")));
    }

    [Test]
    public void Drop_on_one_of_two_branches_is_a_drop()
    {
        var net = Net.Build("A-B 10", "A-C 10", "B-D 10", "C-D 10", "D-E 10", "node C srgb=no");
        var trace = net.Trace("A", "E", net.NodeLabel("E", "A").Value);
        Assert.That((trace.Verdict, trace.Reason), Is.EqualTo((TraceVerdict.Dropped, "A cannot swap label 16005: the SRGB that its next hop C announces has no label for that index.")));
    }

    [Test]
    public void Stack_that_ends_early_is_delivered_elsewhere()
    {
        var trace = Net.Build("A-B 10", "B-C 10").Trace("A", "C", 16002);
        Assert.That((trace.Verdict, trace.Reason), Is.EqualTo((TraceVerdict.DeliveredElsewhere, "The stack is used up at B, not at C.")));
    }

    [Test]
    public void Head_end_that_cannot_push_so_many_labels_is_too_deep()
    {
        var net = Net.Build("A-B 10", "B-C 10", "node A msd=1");
        var trace = net.Trace("A", "C", net.NodeLabel("B", "A").Value, net.NodeLabel("C", "A").Value);
        Assert.That((trace.Verdict, trace.Reason), Is.EqualTo((TraceVerdict.TooDeep, "A would push 2 labels and can push 1.")));
        var wider = new ForwardingSimulator(net.Snapshot).Trace(
            net.Request("A", "C", 16002, 16003) with { Constraints = new PathConstraints { MaximumSids = 2 } });
        Assert.That(wider.IsGood, wider.Reason);
    }

    [Test]
    public void Link_that_takes_fewer_labels_than_its_node_counts()
    {
        var net = Net.Build("A-B 10 msd=1", "B-C 10", "A-D 50 msd=12", "D-C 50", "node A msd=3");
        Assert.That(net.Trace("A", "C", net.NodeLabel("B", "A").Value, net.NodeLabel("C", "B").Value).Reason, Is.EqualTo("A would push 2 labels and can push 1."));
        uint[] deep = [net.AdjacencyLabel("A-D").Value, .. Enumerable.Repeat(net.NodeLabel("D", "D").Value, 4), net.NodeLabel("C", "D").Value];
        Assert.That(net.Trace("A", "C", deep).IsGood);
    }

    [Test]
    public void Binding_sid_is_replaced_by_its_list_and_checked_where_it_is_pushed()
    {
        var net = Net.Build("A-B 10", "B-C 10", "B-D 10", "D-C 10", "node B msd=2");
        ImmutableArray<Label> list = [net.AdjacencyLabel("B-D"), net.NodeLabel("C", "D")];
        var overlay = new NetworkOverlay { BindingSids = [new BindingSid(net.NodeKey("B"), new Label(1000), list, "via-D")] };
        var simulator = new ForwardingSimulator(net.Snapshot, overlay);
        var trace = simulator.Trace(net.Request("A", "C", net.NodeLabel("B", "A").Value, 1000));
        Assert.That(trace.IsGood, trace.Reason);
        Assert.That(net.Names(trace.Edges), Is.EqualTo("A-B-D-C"));
        net.Apply("node B msd=1");
        var tooDeep = simulator.Next(net.Snapshot, overlay).Trace(net.Request("A", "C", net.NodeLabel("B", "A").Value, 1000));
        Assert.That((tooDeep.Verdict, tooDeep.Reason), Is.EqualTo((TraceVerdict.TooDeep, "B would push 2 labels and can push 1.")));
    }

    [Test]
    public void Binding_sid_whose_list_starts_with_itself_loops_at_the_node()
    {
        var net = Net.Build("A-B 10");
        var overlay = new NetworkOverlay { BindingSids = [new BindingSid(net.NodeKey("B"), new Label(1000), [new Label(1000)], "self")] };
        Assert.That(new ForwardingSimulator(net.Snapshot, overlay).Trace(net.Request("A", "B", 16002, 1000)).Verdict, Is.EqualTo(TraceVerdict.Loops));
    }

    [Test]
    public void Binding_sids_that_lead_to_each_other_loop_through_the_network()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        var overlay = new NetworkOverlay
        {
            BindingSids =
            [
                new BindingSid(net.NodeKey("B"), new Label(1000), [new Label(16003), new Label(1001)], "to-C"),
                new BindingSid(net.NodeKey("C"), new Label(1001), [new Label(16002), new Label(1000)], "to-B"),
            ],
        };
        var trace = new ForwardingSimulator(net.Snapshot, overlay).Trace(net.Request("A", "B", 16002, 1000));
        Assert.That((trace.Verdict, trace.Reason), Is.EqualTo((TraceVerdict.Loops, "The packet loops: B - C - B.")));
    }
}
