using PceServer.Testing;

namespace PceServer.Topology.Tests;

public sealed class SnapshotTests
{
    [Test]
    public void Columns_hold_the_announced_values_and_say_what_is_missing()
    {
        var net = Net.Build("A-B 10 te=7 delay=500 var=3 loss=9 color=0,70 srlg=4,5 unreserved=8,7,6,5,4,3,2,1", "B-C 10 te=- bw=-");
        var t = net.Snapshot;
        var (ab, bc) = (net.Edge("A-B").Value, net.Edge("B-C").Value);
        Assert.That((t.EdgeIgpMetric[ab], t.EdgeTeMetric[ab], t.EdgeDelay[ab], t.EdgeDelayVariation[ab], t.EdgeLoss[ab]),
            Is.EqualTo((10u, 7u, 500u, 3u, 9u)));
        Assert.That((t.EdgeAdminGroup[ab], t[net.Edge("A-B")].Attributes.AdminGroup.Bits64To127), Is.EqualTo((1ul, 64ul)));
        Assert.That(t.EdgeUnreservedBandwidth.Slice(ab * 8, 8).ToArray(), Is.EqualTo(new ulong[] { 8, 7, 6, 5, 4, 3, 2, 1 }));
        Assert.That(t.EdgeSrlgs[t.EdgeSrlgStart[ab]..t.EdgeSrlgStart[ab + 1]].ToArray(), Is.EqualTo(new uint[] { 4, 5 }));
        Assert.That((t.EdgeTeMetric[bc], t.EdgeDelay[bc], t.EdgeMaximumBandwidth[bc], t.EdgeUnreservedBandwidth[bc * 8]),
            Is.EqualTo((Metric.Missing, Metric.Missing, 0ul, 0ul)));
        Assert.That(t.AttributesOf(net.Edge("B-C")).UnreservedAt(0), Is.Null);
    }

    [Test]
    public void Isis_link_of_maximum_metric_is_left_out_of_shortest_paths_and_an_ospf_one_is_not()
    {
        var net = Net.Build("A-B 16777215");
        Assert.That(net.Snapshot.EdgeIgpMetric[0], Is.EqualTo(Metric.Missing));
        Assert.That(net.Snapshot.EdgeTeMetric[0], Is.EqualTo(16777215u));
        Assert.That(Net.Build("node A protocol=ospf", "node B protocol=ospf", "A-B 16777215").Snapshot.EdgeIgpMetric[0],
            Is.EqualTo(16777215u));
    }

    [TestCase("overload")]
    [TestCase("drained")]
    public void Overloaded_and_drained_nodes_are_closed_to_transit(string how)
    {
        var net = Net.Build("A-B 10", $"node A {how}");
        var t = net.Snapshot;
        Assert.That((t.NoTransit[net["A"].Value], t.NoTransit[net["B"].Value]), Is.EqualTo((true, false)));
    }

    [Test]
    public void Node_is_found_by_name_address_interface_and_igp_id()
    {
        var net = Net.Build("A-B 10", "node B id=10.7.7.7", "prefix B 192.0.2.1/32 metric=1");
        foreach (var text in new[] { "B", "b", "10.7.7.7", "172.16.0.1", "192.0.2.1", "0000.0000.0002" })
            Assert.That(net.Snapshot.TryFind(text, out var node) ? node : (NodeIndex?)null, Is.EqualTo(net["B"]), text);
        Assert.That(net.Snapshot.TryFind("10.9.9.9", out _), Is.False);
    }

    [Test]
    public void Link_is_found_by_interface_address_and_by_unnumbered_interface()
    {
        var net = Net.Build("A-B 10", "A-B 20 unnumbered");
        Assert.That(net.Snapshot.TryFindEdge(IpAddress.Parse("172.16.0.1"), out var edge) ? edge : (EdgeIndex?)null,
            Is.EqualTo(net.Edge("B-A")));
        Assert.That(net.Snapshot.TryFindEdge(net["A"], 3, out edge) ? edge : (EdgeIndex?)null, Is.EqualTo(net.Edge("A-B#2")));
        Assert.That(net.Snapshot.TryFindEdge(net["A"], 0, out _), Is.False);
    }

