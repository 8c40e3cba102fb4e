using PceServer.Forwarding.Failures;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Labels;

/// <summary>Answers worked out by hand for networks of several levels, areas and ASes (RFC 5302, RFC 2328, RFC 8667 §2.1, RFC 8665 §5, RFC 9350 §13).</summary>
public sealed class DomainTests
{
    /// <summary>S in area 1, border router B, D in the backbone.</summary>
    private static readonly string[] TwoAreas = ["S-B 10 in=area1", "B-D 10 in=area0", "node S", "node B", "node D"];

    [Test]
    public void Prefix_that_nobody_announces_again_has_no_label_in_the_other_area()
    {
        var net = Net.Build(TwoAreas);
        Assert.That(net.Trace("S", "D", 16003).Reason, Is.EqualTo("S drops label 16003: it has no route to D."));
        Assert.That(new ForwardingSimulator(net.Snapshot).LabelTableOf(net["S"]).Select(e => e.Meaning), Has.None.EqualTo("10.0.0.3/32"));
        Assert.That(net.Trace("B", "D", 16003).IsGood);
    }

    [Test]
    public void Border_router_gets_its_label_and_swaps_it_into_the_next_area_and_its_neighbour_there_pops()
    {
        var net = Net.Build([.. TwoAreas, "node B srgb=20000+100", "B-C 5 in=area0", "C-D 5 in=area0", "pass B area1 D metric=10"]);
        var trace = net.Trace("S", "D", 16003);
        Assert.That(trace.IsGood, trace.Reason);
        // B does not own the prefix: no popping before it, though it is the end of the way in area 1.
        Assert.That(net.Hops(trace), Is.EqualTo("S[16003] B[20003] D[] C[16003]"));
    }

    [Test]
    public void Two_border_routers_of_equal_cost_share_and_of_different_cost_do_not()
    {
        string[] network = ["S-B 10 in=area1", "S-C 10 in=area1", "B-D 10 in=area0", "C-D 10 in=area0", "node S", "node B", "node C", "node D"];
        var equal = Net.Build([.. network, "pass B area1 D metric=10", "pass C area1 D metric=10"]);
        Assert.That(equal.Hops(equal.Trace("S", "D", 16004)), Is.EqualTo("S[16004] B[16004] C[16004] D[]"));
        var nearer = Net.Build([.. network, "pass B area1 D metric=11", "pass C area1 D metric=10"]);
        Assert.That(nearer.Hops(nearer.Trace("S", "D", 16004)), Is.EqualTo("S[16004] C[16004] D[]"));
    }

    [Test]
    public void Intra_area_way_is_taken_though_the_summary_is_cheaper()
    {
        var net = Net.Build("S-D 100 in=area1", "S-B 1 in=area1", "B-D 1 in=area0", "pass B area1 D metric=1");
        Assert.That(net.Hops(net.Trace("S", "D", net.NodeLabel("D", "S").Value)), Does.StartWith("S[16002] D["));
    }

    [Test]
    public void Border_router_of_the_backbone_reads_no_summaries_of_other_areas()
    {
        // Area 1 would offer B a way to D over the other border router C; B's own backbone has none.
        var net = Net.Build("B-C 1 in=area1", "C-D 1 in=area0", "B-X 1 in=area0", "node B", "node C", "node D", "node X", "pass C area1 D metric=1");
        Assert.That(net.Trace("B", "D", 16003).Reason, Is.EqualTo("B drops label 16003: it has no route to D."));
        var inner = Net.Build("I-B 1 in=area1", "B-C 1 in=area1", "C-D 1 in=area0", "pass C area1 D metric=1");
        Assert.That(inner.Trace("I", "D", inner.NodeLabel("D", "I").Value).IsGood);
    }

    [Test]
    public void Level_1_reaches_what_is_leaked_into_it_and_nothing_else()
    {
        string[] network = ["S-B 10 in=L1", "B-D 10 in=L2", "D-E 10 in=L2", "node S", "node B", "node D", "node E"];
        var net = Net.Build([.. network, "pass B L1 D metric=10", "pass B L2 S metric=10"]);
        Assert.That(net.Hops(net.Trace("S", "D", 16003)), Is.EqualTo("S[16003] B[16003] D[]"));
        Assert.That(net.Trace("S", "E", 16004).Verdict, Is.EqualTo(TraceVerdict.Dropped));
        Assert.That(net.Hops(net.Trace("E", "S", 16001)), Is.EqualTo("E[16001] D[16001] B[16001] S[]"));
    }

