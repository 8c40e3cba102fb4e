using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Benchmarks.PathComputation;

/// <summary>The networks on which path computation is measured.</summary>
internal static class BenchmarkGraphs
{
    public static IEnumerable<(string Name, TopologySnapshot Topology)> All(int largest = 100_000)
    {
        foreach (var name in new[] { "rf1221_real_hard", "rf3257_real_hard", "rf6461_real_hard", "Cogentco" })
        {
            if (Repetita(name) is { } topology)
                yield return (name.Split('_')[0], topology);
        }
        foreach (var nodes in new[] { 1_000, 10_000, 100_000 }.Where(n => n <= largest))
            yield return ($"isp {nodes / 1000}k", Isp(nodes));
    }

    public static TopologySnapshot Isp(int nodes) => Build(IspGraph.Make(nodes).ToChanges("benchmark"));

    /// <summary>Null, with a word about it, where the reference material is absent.</summary>
    public static TopologySnapshot? Repetita(string name)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "topologies", $"{name}.graph");
        if (File.Exists(path))
            return Build(RepetitaGraph.Read(File.ReadAllText(path), name).Changes);
        Console.WriteLine($"  {name}: ../shared/topologies is not beside this checkout, left out");
        return null;
    }

    /// <summary>The same nodes in every run.</summary>
    public static int[] Sources(TopologySnapshot topology, int count)
    {
        var random = new SplitMix(7);
        return [.. Enumerable.Range(0, count).Select(_ => random.Below(topology.NodeCount))];
    }

    // Every link has some of the first 31 colours.
    private static TopologySnapshot Build(IEnumerable<TopologyChange> changes)
    {
        var builder = new TopologyBuilder();
        var random = new SplitMix(31);
        foreach (var change in changes)
        {
            var colours = new AdminGroup(1 + (random.Next() % 0x7FFFFFFF));
            builder.Apply(change is LinkChange { Attributes: { } known } link ? link with { Attributes = known with { AdminGroup = colours } } : change);
        }
        return builder.Flush();
    }
}
