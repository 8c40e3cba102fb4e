namespace PceServer.Topology.Tests;

/// <summary>What holds in one level, area or AS alone.</summary>
public sealed class RoutingDomainTests
{
    private const LinkStateProtocol L1 = LinkStateProtocol.IsisLevel1, L2 = LinkStateProtocol.IsisLevel2;

    [Test]
    public void One_domain_holds_every_node_and_shares_the_flags_of_the_snapshot()
    {
        var t = Snapshots.Of([Node(L2, 1), Node(L2, 2, new NodeAttributes { Overloaded = true }), .. Link(L2, 1, 2)]);
        var domains = t.RoutingDomains;
        Assert.That((domains.Count, domains[0]), Is.EqualTo((1, t.Domains[0])));
        Assert.That(t.Nodes.Select(n => domains.Of(n.Index).ToArray()), Is.All.EqualTo(new ushort[] { 0 }));
        Assert.That(domains.NoTransit(0) == t.NoTransit, Is.True, "the same array");
        Assert.That(t.NoTransit.ToArray(), Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public void Router_between_levels_is_in_both_and_its_neighbours_in_one()
    {
        var t = TwoLevels(default, default);
        var domains = t.RoutingDomains;
        Assert.That((domains.TryFind(Of(L1), out var one), domains.TryFind(Of(L2), out var two)), Is.EqualTo((true, true)));
        Assert.That(domains.TryFind(Of(LinkStateProtocol.Ospfv2), out _), Is.False);
        Assert.That((In(t, L1, 1), In(t, L1, 2), In(t, L2, 3)), Is.EqualTo(
            (new[] { Of(L1) }, new[] { Of(L1), Of(L2) }, new[] { Of(L2) })).Using<RoutingDomain[], RoutingDomain[]>((a, b) => a.ToHashSet().SetEquals(b)));
        Assert.That((domains.IsIn(At(t, L1, 2), one), domains.IsIn(At(t, L1, 2), two), domains.IsIn(At(t, L1, 1), two)), Is.EqualTo((true, true, false)));
    }

    [TestCase(true, false, ExpectedResult = "L1 closed")]
    [TestCase(false, true, ExpectedResult = "L2 closed")]
    [TestCase(true, true, ExpectedResult = "L1 closed, L2 closed, router closed")]
    [TestCase(false, false, ExpectedResult = "")]
    public string Overload_closes_the_level_that_announces_it(bool inLevel1, bool inLevel2) =>
        Closed(TwoLevels(new NodeAttributes { Overloaded = inLevel1 }, new NodeAttributes { Overloaded = inLevel2 }));

    [Test]
    public void Drain_closes_the_router_in_every_level() =>
        Assert.That(Closed(TwoLevels(new NodeAttributes { Drained = true }, null)), Is.EqualTo("L1 closed, L2 closed, router closed"));

    [Test]
    public void Overload_stays_where_it_is_when_it_moves_to_the_other_level()
    {
        var builder = new TopologyBuilder();
        foreach (var change in Levels(new NodeAttributes { Overloaded = true }, NodeAttributes.None))
            builder.Apply(change);
        var before = builder.Flush();
        Assert.That(Closed(before), Is.EqualTo("L1 closed"));
        builder.Apply(Node(L1, 2, NodeAttributes.None));
        builder.Apply(Node(L2, 2, new NodeAttributes { Overloaded = true }));
        var after = builder.Flush();
        Assert.That((Closed(before), Closed(after)), Is.EqualTo(("L1 closed", "L2 closed")));
        // The sum of the router's identities says the same as before; the event must come all the same.
        var events = TopologyDiff.Between(before, after);
        Assert.That(events.OfType<NodeEvent>().Select(e => (e.Node.Index, e.Aspects)), Is.EqualTo(new[] { (At(after, L2, 2), NodeAspects.Transit) }));
    }

    [Test]
    public void Area_border_router_is_closed_in_the_area_where_it_is_overloaded()
    {
        var border = new NodeKey(LinkStateProtocol.Ospfv2, 0, 65000, 0, 0, new IgpRouterId(0x0A000001, 4));
        var t = Snapshots.Of(
        [
            new NodeChange("s", border, NodeAttributes.None), new NodeChange("s", border with { Area = 1 }, new NodeAttributes { Overloaded = true }),
        ]);
        Assert.That((t.NodeCount, t.RoutingDomains.Count, t.NoTransit[0]), Is.EqualTo((1, 2, false)));
        Assert.That(t.RoutingDomains.TryFind(RoutingDomain.Of(border with { Area = 1 }), out var area1), Is.True);
        Assert.That((t.RoutingDomains.NoTransit(area1)[0], t.RoutingDomains.NoTransit(1 - area1)[0]), Is.EqualTo((true, false)));
    }

    [Test]
    public void Peering_identity_says_nothing_of_overload()
    {
        var bgp = new NodeKey(LinkStateProtocol.Bgp, 0, 65000, 0, 0, default, 0x0A000001);
        var igp = new NodeKey(L2, 0, 65000, 0, 0, new IgpRouterId(1, 6));
        var t = Snapshots.Of(
        [
            new NodeChange("s", igp, new NodeAttributes { RouterIds = [IpAddress.V4(0x0A000001)], Overloaded = true }),
            new NodeChange("s", bgp, NodeAttributes.None),
        ]);
        Assert.That((t.NodeCount, t.NoTransit[0]), Is.EqualTo((1, true)));
        Assert.That(Enumerable.Range(0, t.RoutingDomains.Count).Count(d => t.RoutingDomains[d].IsIgp), Is.EqualTo(1));
    }

    [Test]
    public void Flexible_algorithm_definition_in_force_is_that_of_the_level()
    {
        var t = TwoLevels(Defining(FlexAlgoMetric.Te, 100), Defining(FlexAlgoMetric.MinimumDelay, 200));
        var domains = t.RoutingDomains;
        domains.TryFind(Of(L1), out var one);
        domains.TryFind(Of(L2), out var two);
        Assert.That((Metric(one), Metric(two)), Is.EqualTo((FlexAlgoMetric.Te, FlexAlgoMetric.MinimumDelay)));
        Assert.That(t.TryGetFlexAlgo(128, out var any) ? any.Metric : (FlexAlgoMetric?)null, Is.EqualTo(FlexAlgoMetric.MinimumDelay));

        FlexAlgoMetric? Metric(int domain) => domains.TryGetFlexAlgo(domain, 128, out var definition) ? definition.Metric : null;
    }

    [Test]
    public void Node_takes_part_in_an_algorithm_where_it_lists_it()
    {
        var t = TwoLevels(new NodeAttributes { Algorithms = [0, 128] }, new NodeAttributes { Algorithms = [0] });
        var domains = t.RoutingDomains;
        domains.TryFind(Of(L1), out var one);
        domains.TryFind(Of(L2), out var two);
        var border = At(t, L1, 2);
        Assert.That((domains.Participates(border, one, 128), domains.Participates(border, two, 128), t.Participates(border, 128)),
            Is.EqualTo((true, false, true)));
        Assert.That((domains.Participates(At(t, L1, 1), one, 0), domains.Participates(At(t, L1, 1), two, 0)), Is.EqualTo((true, false)),
            "who is not in a domain takes no part in it");
    }

    [Test]
    public void Node_is_in_another_topology_where_it_has_a_link_there()
    {
        var forth = new LinkKey(Key(L2, 1), Key(L2, 2)) { MultiTopologyId = 2 };
        var t = Snapshots.Of(
        [
            Node(L2, 1), Node(L2, 2), Node(L2, 3), .. Link(L2, 1, 2), .. Link(L2, 2, 3),
            new LinkChange("s", forth, new LinkAttributes { IgpMetric = 1 }), new LinkChange("s", forth.Mirrored(), new LinkAttributes { IgpMetric = 1 }),
        ]);
        Assert.That((In(t, L2, 1).Length, In(t, L2, 2).Length, In(t, L2, 3).Length), Is.EqualTo((2, 2, 1)));
        Assert.That(t.RoutingDomains.TryFind(RoutingDomain.Of(new PrefixKey(Key(L2, 1), default) { MultiTopologyId = 2 }), out _), Is.True);
    }

    [Test]
    public void Far_end_of_a_link_is_in_its_own_domains_alone_though_there_are_several_topologies()
    {
        var (ours, theirs) = (new NodeKey(LinkStateProtocol.Bgp, 0, 65000, 0, 0, default, 1), new NodeKey(LinkStateProtocol.Bgp, 0, 65001, 0, 0, default, 2));
        var other = new LinkKey(Key(L2, 1), Key(L2, 2)) { MultiTopologyId = 2 };
        var t = Snapshots.Of(
        [
            Node(L2, 1), Node(L2, 2), new LinkChange("s", other, LinkAttributes.None), new LinkChange("s", other.Mirrored(), LinkAttributes.None),
            new LinkChange("s", new LinkKey(ours, theirs), new LinkAttributes { PeerSids = [new PeerSid(PeerSidKind.Node, 15001, true)] }),
        ]);
        Assert.That(t.TryFind(theirs, out var peer), Is.True);
        Assert.That(t.RoutingDomains.Of(peer).ToArray().Select(d => t.RoutingDomains[d].AutonomousSystem), Is.EqualTo(new[] { 65001u }));
    }

    [Test]
    public void Link_flap_keeps_what_is_known_of_the_domains()
    {
        var builder = new TopologyBuilder();
        foreach (var change in Levels(NodeAttributes.None, NodeAttributes.None))
            builder.Apply(change);
        var before = builder.Flush().RoutingDomains;
        foreach (LinkChange half in Link(L2, 2, 3))
            builder.Apply(half with { Attributes = new LinkAttributes { IgpMetric = 77 } });
        Assert.That(builder.Flush().RoutingDomains, Is.SameAs(before));
    }

    private static NodeAttributes Defining(FlexAlgoMetric metric, byte priority) =>
        new() { FlexAlgoDefinitions = [new FlexAlgoDefinition(128, metric, 0, priority)], Algorithms = [0, 128] };

    private static string Closed(TopologySnapshot t)
    {
        var border = At(t, L1, 2);
        var domains = t.RoutingDomains;
        domains.TryFind(Of(L1), out var one);
        domains.TryFind(Of(L2), out var two);
        string[] closed = [domains.NoTransit(one)[border.Value] ? "L1 closed" : "", domains.NoTransit(two)[border.Value] ? "L2 closed" : "", t.NoTransit[border.Value] ? "router closed" : ""];
        return string.Join(", ", closed.Where(c => c != ""));
    }

    /// <summary>Router 1 in level 1, router 2 in both, router 3 in level 2.</summary>
    private static TopologySnapshot TwoLevels(NodeAttributes? level1, NodeAttributes? level2) => Snapshots.Of([.. Levels(level1, level2)]);

    private static IEnumerable<TopologyChange> Levels(NodeAttributes? level1, NodeAttributes? level2) =>
        [Node(L1, 1), Node(L1, 2, level1), Node(L2, 2, level2), Node(L2, 3), .. Link(L1, 1, 2), .. Link(L2, 2, 3)];

    private static RoutingDomain[] In(TopologySnapshot t, LinkStateProtocol protocol, ulong id)
    {
        var domains = t.RoutingDomains;
        return [.. domains.Of(At(t, protocol, id)).ToArray().Select(d => domains[d])];
    }

    private static RoutingDomain Of(LinkStateProtocol protocol) => RoutingDomain.Of(Key(protocol, 1));

    private static NodeIndex At(TopologySnapshot t, LinkStateProtocol protocol, ulong id) =>
        t.TryFind(Key(protocol, id), out var node) ? node : throw new KeyNotFoundException($"{protocol} {id}");

    private static NodeKey Key(LinkStateProtocol protocol, ulong id) => new(protocol, 0, 65000, 0, 0, new IgpRouterId(id, 6));

    private static NodeChange Node(LinkStateProtocol protocol, ulong id, NodeAttributes? attributes = null) =>
        new("s", Key(protocol, id), attributes ?? NodeAttributes.None);

    private static IEnumerable<TopologyChange> Link(LinkStateProtocol protocol, ulong a, ulong b)
    {
        var forth = new LinkKey(Key(protocol, a), Key(protocol, b));
        return [new LinkChange("s", forth, new LinkAttributes { IgpMetric = 10 }), new LinkChange("s", forth.Mirrored(), new LinkAttributes { IgpMetric = 10 })];
    }
}
