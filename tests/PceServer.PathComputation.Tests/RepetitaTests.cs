using PceServer.PathComputation.Segments;
using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Real ISP graphs: every ordered pair, latency-optimal.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RepetitaTests
{
    [TestCase("Abilene")]
    [TestCase("Geant2012")]
    [TestCase("rf3967_real_hard")]
    public void Latency_optimal_paths_take_the_fewest_sids(string name)
    {
        var topology = Read(name);
        var oracle = new SegmentGraphOracle(topology);
        var segmenter = new PathSegmenter(new RoutingTrees(SegmentRouting.Of(topology, 0)));
        var counts = new List<int>();
        for (var source = 0; source < topology.NodeCount; source++)
        {
            for (var target = 0; target < topology.NodeCount; target++)
            {
                if (source == target)
                    continue;
                var request = new PathRequest(new NodeIndex(source), new NodeIndex(target)) { Objective = PathMetric.Delay, Branches = BranchMode.SinglePath };
                var path = ((PathResult.Found)PathComputer.Compute(topology, request)).Path;
                if ((path.Cost, path.Segments.Count) != oracle.Best(source, target))
                    Assert.Fail($"{source} to {target}: {(path.Cost, path.Segments.Count)} instead of {oracle.Best(source, target)}");
                if (segmenter.List([.. path.Edges.Select(e => e.Value)])!.Labels.Length != path.Segments.Count)
                    Assert.Fail($"{source} to {target}: the path by itself can be forced with another number of SIDs");
                counts.Add(path.Segments.Count);
            }
        }
        TestContext.Out.WriteLine(
            $"{name}: {counts.Count} pairs, average {counts.Average():F2}, maximum {counts.Max()}, within 3: {Share(counts, 3):P1}, 5: {Share(counts, 5):P1}, 10: {Share(counts, 10):P1}");
    }

    private static double Share(List<int> counts, int most) => counts.Count(c => c <= most) / (double)counts.Count;

    private static TopologySnapshot Read(string name)
    {
        var builder = new TopologyBuilder();
        foreach (var change in RepetitaGraph.Read(File.ReadAllText(SharedMaterial.Path($"topologies/{name}.graph")), name).Changes)
            builder.Apply(change);
        return builder.Flush();
    }
}
