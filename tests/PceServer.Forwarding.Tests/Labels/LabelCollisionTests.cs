using System.Collections.Immutable;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Labels;

/// <summary>
/// The examples of RFC 8660 Appendix A.2 and A.3, one test each: node A and the two claims to one of its labels. Where the RFC's addresses alone would decide the
/// same way, a second case turns them round.
/// </summary>
public sealed class LabelCollisionTests
{
    private const string A = "node A srgb=1000+1000 sid=999";

    /// <summary>A with B behind one link and C behind another; who announces what is said by each test.</summary>
    private static Net Nodes(string linkToB, string linkToC, params string[] more) =>
        Net.Build([A, "node B sid=no srgb=1000+1000", "node C sid=no srgb=1000+1000", $"A-B 10 {linkToB}", $"A-C 10 {linkToC}", .. more]);

    private static void Announce(Net net, string node, string domain, string prefix, uint index, ushort topology = 0, byte algorithm = 0)
    {
        Assert.That(IpPrefix.TryParse(prefix, out var parsed));
        net.Builder.Apply(new PrefixChange("net", new PrefixKey(net.NodeKey(node, domain), parsed) { MultiTopologyId = topology }, new PrefixAttributes
        {
            PrefixSids = [new PrefixSid(index, false, algorithm, 0)],
        }));
    }

    private static string Meaning(Net net, uint label, params BindingSid[] bindings) =>
        new ForwardingSimulator(net.Builder.Flush(), new NetworkOverlay { BindingSids = [.. bindings] }).LabelTableOf(net["A"])
            .Single(e => e.Label.Value == label).Meaning;

    [TestCase("198.51.100.5/32", "203.0.113.105/32")]
    [TestCase("203.0.113.105/32", "198.51.100.5/32", Description = "the numerically greater prefix wins by its protocol")]
    public void Example_1_smaller_administrative_distance_wins(string ospf, string isis)
    {
        var net = Nodes("in=area0", "in=L2");
        Announce(net, "B", "area0", ospf, 5);
        Announce(net, "C", "L2", isis, 5);
        Assert.That(Meaning(net, 1005), Is.EqualTo(ospf));
    }

    [Test]
    public void Example_2_prefix_of_ospf_wins_over_a_dynamic_adjacency_of_isis()
    {
        var net = Nodes("in=area0", "in=L2 adj=1006");
        Announce(net, "B", "area0", "198.51.100.6/32", 6);
        Assert.That(Meaning(net, 1006), Is.EqualTo("198.51.100.6/32"));
        // The other way round the adjacency has the smaller distance.
        var turned = Nodes("in=L2", "in=area0 adj=1006");
        Announce(turned, "B", "L2", "198.51.100.6/32", 6);
        Assert.That(Meaning(turned, 1006), Is.EqualTo("link to C"));
    }

    [Test]
    public void Example_3_explicit_adjacency_wins_over_a_dynamic_prefix()
    {
        var net = Nodes("in=area0", "in=L2 adj=1007 persistent");
        Announce(net, "B", "area0", "198.51.100.7/32", 7);
        Assert.That(Meaning(net, 1007), Is.EqualTo("link to C"));
    }

    [Test]
    public void Example_4_binding_sid_loses_to_a_prefix()
    {
        var net = Nodes("in=area0", "in=L2");
        Announce(net, "B", "area0", "198.51.100.8/32", 8);
        Assert.That(Meaning(net, 1008, Binding(net, 1008, "192.0.2.208")), Is.EqualTo("198.51.100.8/32"));
    }

    [Test]
    public void Example_5_prefix_wins_over_an_adjacency_of_the_same_protocol()
    {
        var net = Nodes("in=L2", "in=L2 adj=1010");
        Announce(net, "B", "L2", "203.0.113.110/32", 10);
        Assert.That(Meaning(net, 1010), Is.EqualTo("203.0.113.110/32"));
    }

