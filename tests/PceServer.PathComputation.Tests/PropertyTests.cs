using CsCheck;
using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Properties over generated networks; a counterexample is shrunk to a small one.</summary>
public sealed class PropertyTests
{
    // A network of six nodes: a ring keeps it connected, further links are drawn.
    private static readonly Gen<string[]> s_networks =
        from ring in Link.Array[6]
        from more in Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Link).Array[0, 6]
        select ring.Select((link, i) => $"n{i}-n{(i + 1) % 6} {link}")
            .Concat(more.Where(m => m.Item1 != m.Item2).Select(m => $"n{m.Item1}-n{m.Item2} {m.Item3}")).ToArray();

    private static Gen<string> Link => Gen.Select(Gen.Int[1, 5], Gen.Int[1, 9], Gen.Int[0, 3], Gen.Bool)
        .Select((metric, delay, color, hasSid) => $"{metric} delay={delay} color=0x{color:x}{(hasSid ? "" : " adj=no")}");

    [Test]
    public void Cost_is_the_least_and_the_list_walks_the_path() => Gen.Select(s_networks, Gen.Int[1, 4], Gen.Int[0, 3]).Sample((network, depth, exclude) =>
    {
        var net = Net.Build(network);
        var request = new PathRequest(net["n0"], net["n3"])
        {
            Objective = PathMetric.Delay,
            Branches = BranchMode.SinglePath,
            ExplanationSearches = 0,
            Constraints = new PathConstraints { MaximumSids = depth, ExcludeAny = (uint)exclude },
        };
        var expected = new BruteForce(net.Snapshot, request, NetworkOverlay.Empty).All().FirstOrDefault();
        var path = PathComputer.Compute(net.Snapshot, request) is PathResult.Found found ? found.Path : null;
        if (path is not null)
            Walked.Check(net, request, path, string.Join("; ", network));
        return (path?.Cost, path?.Segments.Count) == (expected?.Cost[0], expected?.Sids);
    }, iter: 400, threads: 1);

    [Test]
    public void More_constraints_never_make_a_path_cheaper() => Gen.Select(s_networks, Gen.Int[0, 3], Gen.Int[2, 30]).Sample((network, exclude, delay) =>
    {
        var net = Net.Build(network);
        var free = new PathRequest(net["n0"], net["n3"]) { ExplanationSearches = 0 };
        var bound = free with { Constraints = new PathConstraints { ExcludeAny = (uint)exclude, Bounds = [new MetricBound(PathMetric.Delay, (ulong)delay)] } };
        return PathComputer.Compute(net.Snapshot, bound) is not PathResult.Found(var path)
            || (PathComputer.Compute(net.Snapshot, free) is PathResult.Found(var best) && best.Cost <= path.Cost);
    }, iter: 400, threads: 1);
}
