using PceServer.Forwarding.Failures;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Labels;

/// <summary>SIDs of other kinds: BGP peers (RFC 9086), mapping servers (RFC 8661), LANs, flexible algorithms (RFC 9350), other areas.</summary>
public sealed class SidKindTests
{
    [Test]
    public void Peer_sids_leave_the_network_over_their_links_and_sets_share()
    {
        var net = Net.Build("A-B 10");
        var peer = new NodeKey(LinkStateProtocol.Bgp, 0, 65010, 0, 0, default, 0x0A090909);
        var own = new NodeKey(LinkStateProtocol.Bgp, 0, 65000, 0, 0, default, 0x0A000002);
        net.Builder.Apply(new NodeChange("net", peer, new NodeAttributes { Name = "peer" }));
        // The border router is one node, whoever names it: by its loopback as BGP identifier.
        net.Builder.Apply(new NodeChange("net", own, new NodeAttributes { RouterIds = [net.Address("B")] }));
        for (var link = 1u; link <= 2; link++)
        {
            net.Builder.Apply(new LinkChange("net", new LinkKey(own, peer) { LocalIdentifier = link, RemoteIdentifier = link }, new LinkAttributes
            {
                PeerSids = [new PeerSid(PeerSidKind.Node, 15000, true), new PeerSid(PeerSidKind.Adjacency, 15000 + link, true)],
            }));
        }
        var topology = net.Builder.Flush();
        Assert.That(topology.TryFind(own, out var border) && topology.TryFind(peer, out _) && topology.OutStart[border.Value + 1] - topology.OutStart[border.Value] >= 2);
        topology.TryFind(peer, out var end);
        var simulator = new ForwardingSimulator(topology);
        Trace From(params uint[] labels) => simulator.Trace(new TraceRequest(border, [.. labels.Select(l => new Label(l))], end));
        Assert.That(From(15000).IsGood, From(15000).Reason);
        Assert.That(From(15000).Steps.Select(s => s.Share), Is.EqualTo(new[] { 0.5, 0.5 }));
        Assert.That(From(15001).Edges, Has.Length.EqualTo(1));
        Assert.That(From(15001).Edges, Is.Not.EqualTo(From(15002).Edges));
        Assert.That(From(15001).Hops[0].Note, Is.EqualTo("peer SID popped"));
    }

    [Test]
    public void Mapping_server_gives_sids_to_nodes_that_have_none()
    {
        var net = Net.Build("node A", "node B", "node C nosr", "A-B 10", "B-C 10");
        var range = new SidRange(10, new PrefixSid(500, false, 0, 0));
        net.Builder.Apply(new PrefixChange(
            "net", new PrefixKey(net.NodeKey("B"), IpPrefix.Host(IpAddress.Parse("10.0.0.1"))), new PrefixAttributes { IsNodePrefix = false, SidRanges = [range] }));
        var simulator = new ForwardingSimulator(net.Builder.Flush());
        // 10.0.0.3 is the third of the range that begins at 10.0.0.1; its neighbour pops.
        var trace = simulator.Trace(net.Request("A", "C", 16502));
        Assert.That(trace.IsGood, trace.Reason);
        Assert.That(net.Hops(trace), Is.EqualTo("A[16502] B[16502] C[]"));
    }

    [Test]
    public void Lan_adjacency_sid_leads_to_its_neighbour()
    {
        var net = Net.Build("lan X A B C 10", "C-D 10");
        var old = net.Snapshot[net.Edge("A-X")];
        net.Builder.Apply(new LinkChange("net", old.Key, old.Attributes with
        {
            AdjacencySids = [new AdjacencySid(24050, true, 0, 0, net.NodeKey("B").RouterId), new AdjacencySid(24051, true, 0, 0, net.NodeKey("C").RouterId)],
        }));
        var simulator = new ForwardingSimulator(net.Builder.Flush());
        Assert.That(net.Hops(simulator.Trace(net.Request("A", "B", 24050))), Is.EqualTo("A[24050] B[]"));
        Assert.That(net.Hops(simulator.Trace(net.Request("A", "D", 24051, net.NodeLabel("D", "C").Value))), Is.EqualTo("A[24051,16005] C[16005] D[]"));
    }

    [Test]
    public void Flexible_algorithm_follows_its_definitions_metric_and_colours()
    {
        string[] members = ["A", "B", "C", "D"];
        var net = Net.Build(
            ["A-B 10 delay=100", "B-C 10 delay=100", "A-D 50 delay=10", "D-C 50 delay=10", "A-C 500 delay=1 color=3", .. members.Select((n, i) => $"node {n} algo=128 sid128={101 + i}")]);
        var node = net.Snapshot[net["A"]];
        var definition = new FlexAlgoDefinition(128, FlexAlgoMetric.MinimumDelay) { ExcludeAny = 1u << 3 };
        net.Builder.Apply(new NodeChange("net", node.Key, node.Attributes with { FlexAlgoDefinitions = [definition] }));
        var simulator = new ForwardingSimulator(net.Builder.Flush());
        Assert.That(net.Hops(simulator.Trace(net.Request("A", "C", 16103))), Is.EqualTo("A[16103] D[16103] C[]"));
        Assert.That(net.Hops(simulator.Trace(net.Request("A", "C", net.NodeLabel("C", "A").Value))), Is.EqualTo("A[16003] B[16003] C[]"));
    }