    [TestCase("203.0.113.111/32", "2001:db8:1000::11/128", "203.0.113.111/32", Description = "example 6: address family")]
    [TestCase("203.0.113.112/32", "203.0.113.128/30", "203.0.113.128/30", Description = "example 7: prefix length")]
    [TestCase("203.0.113.113/32", "203.0.113.213/32", "203.0.113.113/32", Description = "example 8: address")]
    [TestCase("203.0.113.213/32", "203.0.113.113/32", "203.0.113.113/32", Description = "example 8, whoever is told first")]
    public void Examples_6_to_8_smaller_encoding_wins(string ofB, string ofC, string winner)
    {
        var net = Nodes("in=L2", "in=L2");
        Announce(net, "B", "L2", ofB, 11);
        Announce(net, "C", "L2", ofC, 11);
        Assert.That(Meaning(net, 1011), Is.EqualTo(winner));
    }

    [Test]
    public void Example_9_smaller_routing_instance_wins()
    {
        var net = Nodes("in=L2#2000", "in=L2#1000");
        Announce(net, "B", "L2#2000", "203.0.113.114/32", 14);
        Announce(net, "C", "L2#1000", "203.0.113.114/32", 14);
        Assert.That(NextOf(net, 1014), Is.EqualTo("C"));
    }

    [Test]
    public void Example_10_smaller_topology_wins()
    {
        var net = Nodes("in=L2", "in=L2");
        foreach (var (link, topology) in new[] { ("A-B", (ushort)50), ("A-C", (ushort)40) })
        {
            var key = net.LinkKey(link) with { MultiTopologyId = topology };
            foreach (var half in new[] { key, key.Mirrored() })
                net.Builder.Apply(new LinkChange("net", half, new LinkAttributes { IgpMetric = 10 }));
        }
        Announce(net, "B", "L2", "203.0.113.115/32", 15, topology: 50);
        Announce(net, "C", "L2", "203.0.113.115/32", 15, topology: 40);
        Assert.That(NextOf(net, 1015), Is.EqualTo("C"));
    }

    [Test]
    public void Example_11_smaller_algorithm_wins()
    {
        var net = Net.Build(
            A + " algo=22", "node B sid=no srgb=1000+1000 algo=22", "node C sid=no srgb=1000+1000 algo=22", "A-B 10 in=L2", "A-C 10 in=L2");
        Announce(net, "B", "L2", "203.0.113.116/32", 16, algorithm: 22);
        Announce(net, "C", "L2", "203.0.113.116/32", 16);
        Assert.That(NextOf(net, 1016), Is.EqualTo("C"));
    }

    [Test]
    public void Example_12_that_a_mapping_server_gave_it_does_not_matter()
    {
        var net = Nodes("in=L2", "in=L2", "A-D 10 in=L2", "node D sid=no");
        Announce(net, "B", "L2", "203.0.113.117/32", 17);
        net.Builder.Apply(new PrefixChange("net", new PrefixKey(net.NodeKey("C", "L2"), IpPrefix.Host(IpAddress.Parse("203.0.113.17"))), new PrefixAttributes()));
        net.Builder.Apply(new PrefixChange("net", new PrefixKey(net.NodeKey("D", "L2"), IpPrefix.Host(IpAddress.Parse("203.0.113.1"))), new PrefixAttributes
        {
            SidRanges = [new SidRange(100, new PrefixSid(1, false, 0, 0))],
        }));
        Assert.That(Meaning(net, 1017), Is.EqualTo("203.0.113.17/32"));
    }

    [TestCase(1020u, "2001:db8:3000::100", "192.0.2.60", 1, Description = "example 13: address family")]
    [TestCase(1021u, "192.0.2.70", "192.0.2.71", 0, Description = "example 14: endpoint")]
    [TestCase(1021u, "192.0.2.71", "192.0.2.70", 1, Description = "example 14, whoever is told first")]
    public void Examples_13_and_14_policy_with_the_smaller_endpoint_wins(uint label, string first, string second, int winner)
    {
        var net = Nodes("in=L2", "in=L2");
        Assert.That(Meaning(net, label, Binding(net, label, first, "0"), Binding(net, label, second, "1")), Is.EqualTo($"{winner}"));
    }

