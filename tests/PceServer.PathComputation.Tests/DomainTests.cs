using PceServer.PathComputation.Tests.Oracles;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Networks of several levels and areas, against an oracle that follows every router's own route.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DomainTests
{
    [Test]
    public void Best_path_over_levels_and_areas_equals_enumeration([Range(0, 19)] int batch)
    {
        var (crossing, several) = (0, 0);
        for (var seed = batch * 1000; seed < (batch * 1000) + 60; seed++)
        {
            var random = new Random(seed);
            var net = new DomainNet(random, random.Next(5, 9), random.Next(1, 3), new DomainShape(random.Next(2) == 0, random.Next(2) == 0));
            var request = RandomRequest.Of(random, net.Snapshot) with { Branches = BranchMode.SinglePath };
            var routes = new DomainOracle(net.Snapshot);
            var expected = new BruteForce(net.Snapshot, request, NetworkOverlay.Empty) { Routes = routes.Branches }.All();
            var path = PathComputer.Compute(net.Snapshot, request) is PathResult.Found found ? found.Path : null;
            Assert.That(
                (path?.Cost, path?.Segments.Count), Is.EqualTo((expected.FirstOrDefault()?.Cost[0], expected.FirstOrDefault()?.Sids)),
                $"seed {seed}: {(path is null ? null : net.Names(path.Edges) + path.Segments)} {net}");
            if (path is null)
                continue;
            Assert.That(routes.Walk(request.Source.Value, path.Segments.Labels), Is.EqualTo(path.Edges.Select(e => e.Value)), $"seed {seed}: {net.Names(path.Edges)} {net}");
            Walked.Check(net.Snapshot, request, path, $"seed {seed}: {net.Names(path.Edges)} {net}");
            crossing += path.Edges.Select(e => net.Snapshot.EdgeDomain[e.Value]).Distinct().Count() > 1 ? 1 : 0;
            several += path.Segments.Count;
        }
        Assert.That(crossing, Is.GreaterThan(0));
    }

    [Test]
    public void Best_path_into_another_system_equals_enumeration([Range(0, 9)] int batch)
    {
        var peering = 0;
        for (var seed = batch * 1000; seed < (batch * 1000) + 60; seed++)
        {
            var random = new Random(seed);
            var net = new DomainNet(random, random.Next(3, 6), random.Next(0, 2), new DomainShape(random.Next(2) == 0, random.Next(2) == 0, WithPeer: true));
            var request = RandomRequest.Of(random, net.Snapshot) with { Branches = BranchMode.SinglePath };
            var routes = new DomainOracle(net.Snapshot);
            var expected = new BruteForce(net.Snapshot, request, NetworkOverlay.Empty) { Routes = routes.Branches }.All();
            var path = PathComputer.Compute(net.Snapshot, request) is PathResult.Found found ? found.Path : null;
            Assert.That(
                (path?.Cost, path?.Segments.Count), Is.EqualTo((expected.FirstOrDefault()?.Cost[0], expected.FirstOrDefault()?.Sids)),
                $"seed {seed}: {(path is null ? null : net.Names(path.Edges) + path.Segments)} {net}");
            if (path is null)
                continue;
            Assert.That(routes.Walk(request.Source.Value, path.Segments.Labels), Is.EqualTo(path.Edges.Select(e => e.Value)), $"seed {seed}: {net.Names(path.Edges)} {net}");
            Walked.Check(net.Snapshot, request, path, $"seed {seed}: {net.Names(path.Edges)} {net}");
            peering += path.Segments.Segments.Any(s => s.Kind == SegmentKind.Peer) ? 1 : 0;
        }
        Assert.That(peering, Is.GreaterThan(2));
    }

    [Test]
    public void Fewest_sids_for_a_given_path_equal_enumeration([Range(0, 4)] int batch)
    {
        for (var seed = batch * 1000; seed < (batch * 1000) + 40; seed++)
        {
            var random = new Random(seed);
            var net = new DomainNet(random, random.Next(5, 8), random.Next(1, 3), new DomainShape(random.Next(2) == 0, random.Next(2) == 0, WithOverload: false));
            var routing = Segments.SegmentRouting.Of(net.Snapshot, 0);
            var segmenter = new Segments.PathSegmenter(new Segments.RoutingTrees(routing));
            var oracle = new BruteForce(net.Snapshot, new PathRequest(default, default), NetworkOverlay.Empty) { Routes = new DomainOracle(net.Snapshot).Branches };
            foreach (var path in oracle.SimplePaths(0, net.Snapshot.NodeCount - 1, _ => true).Take(40))
                Assert.That(segmenter.List([.. path])?.Count, Is.EqualTo(oracle.FewestSids(path)), $"seed {seed}: {net}");
        }
    }

    [Test]
    public void Best_path_with_branches_over_levels_and_areas_equals_enumeration([Range(0, 9)] int batch)
    {
        for (var seed = batch * 1000; seed < (batch * 1000) + 60; seed++)
        {
            var random = new Random(seed);
            var net = new DomainNet(random, random.Next(5, 8), random.Next(1, 3), new DomainShape(random.Next(2) == 0, random.Next(2) == 0, WithOverload: false));
            var request = RandomRequest.Of(random, net.Snapshot) with { TieBreakers = [], Branches = BranchMode.AllowBranches };
            request = request with { Constraints = request.Constraints with { Inclusions = [] } };
            var routes = new DomainOracle(net.Snapshot);
            var expected = new BranchBruteForce(net.Snapshot, request, routes.Branches).Best(Math.Min(7, Constraints.HeadEndDepth.Asked(request.Constraints)));
            var path = PathComputer.Compute(net.Snapshot, request) is PathResult.Found found ? found.Path : null;
            Assert.That((path?.Cost, path?.Segments.Count), Is.EqualTo((expected?.Cost, expected?.Sids)), $"seed {seed}: {net}");
            if (path is not null)
                Walked.Check(net.Snapshot, request, path, $"seed {seed}: {net.Names(path.AllEdges)} {net}");
        }
    }

    [Test]
    public void Best_path_of_a_flexible_algorithm_equals_enumeration([Range(0, 9)] int batch)
    {
        var found = 0;
        for (var seed = batch * 1000; seed < (batch * 1000) + 60; seed++)
        {
            var random = new Random(seed);
            var net = new DomainNet(random, random.Next(5, 9), random.Next(0, 3), new DomainShape(random.Next(2) == 0, random.Next(2) == 0, 128, WithOverload: false));
            var request = RandomRequest.Of(random, net.Snapshot) with { Branches = BranchMode.SinglePath };
            request = request with { Constraints = request.Constraints with { Algorithm = 128 } };
            var routes = new DomainOracle(net.Snapshot, 128);
            var expected = new BruteForce(net.Snapshot, request, NetworkOverlay.Empty) { Routes = routes.Branches, IsUsable = routes.IsUsable }.All();
            var path = PathComputer.Compute(net.Snapshot, request) is PathResult.Found it ? it.Path : null;
            Assert.That(
                (path?.Cost, path?.Segments.Count), Is.EqualTo((expected.FirstOrDefault()?.Cost[0], expected.FirstOrDefault()?.Sids)),
                $"seed {seed}: {(path is null ? null : net.Names(path.Edges) + path.Segments)} {net}");
            if (path is null)
                continue;
            Assert.That(routes.Walk(request.Source.Value, path.Segments.Labels), Is.EqualTo(path.Edges.Select(e => e.Value)), $"seed {seed}: {net.Names(path.Edges)} {net}");
            Walked.Check(net.Snapshot, request, path, $"seed {seed}: {net.Names(path.Edges)} {net}");
            found++;
        }
        Assert.That(found, Is.GreaterThan(1));
    }
}
