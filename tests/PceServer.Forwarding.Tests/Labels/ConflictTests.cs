using PceServer.Forwarding.Labels;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Labels;

/// <summary>RFC 8660 §2.3 and §2.5: what is announced twice, who keeps the label, and that it is reported.</summary>
public sealed class ConflictTests
{
    [Test]
    public void Duplicate_index_leads_to_the_same_prefix_everywhere_and_is_reported()
    {
        var net = Net.Build("A-B 10", "A-C 10", "node C sid=2");
        var simulator = new ForwardingSimulator(net.Snapshot);
        var conflict = simulator.Conflicts().Single();
        Assert.That(conflict.Kind, Is.EqualTo(LabelConflictKind.DuplicatePrefixSid));
        Assert.That(conflict.Sentence, Is.EqualTo("SID index 2 is claimed by 10.0.0.2/32 of B and by 10.0.0.3/32 of C; it leads to 10.0.0.2/32 of B"));
        Assert.That(simulator.Trace(net.Request("C", "B", 16002)).IsGood);
        Assert.That(simulator.Trace(net.Request("A", "C", 16002)).Verdict, Is.EqualTo(TraceVerdict.DeliveredElsewhere));
    }

    [Test]
    public void Adjacency_label_in_the_srgb_loses_to_the_prefix_and_is_reported()
    {
        var net = Net.Build("A-B 10", "A-C 10 adj=16002", "B-C 10");
        var simulator = new ForwardingSimulator(net.Snapshot);
        Assert.That(simulator.Conflicts().Select(c => c.Sentence), Does.Contain("A has label 16002 for 10.0.0.2/32 and for the link to C; the prefix counts"));
        Assert.That(simulator.Trace(net.Request("A", "B", 16002)).IsGood);
    }

    [Test]
    public void Two_links_under_one_label_without_the_set_flag_are_a_conflict()
    {
        var net = Net.Build("A-B 10 adj=24100", "A-C 10 adj=24100");
        var simulator = new ForwardingSimulator(net.Snapshot);
        Assert.That(simulator.Conflicts().Single(c => c.Nodes.Contains(net["A"])).Kind, Is.EqualTo(LabelConflictKind.DuplicateLabel));
        Assert.That(simulator.Trace(net.Request("A", "B", 24100)).IsGood);
    }

    [TestCase("srgb=16000+100,16050+100", LabelConflictKind.OverlappingBlocks)]
    [TestCase("srgb=10+100", LabelConflictKind.BlockOutsideLabelSpace)]
    [TestCase("srgb=1048000+1000", LabelConflictKind.BlockOutsideLabelSpace)]
    [TestCase("srlb=16500+100", LabelConflictKind.OverlappingBlocks)]
    public void Block_that_breaks_the_rules_is_reported(string words, LabelConflictKind kind)
    {
        var net = Net.Build("A-B 10", $"node A {words}");
        Assert.That(new ForwardingSimulator(net.Snapshot).Conflicts().Single().Kind, Is.EqualTo(kind));
    }

    [Test]
    public void Clean_network_has_nothing_to_report()
    {
        var net = Net.Build("A-B 10", "A-B 20", "B-C 10", "lan X A B C 10", "anycast 10.9.9.9 sid=90 A C", "node A srlb=15000+100");
        Assert.That(new ForwardingSimulator(net.Snapshot).Conflicts(), Is.Empty);
    }

    [Test]
    public void Adjacency_set_splits_by_weight()
    {
        var net = Net.Build("A-B 10", "A-C 10", "B-D 10", "C-D 10");
        Weigh(net, "A-B", 1);
        Weigh(net, "A-C", 3);
        var simulator = new ForwardingSimulator(net.Builder.Flush());
        var trace = simulator.Trace(net.Request("A", "D", 24500, net.NodeLabel("D", "B").Value));
        Assert.That(trace.IsGood, trace.Reason);
        Assert.That(trace.Steps.Take(2).Select(s => s.Share), Is.EqualTo(new[] { 0.25, 0.75 }));
        Assert.That(simulator.Conflicts(), Is.Empty);
    }

    private static void Weigh(Net net, string link, byte weight)
    {
        var old = net.Snapshot[net.Edge(link)];
        net.Builder.Apply(new LinkChange("net", old.Key, old.Attributes with { AdjacencySids = [new AdjacencySid(24500, true, AdjacencySidFlags.Set, weight)] }));
    }

    [Test]
    public void Prefix_sid_given_as_a_label_is_known_to_its_announcer_alone()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        var key = new PrefixKey(net.NodeKey("B"), IpPrefix.Host(net.Address("B")));
        net.Builder.Apply(new PrefixChange("net", key, new PrefixAttributes { IsNodePrefix = true, PrefixSids = [new PrefixSid(19999, true, 0, 0)] }));
        var simulator = new ForwardingSimulator(net.Builder.Flush());
        Assert.That(simulator.Trace(net.Request("A", "B", net.AdjacencyLabel("A-B").Value, 19999)).IsGood);
        Assert.That(simulator.Trace(net.Request("A", "B", 19999)).Verdict, Is.EqualTo(TraceVerdict.Dropped));
    }

    [Test]
    public void Flow_takes_one_branch_the_same_every_time_and_flows_spread()
    {
        var net = Net.Build("A-B 10", "A-C 10", "A-D 10", "B-E 10", "C-E 10", "D-E 10");
        var simulator = new ForwardingSimulator(net.Snapshot);
        var taken = Enumerable.Range(0, 3000).Select(flow =>
        {
            var trace = simulator.Trace(net.Request("A", "E", net.NodeLabel("E", "A").Value) with { Flow = (uint)flow });
            Assert.That(trace.Hops, Has.Length.EqualTo(3));
            return net.Name(trace.Hops[1].Node);
        }).GroupBy(n => n).ToDictionary(g => g.Key, g => g.Count());
        Assert.That(taken.Values, Has.Count.EqualTo(3).And.All.InRange(900, 1100));
    }
}