    [Test]
    public void Level_1_is_taken_before_level_2_and_that_before_what_is_leaked_whatever_they_cost()
    {
        var own = Net.Build("B-D 100 in=L1", "B-D 1 in=L2");
        Assert.That(own.Trace("B", "D", own.NodeLabel("D", "B").Value).Edges, Is.EqualTo(new[] { own.Edge("B-D") }));
        var leaked = Net.Build("B-C 1 in=L1", "C-D 1 in=L2", "B-D 100 in=L2", "node B", "node C", "node D", "pass C L1 D metric=1");
        Assert.That(leaked.Hops(leaked.Trace("B", "D", 16003)), Is.EqualTo("B[16003] D[]"));
    }

    [Test]
    public void One_wire_in_both_levels_keeps_the_way_in_each()
    {
        var net = Net.Build("A-B 10 in=L1+L2", "B-C 10 in=L2", "node A home=L1", "node C home=L2");
        Assert.That(net.Trace("A", "C", net.NodeLabel("C", "A").Value).IsGood, Is.True);
        var way = net.Trace("C", "A", net.NodeLabel("A", "C").Value);
        Assert.That(way.Reason, Is.EqualTo("C drops label 16001: it has no route to A."));
    }

    [Test]
    public void What_is_booked_on_a_wire_in_one_level_is_not_left_in_the_other()
    {
        var net = Net.Build("A-B 10 in=L1+L2 bw=1000", "B-C 10 in=L2 bw=1000", "node A", "node B", "node C");
        var inLevel1 = net.LinkKey("A-B");
        var overlay = new NetworkOverlay { BookedBandwidth = NetworkOverlay.Empty.BookedBandwidth.Add(inLevel1, 600) };
        var request = net.Request("A", "C", 16003) with { Constraints = new PathConstraints { BandwidthBytesPerSecond = 500 } };
        var trace = new ForwardingSimulator(net.Snapshot, overlay).Trace(request);
        Assert.That(trace.Edges.Select(e => net.Snapshot.KeyOf(e)), Has.None.EqualTo(inLevel1), "the walk is in level 2");
        Assert.That((trace.Verdict, trace.Reason), Is.EqualTo((TraceVerdict.ViolatesConstraints, "The path needs 500 bytes/s on the link A - B, which has 400 left.")));
        var own = request with { OwnBookings = request.OwnBookings.Add(inLevel1, 600) };
        Assert.That(new ForwardingSimulator(net.Snapshot, overlay).Trace(own).IsGood);
    }

    [Test]
    public void Peer_set_shares_between_its_peers_by_weight()
    {
        var net = Net.Build("A-B 10 in=L2@65001", "node A", "node B");
        var own = Bgp(net, "B", 65001);
        net.Builder.Apply(new NodeChange("net", own, new NodeAttributes { RouterIds = [net.Address("B")] }));
        for (var number = 1u; number <= 2; number++)
        {
            var peer = own with { AutonomousSystem = 65002, BgpRouterId = 0x0A090900 + number };
            net.Builder.Apply(new NodeChange("net", peer, new NodeAttributes { Name = $"peer{number}" }));
            net.Builder.Apply(new LinkChange("net", new LinkKey(own, peer) { LocalIdentifier = number, RemoteIdentifier = 1 }, new LinkAttributes
            {
                PeerSids = [new PeerSid(PeerSidKind.Set, 15009, true, Weight: (byte)(number == 1 ? 1 : 3)), new PeerSid(PeerSidKind.Node, 15000 + number, true)],
            }));
        }
        var simulator = new ForwardingSimulator(net.Builder.Flush());
        var trace = simulator.Trace(net.Request("A", "B", 16002, 15009));
        Assert.That(net.Hops(trace), Is.EqualTo("A[16002,15009] B[15009] peer1[] peer2[]"));
        Assert.That(trace.Steps.Skip(1).Select(s => s.Share), Is.EqualTo(new[] { 0.25, 0.75 }));
        Assert.That(net.Hops(simulator.Trace(net.Request("A", "B", 16002, 15002))), Is.EqualTo("A[16002,15002] B[15002] peer2[]"));
    }

