namespace PceServer.Topology.Tests;

public sealed class MergeTests
{
    private static readonly NodeKey A = Key(LinkStateProtocol.IsisLevel2, 1);
    private static readonly NodeKey B = Key(LinkStateProtocol.IsisLevel2, 2);
    private static readonly LinkKey AB = new(A, B);

    [Test]
    public void Levels_of_one_system_id_are_one_node_with_both_identities()
    {
        var level1 = Key(LinkStateProtocol.IsisLevel1, 1);
        var topology = Snapshots.Of(
        [
            Node("s", A, new NodeAttributes { Name = "a", Algorithms = [0] }),
                Node("s", level1, new NodeAttributes { RouterIds = [Ip("10.0.0.1")], Algorithms = [0, 128], Overloaded = true }),
            Node("s", B, NodeAttributes.None),
        ]);
        Assert.That(topology.NodeCount, Is.EqualTo(2));
        Assert.That(topology.TryFind(A, out var one) & topology.TryFind(level1, out var other), Is.True);
        Assert.That(one, Is.EqualTo(other));
        var node = topology[one];
        Assert.That((node.Attributes.Name, node.RouterId, topology.NoTransit[one.Value]),
            Is.EqualTo(("a", (IpAddress?)Ip("10.0.0.1"), false)));
        Assert.That(node.Attributes.Algorithms, Is.EquivalentTo(new byte[] { 0, 128 }));
    }

    [Test]
    public void Routers_of_two_protocols_are_one_node_when_they_share_a_router_id()
    {
        var ospf = new NodeKey(LinkStateProtocol.Ospfv2, 7, 65000, 0, 0, new IgpRouterId(0x0A000001, 4));
        var area1 = ospf with { Area = 1 };
        var topology = Snapshots.Of([Node("s", A, new NodeAttributes { RouterIds = [Ip("10.0.0.1")] }),
            Node("s", ospf, NodeAttributes.None), Node("s", area1, NodeAttributes.None)]);
        Assert.That(topology.Nodes.Single().Keys, Is.EqualTo(new[] { A, ospf, area1 }));
    }

    [Test]
    public void Two_igp_ids_in_one_level_stay_two_routers_whatever_router_id_they_claim()
    {
        var same = new NodeAttributes { RouterIds = [Ip("10.0.0.1")] };
        Assert.That(Snapshots.Of([Node("s", A, same), Node("s", B, same)]).NodeCount, Is.EqualTo(2));
    }

    [Test]
    public void Same_identifiers_in_two_autonomous_systems_stay_two_routers()
    {
        var same = new NodeAttributes { RouterIds = [Ip("10.0.0.1")] };
        var topology = Snapshots.Of([Node("s", A with { AutonomousSystem = 65001 }, same),
            Node("s", A with { AutonomousSystem = 65002 }, same)]);
        Assert.That(topology.NodeCount, Is.EqualTo(2));
    }

    [Test]
    public void Half_link_that_two_speakers_name_differently_is_one_edge()
    {
        var (a2, b2) = (A with { AutonomousSystem = 65000 }, B with { AutonomousSystem = 65000 });
        var numbered = AB with { LocalAddress = Ip("1.0.0.0"), RemoteAddress = Ip("1.0.0.1") };
        var other = numbered with { Local = a2, Remote = b2 };
        var topology = Snapshots.Of(
        [
            Node("s", A, NodeAttributes.None), Node("s", B, NodeAttributes.None), Node("t", a2, NodeAttributes.None),
                Node("t", b2, NodeAttributes.None),
            Link("s", numbered, 10), Link("s", numbered.Mirrored(), 10), Link("t", other, 10), Link("t", other.Mirrored(), 10),
        ]);
        Assert.That((topology.NodeCount, topology.EdgeCount), Is.EqualTo((2, 2)));
        Assert.That(topology.UnusableLinks.Select(l => l.Reason), Is.EqualTo(new[] { UnusableReason.Duplicate, UnusableReason.Duplicate }));
    }

    [Test]
    public void Source_of_higher_priority_wins_and_the_other_completes_it()
    {
        var builder = Two();
        Apply(builder, new SourcePolicy("static", 200), Link("bgp", AB, 10, te: 5), Link("static", AB, 99), Link("bgp", AB.Mirrored(), 1));
        var link = builder.Flush()[new EdgeIndex(0)];
        Assert.That((link.Attributes.IgpMetric, link.Attributes.TeMetric), Is.EqualTo((99u, 5u)));
        Apply(builder, Link("static", AB, null));
        Assert.That(builder.Flush().EdgeIgpMetric[0], Is.EqualTo(10u));
    }