    [Test]
    public void Prefix_that_only_others_pass_on_leads_out_of_sight()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        net.Builder.Apply(new PrefixChange("net", new PrefixKey(net.NodeKey("C"), IpPrefix.Host(IpAddress.Parse("10.7.7.7"))), new PrefixAttributes
        {
            IsReadvertised = true,
            PrefixSids = [new PrefixSid(77, false, 0, PrefixSidFlags.Readvertised | PrefixSidFlags.NoPenultimateHopPopping)],
        }));
        var trace = new ForwardingSimulator(net.Builder.Flush()).Trace(net.Request("A", "C", 16077));
        Assert.That((trace.Verdict, trace.Reason), Is.EqualTo((TraceVerdict.Dropped, "C passes label 16077 on into an area that the topology does not show.")));
        Assert.That(net.Hops(trace), Is.EqualTo("A[16077] B[16077] C[16077]"));
    }

    [Test]
    public void Links_of_another_topology_carry_no_prefixes_of_this_one()
    {
        var net = Net.Build("A-B 10 bw=1000", "B-C 10 bw=1000");
        var key = net.LinkKey("A-B") with { MultiTopologyId = 2 };
        foreach (var half in new[] { key, key.Mirrored() })
            net.Builder.Apply(new LinkChange("net", half, new LinkAttributes { IgpMetric = 10, MaximumBandwidth = 1000 }));
        var loopback = new PrefixKey(net.NodeKey("B"), IpPrefix.Host(IpAddress.Parse("2001:db8::2"))) { MultiTopologyId = 2 };
        net.Builder.Apply(new PrefixChange("net", loopback, new PrefixAttributes { IsNodePrefix = true, PrefixSids = [new PrefixSid(102, false, 0, 0)] }));
        var topology = net.Builder.Flush();
        var simulator = new ForwardingSimulator(topology);
        // The same wire in two topologies is not two ways: each prefix goes over the links of its own.
        var one = simulator.Trace(net.Request("A", "B", net.NodeLabel("B", "A").Value) with { Constraints = new PathConstraints { BandwidthBytesPerSecond = 1500 } });
        Assert.That(one.Edges.Select(e => topology.KeyOf(e).MultiTopologyId), Is.EqualTo(new ushort[] { 0 }));
        Assert.That(one.Verdict, Is.EqualTo(TraceVerdict.ViolatesConstraints));
        var other = simulator.Trace(net.Request("A", "B", 16102));
        Assert.That(other.Edges.Select(e => topology.KeyOf(e).MultiTopologyId), Is.EqualTo(new ushort[] { 2 }), other.Reason);
    }

    [Test]
    public void Wire_that_two_levels_announce_is_one_next_hop_and_fails_as_one()
    {
        var net = Net.Build("A-B 10 bw=1000");
        NodeKey LevelOne(string name) => net.NodeKey(name) with { Protocol = LinkStateProtocol.IsisLevel1 };
        var key = net.LinkKey("A-B") with { Local = LevelOne("A"), Remote = LevelOne("B") };
        foreach (var name in new[] { "A", "B" })
            net.Builder.Apply(new NodeChange("net", LevelOne(name), net.Snapshot[net[name]].Attributes));
        foreach (var half in new[] { key, key.Mirrored() })
            net.Builder.Apply(new LinkChange("net", half, new LinkAttributes { IgpMetric = 10, MaximumBandwidth = 1000 }));
        var topology = net.Builder.Flush();
        Assert.That((topology.NodeCount, topology.EdgeCount), Is.EqualTo((2, 4)));
        var simulator = new ForwardingSimulator(topology);
        var request = net.Request("A", "B", net.NodeLabel("B", "A").Value) with { Constraints = new PathConstraints { BandwidthBytesPerSecond = 1500 } };
        var trace = simulator.Trace(request);
        Assert.That(trace.Edges, Has.Length.EqualTo(1));
        Assert.That(trace.Verdict, Is.EqualTo(TraceVerdict.ViolatesConstraints));
        var failed = simulator.Failed(new FailureSet { Links = [trace.Edges[0]] }, FailurePhase.AfterConvergence);
        Assert.That(failed.Trace(request).Verdict, Is.EqualTo(TraceVerdict.Dropped));
    }

    [Test]
    public void Zero_cost_links_do_not_make_a_ring_of_equal_distances()
    {
        var net = Net.Build("A-B 0", "B-C 0", "C-A 0", "C-D 10");
        var trace = net.Trace("A", "D", net.NodeLabel("D", "A").Value);
        Assert.That(trace.Verdict, Is.Not.EqualTo(TraceVerdict.Dropped), trace.Reason);
        Assert.That(net.Trace("C", "D", net.NodeLabel("D", "C").Value).Edges, Is.EqualTo(new[] { net.Edge("C-D") }));
    }
}
