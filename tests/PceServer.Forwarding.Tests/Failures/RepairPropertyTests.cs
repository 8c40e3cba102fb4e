using PceServer.Forwarding.Failures;
using PceServer.Testing;

namespace PceServer.Forwarding.Tests.Failures;

/// <summary>What topology-independent repair promises: whoever can be reached after convergence is reached before it as well.</summary>
public sealed class RepairPropertyTests
{
    [Test]
    public void Node_sids_arrive_by_local_repair_whenever_they_arrive_after_convergence()
    {
        var repaired = 0;
        Parallel.For(0, 60, seed =>
        {
            var net = Network(seed);
            var simulator = new ForwardingSimulator(net.Snapshot);
            foreach (var link in net.Snapshot.Links.Where(l => l.Reverse is { } r && r.Value > l.Index.Value))
            {
                var failures = new FailureSet { Links = [link.Index] };
                var repair = simulator.Failed(failures, FailurePhase.LocalRepair);
                var after = simulator.Failed(failures, FailurePhase.AfterConvergence);
                foreach (var request in Pairs(net))
                {
                    var trace = repair.Trace(request);
                    Assert.That(trace.IsGood, Is.EqualTo(after.Trace(request).IsGood), $"seed {seed}, {link}, {net.Name(request.HeadEnd)} to {net.Name(request.Destination)}: {trace.Reason}");
                    Assert.That(trace.Edges, Has.None.EqualTo(link.Index).And.None.EqualTo(link.Reverse));
                    if (trace.Hops.Any(h => h.Note.Contains("repaired", StringComparison.Ordinal)))
                        Interlocked.Increment(ref repaired);
                }
            }
        });
        Assert.That(repaired, Is.GreaterThan(500));
    }

    [Test]
    public void Repair_around_a_node_reaches_all_others_that_convergence_reaches()
    {
        Parallel.For(100, 140, seed =>
        {
            var net = Network(seed);
            var simulator = new ForwardingSimulator(net.Snapshot);
            foreach (var node in net.Snapshot.Nodes)
            {
                var failures = new FailureSet { Nodes = [node.Index] };
                var repair = simulator.Failed(failures, FailurePhase.LocalRepair);
                var after = simulator.Failed(failures, FailurePhase.AfterConvergence);
                foreach (var request in Pairs(net))
                    Assert.That(repair.Trace(request).IsGood, Is.EqualTo(after.Trace(request).IsGood), $"seed {seed}, {node}, {request}");
            }
        });
    }

    private static IEnumerable<TraceRequest> Pairs(Net net) =>
        from a in net.Snapshot.Nodes
        from b in net.Snapshot.Nodes
        where a != b
        select new TraceRequest(a.Index, [net.NodeLabel(b.DisplayName, a.DisplayName)], b.Index);

    private static Net Network(int seed)
    {
        var random = new Random(seed);
        var names = Enumerable.Range(0, random.Next(4, 10)).Select(i => $"R{i}").ToArray();
        var statements = names.Select(n => $"node {n} msd=20").ToList();
        for (var i = 1; i < names.Length; i++)
            statements.Add($"{names[i]}-{names[random.Next(i)]} {random.Next(1, 9)}/{random.Next(1, 9)}");
        for (var i = 0; i < names.Length; i++)
            statements.Add($"{names[i]}-{names[(i + 1 + random.Next(names.Length - 1)) % names.Length]} {random.Next(1, 9)}");
        return Net.Build([.. statements]);
    }
}