    [Test]
    public void Domains_tell_levels_areas_and_topologies_apart()
    {
        var net = Net.Build("node A protocol=ospf area=1", "node B protocol=ospf area=1", "A-B 10", "C-D 10");
        var t = net.Snapshot;
        Assert.That(t.Domains[t.EdgeDomain[net.Edge("A-B").Value]], Is.EqualTo(new RoutingDomain(LinkStateProtocol.Ospfv2, 0, 0, 0, 1, 0)));
        Assert.That(t.Domains[t.EdgeDomain[net.Edge("C-D").Value]].Protocol, Is.EqualTo(LinkStateProtocol.IsisLevel2));
    }

    [Test]
    public void Prefix_segments_tell_node_anycast_and_other_prefixes_apart()
    {
        var net = Net.Build("A-B 10", "anycast 10.9.9.9 sid=90 A B", "prefix B 192.0.2.0/24 sid=200", "node A algo=128 sid128=12",
            "node B nosr");
        Assert.That(net.Snapshot.PrefixSegments.Select(s => (s.Kind, s.Prefix.ToString(), s.Sid.Value, s.Sid.Algorithm, s.Owners.Length)),
            Is.EqualTo(new[]
        {
            (PrefixSegmentKind.Node, "10.0.0.1/32", 1u, (byte)0, 1), (PrefixSegmentKind.Node, "10.0.0.1/32", 12u, (byte)128, 1),
            (PrefixSegmentKind.Anycast, "10.9.9.9/32", 90u, (byte)0, 2), (PrefixSegmentKind.Prefix, "192.0.2.0/24", 200u, (byte)0, 1),
        }));
        Assert.That(net.Snapshot.NodeSids(net["A"]).Select(s => s.Sid.Value), Is.EqualTo(new[] { 1u, 12u }));
        Assert.That(net.Snapshot.AdvertisersOf(IpPrefix.Host(IpAddress.Parse("10.9.9.9"))).ToArray().Select(p => p.Node),
            Is.EqualTo(new[] { net["A"], net["B"] }));
    }

    [Test]
    public void Mapping_server_gives_sids_to_prefixes_that_have_none()
    {
        var net = Net.Build("A-B 10", "A-C 10", "node B sid=no", "node C sid=3");
        net.Builder.Apply(new PrefixChange(
            "net", new PrefixKey(net.NodeKey("A"), IpPrefix.Host(IpAddress.Parse("10.0.0.1"))), new PrefixAttributes
            {
                IsNodePrefix = true,
                PrefixSids = [new PrefixSid(1, false, 0, PrefixSidFlags.Node)],
                SidRanges = [new SidRange(3, new PrefixSid(100, false, 0, 0))],
            }));
        var mapped = net.Builder.Flush().PrefixSegments.Where(s => s.IsMapped).Single();
        Assert.That((mapped.Prefix, mapped.Sid.Value, mapped.Owners.Single()),
            Is.EqualTo((IpPrefix.Host(net.Address("B")), 101u, net["B"])));
    }

    [Test]
    public void Longest_match_wins()
    {
        var net = Net.Build("A-B 10", "prefix A 192.0.2.0/24", "prefix B 192.0.2.128/25", "prefix B 0.0.0.0/0");
        string? Match(string address) => net.Snapshot.TryMatch(IpAddress.Parse(address), out var prefix) ? prefix.ToString() : null;
        Assert.That((Match("192.0.2.1"), Match("192.0.2.200"), Match("10.0.0.2"), Match("8.8.8.8"), Match("2001:db8::1")),
            Is.EqualTo(("192.0.2.0/24", "192.0.2.128/25", "10.0.0.2/32", "0.0.0.0/0", (string?)null)));
    }

    [Test]
    public void Flexible_algorithm_definition_of_highest_priority_then_router_is_in_force()
    {
        var net = Net.Build("A-B 10", "B-C 10", "node A algo=128");
        Define("A", 128, 100, FlexAlgoMetric.Igp);
        Define("B", 128, 200, FlexAlgoMetric.Te);
        Define("C", 128, 200, FlexAlgoMetric.MinimumDelay);
        var t = net.Builder.Flush();
        Assert.That(t.TryGetFlexAlgo(128, out var definition) ? definition.Metric : (FlexAlgoMetric?)null,
            Is.EqualTo(FlexAlgoMetric.MinimumDelay));
        Assert.That(t.TryGetFlexAlgo(129, out _), Is.False);
        Assert.That((t.Participates(net["A"], 128), t.Participates(net["A"], 0)), Is.EqualTo((true, true)));

        void Define(string node, byte algorithm, byte priority, FlexAlgoMetric metric) => net.Builder.Apply(new NodeChange(
            "net", net.NodeKey(node), net.Snapshot[net[node]]
                .Attributes with
            { FlexAlgoDefinitions = [new FlexAlgoDefinition(algorithm, metric, 0, priority)] }));
    }

