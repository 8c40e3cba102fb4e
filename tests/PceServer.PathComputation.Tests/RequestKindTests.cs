using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>What requests may ask for beyond metrics and bounds, against enumeration on random networks.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RequestKindTests
{
    [Test]
    public void Soft_exclusions_are_trodden_on_as_little_as_can_be([Range(0, 4)] int batch) => EachSeed(batch, (random, seed) =>
    {
        var net = RandomNet.Of(random, random.Next(4, 8), random.Next(2, 6));
        var request = RandomRequest.Of(random, net);
        var nodes = net.Snapshot.Nodes.OrderBy(_ => random.Next()).ToArray();
        request = Only(request, request.Constraints with
        {
            Exclusions = [new Exclusion(new NetworkElement { Node = nodes[0].RouterId }, true), new Exclusion(new NetworkElement { Srlg = (uint)random.Next(5) }, true)],
        });
        Compare(net, request, new BruteForce(net.Snapshot, request, NetworkOverlay.Empty).All(), seed);
    });

    [Test]
    public void Protection_wishes_are_kept([Range(0, 4)] int batch) => EachSeed(batch, (random, seed) =>
    {
        var net = RandomNet.Of(random, random.Next(4, 8), random.Next(2, 6), shape: r => r.Next(2) == 0 ? " backup" : "");
        var request = RandomRequest.Of(random, net);
        request = Only(request, request.Constraints with { Protection = (ProtectionWish)random.Next(4) });
        Compare(net, request, new BruteForce(net.Snapshot, request, NetworkOverlay.Empty).All(), seed);
    });

    [Test]
    public void Best_of_several_destinations_is_taken([Range(0, 4)] int batch) => EachSeed(batch, (random, seed) =>
    {
        var net = RandomNet.Of(random, random.Next(5, 8), random.Next(2, 6));
        var request = RandomRequest.Of(random, net);
        request = Only(request, request.Constraints with { Exclusions = [] });
        NodeIndex[] ends = [.. net.Snapshot.Nodes.Select(n => n.Index).Where(n => n != request.Source).OrderBy(_ => random.Next()).Take(3)];
        var expected = ends.SelectMany(e => new BruteForce(net.Snapshot, request with { Destination = e }, NetworkOverlay.Empty).All())
            .OrderBy(a => a.Cost[0]).ThenBy(a => a.Cost.Length > 1 ? a.Cost[1] : 0).ThenBy(a => a.Sids).ToList();
        var asked = request with { Destination = ends[0], FurtherDestinations = [.. ends[1..]] };
        var path = PathComputer.Compute(net.Snapshot, asked) is PathResult.Found found ? found.Path : null;
        Assert.That((path?.Cost, path?.Segments.Count), Is.EqualTo((expected.FirstOrDefault()?.Cost[0], expected.FirstOrDefault()?.Sids)), $"seed {seed}");
        if (path is not null)
            Walked.Check(net, request with { Destination = path.Segments.Segments[^1].Node }, path, $"seed {seed}");
    });

    [Test]
    public void Scope_keeps_a_path_to_one_domain([Range(0, 4)] int batch) => EachSeed(batch, (random, seed) =>
    {
        var net = new DomainNet(random, random.Next(5, 9), random.Next(1, 3), new DomainShape(random.Next(2) == 0, true, WithOverload: false));
        var topology = net.Snapshot;
        var domain = topology.Domains[random.Next(topology.Domains.Length)];
        var request = RandomRequest.Of(random, topology);
        var isOspf = domain.Protocol == LinkStateProtocol.Ospfv2;
        request = Only(request, request.Constraints) with { Scope = isOspf ? new DomainScope(Area: domain.Area, AutonomousSystem: 65000) : new DomainScope(domain.Protocol, 0) };
        var oracle = new BruteForce(topology, request, NetworkOverlay.Empty)
        {
            Routes = new DomainOracle(topology).Branches,
            IsUsable = e => topology.Domains[topology.EdgeDomain[e]] == domain,
        };
        var expected = oracle.All().FirstOrDefault();
        var path = PathComputer.Compute(topology, request) is PathResult.Found found ? found.Path : null;
        Assert.That((path?.Cost, path?.Segments.Count), Is.EqualTo((expected?.Cost[0], expected?.Sids)), $"seed {seed}: {net}");
        if (path is not null)
            Walked.Check(topology, request, path, $"seed {seed}: {net}");
    });

    [Test]
    public void Binding_sid_covers_what_another_lsp_takes([Range(0, 4)] int batch)
    {
        var used = 0;
        EachSeed(batch, (random, seed) =>
        {
            var net = RandomNet.Of(random, random.Next(5, 8), random.Next(3, 6));
            var request = RandomRequest.Of(random, net);
            request = Only(request, request.Constraints with { MaximumSids = random.Next(1, 4) }) with { UsesBindingSids = true };
            var (overlay, covered) = Bindings(random, net.Snapshot, request);
            var expected = new BruteForce(net.Snapshot, request, NetworkOverlay.Empty) { Covered = covered }.All().FirstOrDefault();
            var path = PathComputer.Compute(net.Snapshot, request, overlay) is PathResult.Found found ? found.Path : null;
            Assert.That((path?.Cost, path?.Segments.Count), Is.EqualTo((expected?.Cost[0], expected?.Sids)), $"seed {seed}");
            if (path is null)
                return;
            used += path.Segments.Segments.Count(s => s.Kind == SegmentKind.Binding);
            Walked.Check(net, request, path, $"seed {seed}", overlay);
        });
        Assert.That(used, Is.GreaterThan(0));
    }

    /// <summary>LSPs by adjacency SIDs, each under a binding SID at its head-end.</summary>
    private static (NetworkOverlay Overlay, List<List<int>> Covered) Bindings(Random random, TopologySnapshot topology, PathRequest request)
    {
        // Pieces of the paths that would be the best ones if there were labels enough.
        var free = request with { Constraints = request.Constraints with { MaximumSids = null } };
        var paths = new List<List<int>>();
        foreach (var path in new BruteForce(topology, free, NetworkOverlay.Empty).All().Take(3).Select(a => a.Edges).Where(e => e.Count > 1))
        {
            var start = random.Next(path.Count - 1);
            var piece = path.GetRange(start, random.Next(2, path.Count - start + 1));
            if (piece.All(e => topology.AttributesOf(new EdgeIndex(e)).AdjacencySids.Length > 0))
                paths.Add(piece);
        }
        var bindings = paths.Select((path, i) => new BindingSid(
            topology[new NodeIndex(topology.EdgeFrom[path[0]])].Key, new Label((uint)(80000 + i)), [.. path.Select(e => Adjacency(topology, e))], $"lsp{i}"));
        return (new NetworkOverlay { BindingSids = [.. bindings] }, paths);
    }

    private static Label Adjacency(TopologySnapshot topology, int edge) =>
        topology.TryGetLabel(new NodeIndex(topology.EdgeFrom[edge]), topology.AttributesOf(new EdgeIndex(edge)).AdjacencySids[0], out var label) ? label : throw new KeyNotFoundException();

    private static PathRequest Only(PathRequest request, PathConstraints constraints) =>
        request with { Branches = BranchMode.SinglePath, TieBreakers = [], Constraints = constraints with { Inclusions = [] } };

    private static void Compare(Net net, PathRequest request, List<BruteForce.Answer> all, int seed)
    {
        var (expected, path) = (all.FirstOrDefault(), PathComputer.Compute(net.Snapshot, request) is PathResult.Found found ? found.Path : null);
        Assert.That((path?.Cost, path?.Segments.Count), Is.EqualTo((expected?.Cost[0], expected?.Sids)), $"seed {seed}");
        if (path is not null)
            Walked.Check(net, request, path, $"seed {seed}");
    }

    private static void EachSeed(int batch, Action<Random, int> check)
    {
        for (var seed = batch * 1000; seed < (batch * 1000) + 60; seed++)
            check(new Random(seed), seed);
    }
}
