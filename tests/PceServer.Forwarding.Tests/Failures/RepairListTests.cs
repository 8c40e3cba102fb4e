using PceServer.Forwarding.Failures;
using PceServer.Testing;

namespace PceServer.Forwarding.Tests.Failures;

/// <summary>Repair lists worked out by hand from RFC 9855 §5, §6 and §7.1: S repairs, F is the neighbour or the link that failed.</summary>
public sealed class RepairListTests
{
    private static (Net Net, Trace Trace) Repaired(string[] network, Func<Net, FailureSet> failures, string from, string to, params Func<Net, uint>[] labels)
    {
        var net = Net.Build(network);
        var simulator = new ForwardingSimulator(net.Snapshot).Failed(failures(net), FailurePhase.LocalRepair);
        return (net, simulator.Trace(net.Request(from, to, [.. labels.Select(l => l(net))])));
    }

    private static Func<Net, FailureSet> Link(string link) => net => new FailureSet { Links = [net.Edge(link)] };

    private static Func<Net, FailureSet> Node(string node) => net => new FailureSet { Nodes = [net[node]] };

    [Test]
    public void Direct_neighbour_needs_no_list()
    {
        var (net, trace) = Repaired(["S-F 10", "S-N 10", "F-D 10", "N-D 15"], Link("S-F"), "S", "D", n => n.NodeLabel("D", "S").Value);
        Assert.That(net.Hops(trace), Is.EqualTo("S[16004] N[16004] D[]"), trace.Reason);
    }

    [Test]
    public void Direct_neighbour_is_used_though_its_link_has_no_adjacency_sid()
    {
        var (net, trace) = Repaired(["S-F 10", "S-N 10 adj=no", "F-D 10", "N-D 15"], Link("S-F"), "S", "D", n => n.NodeLabel("D", "S").Value);
        Assert.That(net.Hops(trace), Is.EqualTo("S[16004] N[16004] D[]"), trace.Reason);
    }

    [Test]
    public void Every_next_hop_after_convergence_takes_its_share()
    {
        var (net, trace) = Repaired(
            ["S-F 10", "S-N 10", "S-M 10", "F-D 10", "N-D 15", "M-D 15"], Link("S-F"), "S", "D", n => n.NodeLabel("D", "S").Value);
        Assert.That(net.Hops(trace), Is.EqualTo("S[16005] N[16005] M[16005] D[]"), trace.Reason);
        Assert.That(trace.Steps.Take(2).Select(s => s.Share), Is.EqualTo(new[] { 0.5, 0.5 }));
    }

    [Test]
    public void Node_in_both_spaces_needs_one_node_sid_and_the_active_label_is_that_of_its_block()
    {
        // Around the ring: N sends what goes to D back over S, R does not.
        var (net, trace) = Repaired(
            ["node R srgb=30000+100", "S-F 10", "F-D 10", "S-N 10", "N-R 10", "R-D 10"], Link("S-F"), "S", "D", n => n.NodeLabel("D", "S").Value);
        Assert.That(net.Hops(trace), Does.StartWith("S[16004] N[30004] R[30004]").Or.StartWith("S[16004] N[16004] R[30004]"), trace.Reason);
        Assert.That(trace.IsGood, trace.Reason);
    }

    [Test]
    public void Neighbours_in_one_space_each_are_joined_by_an_adjacency_sid()
    {
        // P's own way to D leads back over S, Q's does not; from N the way to Q by node SID would lead back as well.
        string[] network = ["S-F 1", "F-D 1", "S-N 1", "N-P 1", "P-Q 10", "Q-D 1"];
        var (net, trace) = Repaired(network, Link("S-F"), "S", "D", n => n.NodeLabel("D", "S").Value);
        Assert.That(trace.IsGood, trace.Reason);
        Assert.That(net.Names(trace.Edges), Is.EqualTo("S-N-P-Q-D"));
        // P's node SID is popped at N, P pops its adjacency SID, Q goes on by the active one.
        Assert.That(trace.Hops.Select(h => h.StackIn.Length), Is.EqualTo(new[] { 1, 3, 2, 1, 0 }));
    }