    [Test]
    public void Overload_in_one_level_closes_that_level_alone()
    {
        string[] network = ["A-B 10 in=L1", "B-C 10 in=L1", "D-B 10 in=L2", "B-E 10 in=L2", "node A", "node B overload=L1", "node C", "node D", "node E"];
        var net = Net.Build(network);
        Assert.That(net.Trace("A", "C", 16003).Verdict, Is.EqualTo(TraceVerdict.Dropped));
        Assert.That(net.Trace("D", "E", 16005).IsGood);
        var drained = Net.Build([.. network, "node B drained"]);
        Assert.That(drained.Trace("D", "E", 16005).Verdict, Is.EqualTo(TraceVerdict.Dropped));
    }

    [Test]
    public void Router_that_was_given_its_prefix_in_another_level_too_is_popped_before_in_both()
    {
        var net = Net.Build("A-B 10 in=L1", "B-C 10 in=L2", "node A", "node B", "node C");
        Assert.That(net.Hops(net.Trace("A", "B", 16002)), Is.EqualTo("A[16002] B[]"));
        Assert.That(net.Hops(net.Trace("C", "B", 16002)), Is.EqualTo("C[16002] B[]"));
    }

    [Test]
    public void Ospf_prefix_attached_to_the_border_router_is_its_own_though_it_is_inter_area()
    {
        var net = Net.Build("S-B 10 in=area1", "B-D 10 in=area0", "node B home=area0");
        var key = new PrefixKey(net.NodeKey("B", "area1"), IpPrefix.Host(net.Address("B"))) { OspfRouteType = 2 };
        net.Builder.Apply(new PrefixChange("net", key, new PrefixAttributes
        {
            IsReadvertised = true,
            IsAttached = true,
            PrefixSids = [new PrefixSid(2, false, 0, 0)],
        }));
        var trace = new ForwardingSimulator(net.Builder.Flush()).Trace(net.Request("S", "B", 16002));
        Assert.That(net.Hops(trace), Is.EqualTo("S[16002] B[]"), trace.Reason);
    }

    [Test]
    public void Redistribution_keeps_the_label_up_to_the_border_and_takes_the_index_of_the_other_protocol_there()
    {
        // RFC 8660 §2.5.2.2, with the index 7 in IS-IS for what has index 1 in OSPF.
        var net = Net.Build("A-B 10 in=L2", "B-C 10 in=area0", "C-D 10 in=area0", "node D sid=1", "node A sid=100", "node C sid=102", "node B sid=103");
        net.Builder.Apply(new PrefixChange("net", new PrefixKey(net.NodeKey("B", "L2"), IpPrefix.Host(net.Address("D"))), new PrefixAttributes
        {
            IsReadvertised = true,
            IsExternal = true,
            PrefixSids = [new PrefixSid(7, false, 0, PrefixSidFlags.Readvertised | PrefixSidFlags.NoPenultimateHopPopping)],
        }));
        var trace = new ForwardingSimulator(net.Builder.Flush()).Trace(net.Request("A", "D", 16007));
        Assert.That(net.Hops(trace), Is.EqualTo("A[16007] B[16007] C[16001] D[]"), trace.Reason);
    }

    [Test]
    public void Two_autonomous_systems_are_crossed_by_a_peer_sid_and_may_use_one_index_twice()
    {
        var net = Net.Build(
            "A-B 10 in=L2@65001", "C-D 10 in=L2@65002", "node A sid=1", "node B sid=2", "node C sid=1 srgb=30000+100", "node D sid=2 srgb=30000+100");
        var (own, peer) = (Bgp(net, "B", 65001), Bgp(net, "C", 65002));
        foreach (var key in new[] { own, peer })
            net.Builder.Apply(new NodeChange("net", key, new NodeAttributes { RouterIds = [IpAddress.V4(key.BgpRouterId)] }));
        var link = new LinkKey(own, peer) { LocalIdentifier = 1, RemoteIdentifier = 1 };
        net.Builder.Apply(new LinkChange("net", link, new LinkAttributes { PeerSids = [new PeerSid(PeerSidKind.Node, 15000, true)] }));
        var simulator = new ForwardingSimulator(net.Builder.Flush());
        Assert.That(simulator.Conflicts(), Is.Empty);
        var trace = simulator.Trace(net.Request("A", "D", 16002, 15000, 30002));
        Assert.That(net.Hops(trace), Is.EqualTo("A[16002,15000,30002] B[15000,30002] C[30002] D[]"), trace.Reason);
        Assert.That(trace.Hops[1].Note, Is.EqualTo("peer SID popped"));
        Assert.That(simulator.Trace(net.Request("A", "D", 16002, 30002)).Verdict, Is.EqualTo(TraceVerdict.Dropped));
    }

