using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Walking;

/// <summary>Answers worked out by hand from RFC 8402, RFC 8660 and RFC 3032.</summary>
public sealed class KnownAnswerTests
{
    [Test]
    public void Node_sid_over_three_hops_is_continued_and_popped_before_the_last()
    {
        var net = Net.Build("A-B 10", "B-C 10", "C-D 10");
        var trace = net.Trace("A", "D", 16004);
        Assert.That(trace.Verdict, Is.EqualTo(TraceVerdict.Delivered), trace.Reason);
        Assert.That(net.Hops(trace), Is.EqualTo("A[16004] B[16004] C[16004] D[]"));
        Assert.That(trace.Actions(), Is.EqualTo("Push Continue Pop Deliver"));
        Assert.That(net.Names(trace.Edges), Is.EqualTo("A-B-C-D"));
    }

    [Test]
    public void Different_srgbs_make_every_node_swap_to_the_next_ones_label()
    {
        var net = Net.Build("node A srgb=16000+100", "node B srgb=20000+100", "node C srgb=30000+100", "node D srgb=40000+100", "A-B 10", "B-C 10", "C-D 10");
        var trace = net.Trace("A", "D", 16004);
        Assert.That(net.Hops(trace), Is.EqualTo("A[16004] B[20004] C[30004] D[]"));
        Assert.That(trace.Actions(), Is.EqualTo("Push Swap Pop Deliver"));
    }

    [Test]
    public void Srgb_of_several_ranges_counts_the_index_through_them()
    {
        var net = Net.Build("node B srgb=20000+2,50000+10", "node C srgb=16000+1,17000+9", "A-B 10", "B-C 10", "C-D 10");
        // Nodes are numbered B=1, C=2, A=3, D=4.
        var trace = net.Trace("A", "D", 16004);
        Assert.That(net.Hops(trace), Is.EqualTo("A[16004] B[50002] C[17003] D[]"));
    }

    [Test]
    public void Node_without_php_gets_its_own_label_and_pops_it()
    {
        var net = Net.Build("node C nophp srgb=30000+100", "A-B 10", "B-C 10");
        var trace = net.Trace("A", "C", 16001);
        Assert.That(net.Hops(trace), Is.EqualTo("A[16001] B[16001] C[30001]"));
        Assert.That(trace.Hops[2].Note, Does.StartWith("own SID popped"));
        Assert.That(trace.IsGood);
    }

    [Test]
    public void Explicit_null_is_what_the_penultimate_hop_puts_in_the_labels_place()
    {
        var net = Net.Build("A-B 10", "B-C 10", "node C explicitnull");
        var trace = net.Trace("A", "C", 16003);
        Assert.That(net.Hops(trace), Is.EqualTo("A[16003] B[16003] C[0]"));
        Assert.That(trace.IsGood);
    }

    [Test]
    public void Adjacency_sid_takes_its_own_link_though_it_is_longer()
    {
        var net = Net.Build("A-B 10", "B-C 10", "A-C 100");
        var trace = net.Trace("A", "C", net.AdjacencyLabel("A-C").Value);
        Assert.That(net.Hops(trace), Is.EqualTo($"A[{net.AdjacencyLabel("A-C")}] C[]"));
    }

    [Test]
    public void Parallel_adjacency_sids_take_each_its_own_link()
    {
        var net = Net.Build("A-B 10", "A-B 10", "B-C 10");
        foreach (var link in new[] { "A-B", "A-B#2" })
        {
            var trace = net.Trace("A", "C", net.AdjacencyLabel(link).Value, 16003);
            Assert.That(trace.Edges, Is.EqualTo(new[] { net.Edge(link), net.Edge("B-C") }));
        }
    }

    [Test]
    public void Parallel_links_of_equal_cost_are_two_steps_to_one_hop()
    {
        var net = Net.Build("A-B 10", "A-B 10");
        var trace = net.Trace("A", "B", 16002);
        Assert.That(trace.Edges, Is.EquivalentTo(new[] { net.Edge("A-B"), net.Edge("A-B#2") }));
        Assert.That(trace.Hops, Has.Length.EqualTo(2));
        Assert.That(trace.Steps.Select(s => s.Share), Is.All.EqualTo(0.5));
    }

