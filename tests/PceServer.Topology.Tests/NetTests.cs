using PceServer.Testing;

namespace PceServer.Topology.Tests;

public sealed class NetTests
{
    [Test]
    public void Net_statements_give_nodes_links_and_sids()
    {
        var net = Net.Build(
            """
            A-B 10/30 delay=5/7 color=0,2 srlg=4
            A-B 20
            B-C 10 adj=no
            node C sid=77 srgb=20000+100 msd=4 overload nophp
            """);
        var topology = net.Snapshot;
        Assert.That((topology.NodeCount, topology.EdgeCount), Is.EqualTo((3, 6)));
        Assert.That(topology[net.Edge("A-B")].Attributes,
            Has.Property("IgpMetric").EqualTo(10u).And.Property("DelayMicroseconds").EqualTo(5u));
        Assert.That(topology[net.Edge("B-A")].Attributes,
            Has.Property("IgpMetric").EqualTo(30u).And.Property("DelayMicroseconds").EqualTo(7u));
        Assert.That(topology.EdgeAdminGroup[net.Edge("A-B").Value], Is.EqualTo(5ul));
        Assert.That(topology[net.Edge("A-B#2")].Reverse, Is.EqualTo(net.Edge("B-A#2")));
        Assert.That(net.NodeLabel(of: "C", at: "A"), Is.EqualTo(new Label(16077)));
        Assert.That(net.NodeLabel(of: "A", at: "C"), Is.EqualTo(new Label(20001)));
        Assert.That(topology.NoTransit[net["C"].Value], Is.True);
        Assert.That(net.Names(net.Path("A-B#2-C")), Is.EqualTo("A-B-C"));
    }

    [Test]
    public void Net_set_and_fail_change_the_snapshot()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        net.Apply("set A-B 55");
        Assert.That(net.Snapshot[net.Edge("A-B")].Attributes.IgpMetric, Is.EqualTo(55u));
        net.Fail("B-C");
        Assert.That(net.Snapshot.EdgeCount, Is.EqualTo(2));
    }

    [Test]
    public void Net_lan_makes_a_pseudonode_that_costs_nothing_to_leave()
    {
        var net = Net.Build("lan X A B C 10");
        Assert.That(net.Snapshot[net["X"]].IsPseudonode, Is.True);
        Assert.That(net.Snapshot.EdgeIgpMetric[net.Edge("A-X").Value], Is.EqualTo(10u));
        Assert.That(net.Snapshot.EdgeIgpMetric[net.Edge("X-B").Value], Is.Zero);
    }
}