    [Test]
    public void Example_A_3_1_who_lost_its_label_is_installed_nowhere_and_the_winner_swaps_to_the_next_hops()
    {
        var net = Net.Build(A, "node N srgb=5000+1000", "node B sid=no", "node C sid=no", "A-N 10", "N-B 10", "N-C 10");
        var domain = "L2";
        Announce(net, "B", domain, "203.0.113.122/32", 22);
        Announce(net, "C", domain, "203.0.113.222/32", 22);
        var table = new ForwardingSimulator(net.Builder.Flush()).LabelTableOf(net["A"]);
        var entry = table.Single(e => e.Label.Value == 1022);
        Assert.That((entry.Meaning, entry.NextHops.Single().Label!.Value.Value), Is.EqualTo(("203.0.113.122/32", 5022u)));
        Assert.That(table.Select(e => e.Meaning), Has.None.EqualTo("203.0.113.222/32"));
    }

    [Test]
    public void Example_A_3_2_binding_sid_pushes_the_list_of_the_winner_alone()
    {
        var net = Nodes("in=L2", "in=L2");
        Announce(net, "B", "L2", "192.0.2.80/32", 80);
        Announce(net, "C", "L2", "192.0.2.81/32", 81);
        var overlay = new NetworkOverlay
        {
            BindingSids = [Binding(net, 1023, "192.0.2.81") with { Labels = [new Label(1081)] }, Binding(net, 1023, "192.0.2.80") with { Labels = [new Label(1080)] }],
        };
        var trace = new ForwardingSimulator(net.Builder.Flush(), overlay).Trace(net.Request("A", "B", 1023));
        Assert.That(net.Hops(trace), Is.EqualTo("A[1023] B[]"), trace.Reason);
    }

    [Test]
    public void Explicit_adjacency_at_a_transit_node_catches_the_packets_of_the_prefix_there()
    {
        var net = Net.Build("A-B 10", "B-C 10", "B-D 10 adj=16003 persistent", "node C sid=3");
        var trace = net.Trace("A", "C", 16003);
        Assert.That((trace.Verdict, trace.IsDiverted), Is.EqualTo((TraceVerdict.DeliveredElsewhere, true)), trace.Reason);
        Assert.That(net.Hops(trace), Is.EqualTo("A[16003] B[16003] D[]"));
    }

    [Test]
    public void Prefix_out_of_reach_leaves_its_label_to_the_one_in_reach()
    {
        var net = Net.Build("A-B 10", "C-D 10", "node C sid=2");
        Assert.That(net.Trace("A", "B", 16002).IsGood, Is.True);
        Assert.That(net.Trace("D", "C", 16002).IsGood, Is.True);
    }

    [Test]
    public void Ospf_router_that_gives_a_prefix_two_sids_gives_it_none()
    {
        foreach (var (domain, has) in new[] { ("area0", false), ("L2", true) })
        {
            var net = Nodes($"in={domain}", $"in={domain}");
            net.Builder.Apply(new PrefixChange("net", new PrefixKey(net.NodeKey("B", domain), IpPrefix.Host(IpAddress.Parse("192.0.2.1"))), new PrefixAttributes
            {
                PrefixSids = [new PrefixSid(1, false, 0, 0), new PrefixSid(2, false, 0, 0)],
            }));
            var simulator = new ForwardingSimulator(net.Builder.Flush());
            Assert.That(simulator.LabelTableOf(net["A"]).Any(e => e.Label.Value is 1001 or 1002), Is.EqualTo(has), domain);
            Assert.That(simulator.Conflicts().Any(c => c.Kind == PceServer.Forwarding.Labels.LabelConflictKind.SeveralSidsForPrefix), Is.EqualTo(has), domain);
        }
    }

    private static BindingSid Binding(Net net, uint label, string endpoint, string name = "policy") =>
        new(net.NodeKey("A"), new Label(label), ImmutableArray<Label>.Empty, name) { Endpoint = IpAddress.Parse(endpoint), Color = 100 };

    private static string NextOf(Net net, uint label)
    {
        var topology = net.Builder.Flush();
        var entry = new ForwardingSimulator(topology).LabelTableOf(net["A"]).Single(e => e.Label.Value == label);
        return topology[entry.NextHops.Single().Node].DisplayName;
    }
}
