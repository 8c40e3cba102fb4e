using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>The core against the oracle that tries everything, on thousands of small random networks.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BruteForceTests
{
    [Test]
    public void Best_path_equals_enumeration([Range(0, 19)] int batch)
    {
        for (var i = 0; i < 60; i++)
        {
            var seed = (batch * 1000) + i;
            var random = new Random(seed);
            var net = RandomNet.Of(random, random.Next(4, 8), random.Next(2, 6), withLan: random.Next(6) == 0);
            var request = RandomRequest.Of(random, net);
            var expected = new BruteForce(net.Snapshot, request, NetworkOverlay.Empty).All();
            var result = PathComputer.Compute(net.Snapshot, request with { Branches = BranchMode.SinglePath });
            if (expected.Count == 0)
            {
                Assert.That(result, Is.InstanceOf<PathResult.NotFound>(), $"seed {seed}");
                continue;
            }
            Assert.That(result, Is.InstanceOf<PathResult.Found>(), $"seed {seed}: {net.Names([.. expected[0].Edges.Select(e => new EdgeIndex(e))])}");
            var path = ((PathResult.Found)result).Path;
            var oracle = new BruteForce(net.Snapshot, request, NetworkOverlay.Empty);
            ulong[] cost = oracle.CostOf(path.Edges.Select(e => e.Value));
            Assert.Multiple(() =>
            {
                Assert.That(cost, Is.EqualTo(expected[0].Cost), $"seed {seed}: {net.Names(path.Edges)}");
                Assert.That(path.Cost, Is.EqualTo(expected[0].Cost[0]), $"seed {seed}");
                Assert.That(path.Segments.Count, Is.EqualTo(expected[0].Sids), $"seed {seed}");
            });
            if (request.Constraints.BandwidthBytesPerSecond > 0)
            {
                var equal = expected.Where(e => e.Cost.AsSpan().SequenceEqual(expected[0].Cost) && e.Sids == expected[0].Sids);
                Assert.That(Narrowest(net, path.Edges.Select(e => e.Value)), Is.EqualTo(equal.Max(e => Narrowest(net, e.Edges))), $"seed {seed}");
            }
            Walked.Check(net, request, path, $"seed {seed}");
        }
    }

    private static ulong Narrowest(Net net, IEnumerable<int> path) =>
        path.Select(e => net.Snapshot[new EdgeIndex(e)]).Where(l => !net.Snapshot[l.From].IsPseudonode).Min(l => l.Attributes.UnreservedBandwidth[7]);

    [Test]
    public void Ranked_paths_equal_enumeration([Range(0, 9)] int batch)
    {
        for (var i = 0; i < 30; i++)
        {
            var seed = (batch * 1000) + i;
            var random = new Random(seed);
            var net = RandomNet.Of(random, random.Next(4, 7), random.Next(2, 5));
            var request = RandomRequest.Of(random, net) with { TieBreakers = [] };
            var expected = new BruteForce(net.Snapshot, request, NetworkOverlay.Empty).All();
            var paths = PathComputer.Candidates(net.Snapshot, request with { Branches = BranchMode.SinglePath }).ToList();
            Assert.That(paths.Select(p => p.Cost), Is.EqualTo(expected.Select(e => e.Cost[0])), $"seed {seed}");
            paths.ForEach(p => Walked.Check(net, request, p, $"seed {seed}"));
            Assert.That(paths.Select(p => net.Names(p.Edges) + string.Join(',', p.Edges)).Distinct().Count(), Is.EqualTo(expected.Count), $"seed {seed}");
        }
    }

    [Test]
    public void Best_path_with_branches_equals_enumeration([Range(0, 9)] int batch)
    {
        for (var seed = batch * 1000; seed < (batch * 1000) + 60; seed++)
        {
            var random = new Random(seed);
            var net = RandomNet.Of(random, random.Next(4, 7), random.Next(2, 7), withLan: random.Next(6) == 0);
            var request = RandomRequest.Of(random, net) with { TieBreakers = [], Branches = BranchMode.AllowBranches };
            request = request with { Constraints = request.Constraints with { Inclusions = [] } };
            var expected = new BranchBruteForce(net.Snapshot, request).Best(Math.Min(7, HeadEndDepth.Asked(request.Constraints)));
            var path = PathComputer.Compute(net.Snapshot, request) is PathResult.Found found ? found.Path : null;
            Assert.That((path?.Cost, path?.Segments.Count), Is.EqualTo((expected?.Cost, expected?.Sids)), $"seed {seed} {(path is null ? null : net.Names(path.AllEdges) + string.Join('|', path.Segments.Segments.Select(x => x.Reason)))} {request} lan={net.Snapshot.Nodes.Any(n => n.IsPseudonode)}");
            if (path is null)
                continue;
            Walked.Check(net, request, path, $"seed {seed}");
        }
    }
}