    [Test]
    public void Ecmp_branches_are_all_followed_and_meet_again()
    {
        var net = Net.Build("A-B 10", "A-C 10", "B-D 10", "C-D 10", "D-E 10");
        var trace = net.Trace("A", "E", 16005);
        Assert.That(net.Hops(trace), Is.EqualTo("A[16005] B[16005] C[16005] D[16005] E[]"));
        Assert.That(trace.Hops.Select(h => h.Parent), Is.EqualTo(new int?[] { null, 0, 0, 1, 3 }));
        Assert.That(trace.Steps.Select(s => s.Share), Is.EqualTo(new[] { .5, .5, .5, .5, 1 }));
    }

    [Test]
    public void Node_may_be_visited_twice_with_different_stacks()
    {
        var net = Net.Build("A-B 10", "B-C 10", "B-D 10");
        var trace = net.Trace("A", "D", 16003, 16004);
        Assert.That(net.Hops(trace), Is.EqualTo("A[16003,16004] B[16003,16004] C[16004] B[16004] D[]"));
        Assert.That(trace.IsGood);
    }

    [Test]
    public void Own_sid_at_the_head_end_is_popped_and_the_next_one_counts()
    {
        var net = Net.Build("A-B 10", "B-C 10");
        Assert.That(net.Hops(net.Trace("A", "C", 16001, 16003)), Is.EqualTo("A[16001,16003] B[16003] C[]"));
    }

    [Test]
    public void Deep_stack_of_adjacencies_is_popped_one_by_one()
    {
        string[] links = ["A-B", "B-C", "C-D", "D-E", "E-F", "F-A", "A-C", "C-F"];
        var net = Net.Build(["node A msd=20", .. links.Select(l => $"{l} 10")]);
        var trace = net.Trace("A", "F", [.. links.Select(l => net.AdjacencyLabel(l).Value)]);
        Assert.That(trace.IsGood, trace.Reason);
        Assert.That(net.Names(trace.Edges), Is.EqualTo("A-B-C-D-E-F-A-C-F"));
    }

    [Test]
    public void Lan_is_crossed_in_one_hop_with_both_halves_among_the_edges()
    {
        var net = Net.Build("lan X A B C 10", "C-D 10");
        var trace = net.Trace("A", "D", 16005);
        Assert.That(net.Snapshot[net["D"]].DisplayName, Is.EqualTo("D"));
        Assert.That(net.Hops(trace), Does.StartWith("A[16005] C[16005] D[]"));
        Assert.That(trace.Edges, Is.EqualTo(new[] { net.Edge("A-X"), net.Edge("X-C"), net.Edge("C-D") }));
    }

    [Test]
    public void Empty_stack_at_the_destination_is_delivered_and_elsewhere_is_not()
    {
        var net = Net.Build("A-B 10");
        Assert.That(net.Trace("A", "A").Verdict, Is.EqualTo(TraceVerdict.Delivered));
        var trace = net.Trace("A", "B");
        Assert.That((trace.Verdict, trace.Reason), Is.EqualTo((TraceVerdict.DeliveredElsewhere, "The stack is used up at A, not at B.")));
    }

    [Test]
    public void Anycast_sid_goes_to_the_nearest_and_splits_between_equals()
    {
        var net = Net.Build("A-B 10", "A-C 10", "B-D 5", "anycast 10.9.9.9 sid=90 B C");
        var trace = net.Trace("A", "B", 16090);
        Assert.That(net.Hops(trace), Is.EqualTo("A[16090] B[] C[]"));
        Assert.That(trace.Verdict, Is.EqualTo(TraceVerdict.DeliveredElsewhere));
        Assert.That(net.Hops(net.Trace("D", "B", 16090)), Is.EqualTo("D[16090] B[]"));
        var anycast = new ForwardingSimulator(net.Snapshot).Trace(net.Request("A", "B", 16090) with { Payload = IpAddress.Parse("10.9.9.9") });
        Assert.That(anycast.IsGood, anycast.Reason);
    }

    [Test]
    public void Overloaded_node_is_not_passed_by_node_sids_but_by_adjacencies()
    {
        var net = Net.Build("A-B 10", "B-C 10", "A-D 100", "D-C 100", "node B overload");
        Assert.That(net.Hops(net.Trace("A", "C", net.NodeLabel("C", "A").Value)), Does.Contain("D["));
        Assert.That(net.Trace("A", "C", net.AdjacencyLabel("A-B").Value, net.AdjacencyLabel("B-C").Value).IsGood);
        Assert.That(net.Trace("A", "B", net.NodeLabel("B", "A").Value).IsGood);
    }
}