    [TestCase("", "fapm=3", "S[16128] B[16128] D[]")]
    [TestCase("fapm", "fapm=3", "S[16128] B[16128] D[]")]
    [TestCase("fapm", "", null)]
    public void Flexible_algorithm_goes_on_behind_the_border_by_its_own_prefix_metric_if_the_definition_asks_for_it(string flag, string metric, string? way)
    {
        var net = Net.Build(
            "S-B 10 in=L1", "B-D 10 in=L2", $"node S algo=128 sid128=126 fad128=igp {flag}", "node B algo=128 sid128=127", "node D algo=128 sid128=128",
            $"pass B L1 D metric=10 {metric}");
        var trace = net.Trace("S", "D", 16128);
        if (way is null)
            Assert.That(trace.Verdict, Is.EqualTo(TraceVerdict.Dropped));
        else
            Assert.That(net.Hops(trace), Is.EqualTo(way), trace.Reason);
    }

    [Test]
    public void Flexible_algorithm_is_defined_for_each_level_apart()
    {
        string[] nodes = ["node A algo=128 sid128=101 fad128=te", "node B algo=128 sid128=102", "node C algo=128 sid128=103 fad128=delay", "node D algo=128 sid128=104", "node E algo=128 sid128=105"];
        var net = Net.Build(
            [.. nodes, "A-B 10 in=L1 te=1 delay=99", "A-D 1 in=L1 te=9 delay=1", "D-B 1 in=L1 te=9 delay=1", "B-C 1 in=L2 te=1 delay=99", "B-E 9 in=L2 te=9 delay=1", "E-C 9 in=L2 te=9 delay=1"]);
        Assert.That(net.Hops(net.Trace("A", "B", 16102)), Is.EqualTo("A[16102] B[]"));
        Assert.That(net.Hops(net.Trace("B", "C", 16103)), Is.EqualTo("B[16103] E[16103] C[]"));
    }

    [Test]
    public void Failure_in_one_area_leaves_the_ways_of_the_other_alone()
    {
        var net = Net.Build([.. TwoAreas, "pass B area1 D metric=10", "S-T 10 in=area1", "T-B 10 in=area1"]);
        var simulator = new ForwardingSimulator(net.Snapshot).Failed(new FailureSet { Links = [net.Edge("S-B")] }, FailurePhase.AfterConvergence);
        Assert.That(net.Hops(simulator.Trace(net.Request("S", "D", 16003))), Is.EqualTo("S[16003] T[16003] B[16003] D[]"));
    }

    [Test]
    public void Border_router_that_lost_its_route_withdraws_it_and_one_whose_route_got_longer_says_so()
    {
        // S reaches D over B, at 10 + 10; over C it would be 10 + 12.
        string[] network =
        [
            "S-B 10 in=area1", "S-C 10 in=area1", "B-D 10 in=area0", "C-D 12 in=area0", "B-C 30 in=area0",
            "node S", "node B", "node C", "node D", "pass B area1 D metric=10", "pass C area1 D metric=12",
        ];
        var net = Net.Build(network);
        string After(string link) => net.Hops(new ForwardingSimulator(net.Snapshot)
            .Failed(new FailureSet { Links = [net.Edge(link)] }, FailurePhase.AfterConvergence).Trace(net.Request("S", "D", 16004)));
        Assert.That(net.Hops(net.Trace("S", "D", 16004)), Is.EqualTo("S[16004] B[16004] D[]"));
        // B would announce 42 now, C still 12.
        Assert.That(After("B-D"), Is.EqualTo("S[16004] C[16004] D[]"));
        var alone = Net.Build([.. network.Where(s => s != "B-C 30 in=area0")]);
        var lost = new ForwardingSimulator(alone.Snapshot).Failed(new FailureSet { Links = [alone.Edge("B-D"), alone.Edge("C-D")] }, FailurePhase.AfterConvergence);
        Assert.That(lost.Trace(alone.Request("S", "D", 16004)).Reason, Does.StartWith("S drops label 16004"));
    }

    private static NodeKey Bgp(Net net, string node, uint system) =>
        new(LinkStateProtocol.Bgp, 0, system, 0, 0, default, (uint)net.Address(node).Low);
}
