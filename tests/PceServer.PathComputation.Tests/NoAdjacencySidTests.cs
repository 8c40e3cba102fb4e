using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Routers that announce no adjacency SID, as some do: node SIDs alone must do.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class NoAdjacencySidTests
{
    private static readonly string[] s_ring =
    [
        "r1-r2 10 adj=no delay=5", "r2-r3 10 adj=no delay=5", "r3-r4 10 adj=no delay=5", "r4-r6 10 adj=no delay=5", "r4-r6 10 adj=no delay=5",
        "r1-r5 10 adj=no delay=20", "r5-r6 10 adj=no delay=20", "r2-r5 10 adj=no delay=5",
    ];

    [Test]
    public void Parallel_links_between_two_nodes_are_left_to_the_routers()
    {
        var net = Net.Build(s_ring);
        var request = new PathRequest(net["r4"], net["r6"]);
        var path = ((PathResult.Found)PathComputer.Compute(net.Snapshot, request)).Path;
        Assert.Multiple(() =>
        {
            Assert.That(path.IsSinglePath, Is.False);
            Assert.That(path.AllEdges, Has.Length.EqualTo(2));
            Assert.That(path.Segments.Labels, Is.EqualTo(new[] { net.NodeLabel("r6", "r4") }));
        });
        Walked.Check(net, request, path, "parallel");
    }

    [Test]
    public void Every_pair_has_a_usable_path_under_every_objective([Values(PathMetric.Igp, PathMetric.Te, PathMetric.Delay, PathMetric.Hops)] PathMetric objective)
    {
        var net = Net.Build(s_ring);
        foreach (var from in net.Snapshot.Nodes)
        {
            foreach (var to in net.Snapshot.Nodes.Where(n => n != from))
            {
                var request = new PathRequest(from.Index, to.Index) { Objective = objective };
                Assert.That(PathComputer.Compute(net.Snapshot, request), Is.InstanceOf<PathResult.Found>(), $"{from} to {to}");
                foreach (var path in PathComputer.Candidates(net.Snapshot, request).Take(5))
                    Walked.Check(net, request, path, $"{from} to {to}");
            }
        }
    }
}