    [Test]
    public void Fact_stays_while_another_source_still_says_it()
    {
        var builder = Two();
        foreach (var source in new[] { "r1", "r2" })
            Apply(builder, Link(source, AB, 10), Link(source, AB.Mirrored(), 10));
        var before = builder.Flush();
        Apply(builder, new SourceGone("r1"));
        Assert.That(TopologyDiff.Between(before, builder.Flush()), Is.Empty);
        Apply(builder, new SourceGone("r2"));
        Assert.That(builder.Flush().EdgeCount, Is.Zero);
    }

    [Test]
    public void Source_that_comes_back_after_it_was_gone_gives_the_same_snapshot()
    {
        var changes = Testing.IspGraph.Make(60).ToChanges("r1").ToList();
        var builder = new TopologyBuilder();
        changes.ForEach(builder.Apply);
        var before = builder.Flush();
        Apply(builder, new SourceGone("r1"));
        var empty = builder.Flush();
        Assert.That((empty.NodeCount, empty.EdgeCount, empty.Prefixes.Length), Is.EqualTo((0, 0, 0)));
        changes.ForEach(builder.Apply);
        Canonical.AssertSame(builder.Flush(), before);
    }

    [Test]
    public void Supplement_adds_to_what_is_announced_and_announces_nothing()
    {
        var builder = Two();
        Apply(builder, new SourcePolicy("extra", 50, IsSupplement: true),
            new LinkChange("extra", AB, new LinkAttributes { DelayMicroseconds = 7 }), Link("bgp", AB.Mirrored(), 1));
        Assert.That(builder.Flush().EdgeCount, Is.Zero);
        Apply(builder, Link("bgp", AB, 10));
        Assert.That((builder.Flush().EdgeIgpMetric[0], builder.Current.EdgeDelay[0]), Is.EqualTo((10u, 7u)));
        Apply(builder, Link("bgp", AB, null));
        Assert.That(builder.Flush().EdgeCount, Is.Zero);
    }

    [Test]
    public void Source_that_becomes_a_supplement_takes_its_links_away()
    {
        var builder = Two();
        Apply(builder, Link("file", AB, 10), Link("file", AB.Mirrored(), 10));
        Assert.That(builder.Flush().EdgeCount, Is.EqualTo(2));
        Apply(builder, new SourcePolicy("file", 100, IsSupplement: true));
        Assert.That(builder.Flush().EdgeCount, Is.Zero);
        Apply(builder, new SourcePolicy("file", 100));
        Assert.That(builder.Flush().EdgeCount, Is.EqualTo(2));
    }

    [Test]
    public void Stale_facts_stand_until_the_refresh_that_leaves_them_out()
    {
        var builder = Two();
        Apply(builder, Link("r1", AB, 10), Link("r1", AB.Mirrored(), 10), new SourceStale("r1"));
        Assert.That(builder.Flush().EdgeCount, Is.EqualTo(2));
        Apply(builder, Link("r1", AB, 10), new SourceRefreshed("r1"));
        Assert.That(builder.Flush().EdgeCount, Is.Zero);
        Assert.That(builder.Current.UnusableLinks.Single().Key, Is.EqualTo(AB));
    }

    [Test]
    public void Flush_without_a_change_gives_the_same_snapshot()
    {
        var builder = Two();
        Apply(builder, Link("s", AB, 10), Link("s", AB.Mirrored(), 10));
        var first = builder.Flush();
        Apply(builder, Link("s", AB, 10), Node("s", A, NodeAttributes.None), Link("s", AB with { LocalIdentifier = 9 }, null));
        Assert.That(builder.Flush(), Is.SameAs(first));
    }

    private static TopologyBuilder Two()
    {
        var builder = new TopologyBuilder();
        Apply(builder, Node("nodes", A, NodeAttributes.None), Node("nodes", B, NodeAttributes.None));
        return builder;
    }

    private static void Apply(TopologyBuilder builder, params TopologyChange[] changes) => Array.ForEach(changes, builder.Apply);

    private static NodeKey Key(LinkStateProtocol protocol, ulong id) => new(protocol, 0, 0, 0, 0, new IgpRouterId(id, 6));

    private static IpAddress Ip(string text) => IpAddress.Parse(text);

    private static NodeChange Node(string source, NodeKey key, NodeAttributes attributes) => new(source, key, attributes);

    private static LinkChange Link(string source, LinkKey key, uint? igp, uint te = Metric.Missing) =>
        new(source, key, igp is { } metric ? new LinkAttributes { IgpMetric = metric, TeMetric = te } : null);
}