    [Test]
    public void Active_segment_is_popped_where_the_list_ends_at_its_owner()
    {
        var (net, trace) = Repaired(["S-D 1", "S-N 1", "N-D 100"], Link("S-D"), "S", "D", n => n.NodeLabel("D", "S").Value);
        // N would send D's label back: it is told the link, and D must not see a label that it asked to have popped.
        Assert.That(net.Hops(trace), Is.EqualTo($"S[16002] N[{net.AdjacencyLabel("N-D")}] D[]"), trace.Reason);
        var (_, kept) = Repaired(["S-D 1", "S-N 1", "N-D 100", "node D nophp"], Link("S-D"), "S", "D", n => n.NodeLabel("D", "S").Value);
        Assert.That(kept.Hops[^1].StackIn.Select(l => l.Value), Is.EqualTo(new[] { 16002u }));
    }

    [Test]
    public void Adjacency_sid_before_another_is_repaired_to_the_far_end_of_its_link()
    {
        var (net, trace) = Repaired(
            ["S-F 10 backup", "F-M 50 backup", "S-N 10", "N-F 10", "N-M 10"], Link("S-F"), "S", "M", n => n.AdjacencyLabel("S-F").Value, n => n.AdjacencyLabel("F-M").Value);
        Assert.That(net.Names(trace.Edges), Is.EqualTo("S-N-F-M"), trace.Reason);
    }

    [Test]
    public void Adjacency_sid_before_a_node_sid_goes_on_by_that_one_when_its_link_or_the_far_node_fails()
    {
        string[] network = ["S-F 10 backup", "F-T 10", "S-N 10", "N-T 10"];
        foreach (var failure in new[] { Link("S-F"), Node("F") })
        {
            var (net, trace) = Repaired(network, failure, "S", "T", n => n.AdjacencyLabel("S-F").Value, n => n.NodeLabel("T", "F").Value);
            Assert.That(trace.IsGood, trace.Reason);
            Assert.That(net.Names(trace.Edges), Is.EqualTo("S-N-T"));
        }
    }

    [Test]
    public void Adjacency_sid_to_a_failed_node_is_lost_when_the_next_segment_is_that_nodes_own()
    {
        var (_, trace) = Repaired(
            ["S-F 10 backup", "F-M 10 backup", "S-M 10"], Node("F"), "S", "M", n => n.AdjacencyLabel("S-F").Value, n => n.AdjacencyLabel("F-M").Value);
        Assert.That((trace.Verdict, trace.Reason), Is.EqualTo((TraceVerdict.Dropped, "S drops the packet: its link to F is down.")));
    }

    [Test]
    public void Shared_risk_is_kept_clear_of_by_the_list()
    {
        // The short way around S-F shares its risk.
        string[] network = ["S-F 1 srlg=9", "S-N 1", "N-F 1 srlg=9", "F-D 1", "N-P 10", "P-D 10"];
        var (net, trace) = Repaired(network, _ => new FailureSet { Srlgs = [9] }, "S", "D", n => n.NodeLabel("D", "S").Value);
        Assert.That(net.Names(trace.Edges), Is.EqualTo("S-N-P-D"), trace.Reason);
    }

    [Test]
    public void Flexible_algorithm_is_repaired_by_its_own_segments()
    {
        string[] nodes = [.. new[] { "S", "F", "D", "N", "R" }.Select((n, i) => $"node {n} algo=128 sid128={101 + i} fad128=te")];
        var (net, trace) = Repaired(
            [.. nodes, "S-F 1 te=10", "F-D 1 te=10", "S-N 1 te=10", "N-R 1 te=10", "R-D 1 te=10"], Link("S-F"), "S", "D", n => n.NodeLabel("D", "S", 128).Value);
        Assert.That(trace.IsGood, trace.Reason);
        Assert.That(trace.Hops.SelectMany(h => h.StackIn).Select(l => l.Value), Is.All.InRange(16101, 16105));
    }

    [Test]
    public void Repair_stays_in_the_area_of_the_failure()
    {
        string[] network =
        [
            "S-B 10 in=area1", "S-C 30 in=area1", "B-D 10 in=area0", "C-D 10 in=area0", "node S", "node B", "node C", "node D",
            "pass B area1 D metric=10", "pass C area1 D metric=10",
        ];
        var (net, trace) = Repaired(network, Link("S-B"), "S", "D", n => 16004);
        Assert.That(net.Hops(trace), Is.EqualTo("S[16004] C[16004] D[]"), trace.Reason);
    }
}
