using PceServer.Forwarding.Failures;
using PceServer.Forwarding.Tests.Reference;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Routing;

public sealed class IncrementalTests
{
    [Test]
    public void Tables_taken_over_equal_tables_made_anew_after_every_random_change()
    {
        Parallel.For(0, 150, seed =>
        {
            var network = new RandomNetwork(seed);
            var simulator = new ForwardingSimulator(network.Net.Snapshot, network.Overlay);
            for (var change = 0; change < 25; change++)
            {
                // Some tables are asked for between the changes, others are not, as in life.
                foreach (var node in network.Net.Snapshot.Nodes.Where(n => (n.Index.Value + change) % 3 == 0))
                    simulator.LabelTableOf(node.Index);
                // A feed gathers a burst: a snapshot may bring several changes at once.
                for (var more = change % 4; more >= 0; more--)
                    network.Change();
                simulator = simulator.Next(network.Net.Snapshot, network.Overlay);
                var fresh = new ForwardingSimulator(network.Net.Snapshot, network.Overlay);
                if (change % 2 == 0)
                    AssertSameTables(simulator, fresh, $"seed {seed}, change {change}");
            }
        });
    }

    [Test]
    public void Link_that_gets_shorter_while_its_end_gets_farther_away_is_counted_anew()
    {
        var net = Net.Build("Y-X 10", "X-D 10", "X-Z 50", "Z-D 50");
        var simulator = new ForwardingSimulator(net.Snapshot);
        var request = new TraceRequest(net["Y"], [net.NodeLabel("D", "Y")], net["D"]);
        Assert.That(simulator.Trace(request).Verdict, Is.EqualTo(TraceVerdict.Delivered));

        net.Apply("set Y-X 1");
        net.Fail("X-D");
        var trace = simulator.Next(net.Snapshot).Trace(request);
        Assert.That((trace.Verdict, net.Names(trace.Edges)), Is.EqualTo((TraceVerdict.Delivered, "Y-X-Z-D")), trace.Reason);
    }

    [Test]
    public void Failure_makes_the_tables_of_a_topology_without_the_failed_parts()
    {
        Parallel.For(0, 150, seed =>
        {
            var network = new RandomNetwork(seed);
            var simulator = new ForwardingSimulator(network.Net.Snapshot, network.Overlay);
            simulator.Warm();
            var cold = new ForwardingSimulator(network.Net.Snapshot, network.Overlay);
            for (var f = 0; f < 6; f++)
            {
                var failures = network.Failures();
                AssertSameTables(
                    simulator.Failed(failures, FailurePhase.AfterConvergence), cold.Failed(failures, FailurePhase.AfterConvergence), $"seed {seed}, failure {f}");
            }
        });
    }

    [Test]
    public void Taking_a_change_back_restores_every_trace()
    {
        Parallel.For(0, 100, seed =>
        {
            var network = new RandomNetwork(seed);
            var first = new ForwardingSimulator(network.Net.Snapshot, network.Overlay);
            var requests = Enumerable.Range(0, 20).Select(_ => network.Request()).ToArray();
            var before = requests.Select(r => Words(first, first.Trace(r))).ToArray();
            var link = network.Net.Snapshot.Links.FirstOrDefault(l => !network.Net.Snapshot[l.From].IsPseudonode && !network.Net.Snapshot[l.To].IsPseudonode);
            if (link is null)
                return;
            var builder = network.Net.Builder;
            builder.Apply(new LinkChange("net", link.Key, link.Attributes with { IgpMetric = 0xFFFFFF }));
            var changed = first.Next(builder.Flush(), network.Overlay);
            foreach (var request in requests)
                changed.Trace(request);
            builder.Apply(new LinkChange("net", link.Key, link.Attributes));
            var restored = changed.Next(builder.Flush(), network.Overlay);
            Assert.That(requests.Select(r => Words(restored, restored.Trace(r))), Is.EqualTo(before), $"seed {seed}");
        });
    }

    private static string Words(ForwardingSimulator simulator, Trace trace) =>
        $"{trace.Verdict} {trace.Reason} {string.Join(' ', trace.Edges.Select(e => simulator.Topology[e].Key))} {string.Join(' ', trace.Hops.Select(h => $"{h.Node}:{string.Join(',', h.StackIn)} {h.Note}"))}";

    private static void AssertSameTables(ForwardingSimulator one, ForwardingSimulator other, string what)
    {
        foreach (var node in one.Topology.Nodes.Where(n => !n.IsPseudonode))
        {
            var (a, b) = (Lines(one, node.Index), Lines(other, node.Index));
            if (a != b)
                Assert.Fail($"{what}, node {node}:\n{a}\n--\n{b}");
        }
    }

    private static string Lines(ForwardingSimulator simulator, NodeIndex node) => string.Join('\n', simulator.LabelTableOf(node)
        .Select(e => $"{e.Label} {e.Kind} {e.Meaning} {e.IsOwn} {string.Join(' ', e.NextHops.Select(h => $"{h.Edge}/{h.Node}/{h.Label}/{h.HasLabel}"))}"));
}
