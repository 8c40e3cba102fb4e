using PceServer.Forwarding.Failures;
using PceServer.Testing;

namespace PceServer.Forwarding.Tests.Failures;

public sealed class FailureTests
{
    private static readonly string[] Ring = ["A-B 10", "B-C 10", "C-D 10", "D-E 10", "E-A 10"];

    private static Trace Trace(Net net, FailureSet failures, FailurePhase phase, string from, string to, params uint[] labels) =>
        new ForwardingSimulator(net.Snapshot).Failed(failures, phase).Trace(net.Request(from, to, labels));

    [Test]
    public void Link_failure_drops_then_is_repaired_then_is_avoided()
    {
        var net = Net.Build(Ring);
        var failures = new FailureSet { Links = [net.Edge("B-C")] };
        var label = net.NodeLabel("C", "A").Value;
        var before = Trace(net, failures, FailurePhase.BeforeConvergence, "A", "C", label);
        Assert.That((before.Verdict, before.Reason), Is.EqualTo((TraceVerdict.Dropped, "B drops the packet: its link to C is down.")));
        var repaired = Trace(net, failures, FailurePhase.LocalRepair, "A", "C", label);
        Assert.That(repaired.IsGood, repaired.Reason);
        // B cannot send to C by node SID over A, who would send it back: D is clear of the failure seen from E, not from A.
        Assert.That(net.Names(repaired.Edges), Is.EqualTo("A-B-A-E-D-C"));
        Assert.That(repaired.Hops[1].Note, Does.Contain("repaired"));
        var after = Trace(net, failures, FailurePhase.AfterConvergence, "A", "C", label);
        Assert.That(net.Names(after.Edges), Is.EqualTo("A-E-D-C"));
    }

    [Test]
    public void Repair_needs_no_list_where_the_neighbour_is_clear()
    {
        var net = Net.Build("A-B 10", "A-C 10", "B-D 10", "C-D 15");
        var repaired = Trace(net, new FailureSet { Links = [net.Edge("A-B")] }, FailurePhase.LocalRepair, "A", "D", net.NodeLabel("D", "A").Value);
        Assert.That(repaired.IsGood, repaired.Reason);
        Assert.That(net.Names(repaired.Edges), Is.EqualTo("A-C-D"));
    }

    [Test]
    public void Node_failure_is_repaired_around_for_those_behind_it_and_not_for_the_node()
    {
        var net = Net.Build(Ring);
        var failures = new FailureSet { Nodes = [net["C"]] };
        var repaired = Trace(net, failures, FailurePhase.LocalRepair, "B", "D", net.NodeLabel("D", "B").Value);
        Assert.That(repaired.IsGood, repaired.Reason);
        Assert.That(net.Names(repaired.Edges), Is.EqualTo("B-A-E-D"));
        Assert.That(Trace(net, failures, FailurePhase.LocalRepair, "B", "C", net.NodeLabel("C", "B").Value).Verdict, Is.EqualTo(TraceVerdict.Dropped));
        Assert.That(
            Trace(net, failures, FailurePhase.AfterConvergence, "B", "C", net.NodeLabel("C", "B").Value).Reason, Is.EqualTo("B drops label 16003: it has no route to C."));
        Assert.That(Trace(net, failures, FailurePhase.AfterConvergence, "C", "B", net.NodeLabel("B", "C").Value).Reason, Is.EqualTo("C is down."));
    }

    [Test]
    public void Adjacency_sid_of_a_failed_link_is_repaired_only_when_protected()
    {
        foreach (var (words, verdict) in new[] { ("backup", TraceVerdict.Delivered), ("", TraceVerdict.Dropped) })
        {
            var net = Net.Build([.. Ring.Select(l => $"{l} {words}")]);
            var trace = Trace(
                net, new FailureSet { Links = [net.Edge("B-C")] }, FailurePhase.LocalRepair, "B", "D", net.AdjacencyLabel("B-C").Value, net.NodeLabel("D", "C").Value);
            Assert.That(trace.Verdict, Is.EqualTo(verdict), trace.Reason);
        }
    }

    [Test]
    public void Shared_risk_takes_all_its_links_down()
    {
        var net = Net.Build("A-B 10 srlg=5", "A-C 10 srlg=5", "A-D 50", "D-B 50", "B-C 10");
        var after = Trace(net, new FailureSet { Srlgs = [5] }, FailurePhase.AfterConvergence, "A", "C", net.NodeLabel("C", "A").Value);
        Assert.That(net.Names(after.Edges), Is.EqualTo("A-D-B-C"));
    }

    [Test]
    public void Repair_list_deeper_than_the_node_can_push_is_too_deep()
    {
        var net = Net.Build([.. Ring, "node B msd=0"]);
        var repaired = Trace(net, new FailureSet { Links = [net.Edge("B-C")] }, FailurePhase.LocalRepair, "A", "C", net.NodeLabel("C", "A").Value);
        Assert.That((repaired.Verdict, repaired.Reason), Is.EqualTo((TraceVerdict.TooDeep, "B would push 1 labels and can push 0.")));
    }

    [Test]
    public void Ecmp_member_that_fails_is_left_out_by_local_repair()
    {
        var net = Net.Build("A-B 10", "A-C 10", "B-D 10", "C-D 10");
        var label = net.NodeLabel("D", "A").Value;
        var failures = new FailureSet { Links = [net.Edge("A-B")] };
        Assert.That(Trace(net, failures, FailurePhase.BeforeConvergence, "A", "D", label).Verdict, Is.EqualTo(TraceVerdict.Dropped));
        Assert.That(net.Names(Trace(net, failures, FailurePhase.LocalRepair, "A", "D", label).Edges), Is.EqualTo("A-C-D"));
    }
}