    [TestCase(null, "10.0.0.2", true)]
    [TestCase(null, "10.0.0.9", false)]
    [TestCase(true, "10.0.0.9", true)]
    [TestCase(false, "10.0.0.2", false)]
    public void Node_sid_needs_the_node_flag_or_without_flags_a_router_id(bool? flag, string address, bool isNodeSid)
    {
        var net = Net.Build("A-B 10", "node B sid=no");
        net.Builder.Apply(new PrefixChange(
            "net", new PrefixKey(net.NodeKey("B"), IpPrefix.Host(IpAddress.Parse(address))),
            new PrefixAttributes { IsNodePrefix = flag, PrefixSids = [new PrefixSid(50, false, 0, 0)] }));
        Assert.That(net.Builder.Flush().TryGetNodeSid(net["B"], 0, out _), Is.EqualTo(isNodeSid));
    }

    [Test]
    public void Ospf_router_id_counts_as_router_id()
    {
        var key = new NodeKey(LinkStateProtocol.Ospfv2, 0, 0, 0, 0, new IgpRouterId(0x0A000001, 4));
        var t = Snapshots.Of(
        [
            new NodeChange("s", key, NodeAttributes.None),
            new PrefixChange("s", new PrefixKey(key, IpPrefix.Host(IpAddress.Parse("10.0.0.1"))),
                new PrefixAttributes { PrefixSids = [new PrefixSid(7, false, 0, 0)] }),
        ]);
        Assert.That(t.NodeSids(new NodeIndex(0)).Single().Sid.Value, Is.EqualTo(7u));
    }

    [Test]
    public void Readvertised_prefix_counts_only_where_no_origin_is_in_view()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        var loopback = IpPrefix.Host(net.Address("C"));
        var again = new PrefixAttributes
        {
            IsNodePrefix = true,
            IsReadvertised = true,
            Metric = 10,
            PrefixSids = [new PrefixSid(3, false, 0, PrefixSidFlags.Readvertised)]
        };
        net.Builder.Apply(new PrefixChange("net", new PrefixKey(net.NodeKey("B"), loopback), again));
        Assert.That(Owner(net.Builder.Flush()), Is.EqualTo(net["C"]));
        net.Builder.Apply(new PrefixChange("net", new PrefixKey(net.NodeKey("C"), loopback), null));
        Assert.That(Owner(net.Builder.Flush()), Is.EqualTo(net["B"]));

        NodeIndex Owner(TopologySnapshot t) => t.PrefixSegments.Single(s => s.Prefix == loopback).Owners.Single();
    }

    [Test]
    public void Label_of_an_index_comes_from_the_ranges_in_their_order()
    {
        var block = new LabelBlock([new LabelRange(new Label(30000), 10), new LabelRange(new Label(20000), 10)]);
        Assert.That(block.TryLabel(9, out var first) & block.TryLabel(10, out var second), Is.True);
        Assert.That((first.Value, second.Value), Is.EqualTo((30009u, 20000u)));
        Assert.That(block.TryLabel(20, out _), Is.False);
        Assert.That(block.TryIndex(new Label(20003), out var index) ? index : 0, Is.EqualTo(13u));
    }

    [Test]
    public void Neighbour_snapshots_share_what_did_not_change()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        var first = net.Snapshot;
        var delays = first.EdgeDelay;
        _ = first.EdgeIgpMetric[0];
        var second = net.Apply("set A-B 11");
        Assert.That(second.HasLinksOf(first) && second.HasNodesOf(first), Is.True);
        Assert.That(second.EdgeDelay == delays, Is.True, "an untouched column is the same array");
        Assert.That(first.EdgeIgpMetric[net.Edge("A-B").Value], Is.EqualTo(10u));
        var third = net.Fail("B-C");
        Assert.That((third.HasLinksOf(second), third.HasNodesOf(second)), Is.EqualTo((false, true)));
        Assert.That(third.Prefixes == second.Prefixes, Is.True);
    }
}
