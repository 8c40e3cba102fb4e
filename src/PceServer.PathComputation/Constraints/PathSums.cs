using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.PathComputation.Constraints;

/// <summary>Adds up every metric along a path that was found.</summary>
internal static class PathSums
{
    private static readonly PathMetric[] s_metrics =
        [PathMetric.Igp, PathMetric.Te, PathMetric.Hops, PathMetric.Delay, PathMetric.DelayVariation, PathMetric.Loss];

    /// <summary>Metrics that every link announces. Where the path spreads, the worst branch.</summary>
    /// <param name="branch">The links of one branch, in order.</param>
    /// <param name="all">The links of all branches, each after those that lead to it.</param>
    public static ImmutableArray<MetricValue> Of(TopologySnapshot topology, List<int> branch, List<int> all)
    {
        var values = ImmutableArray.CreateBuilder<MetricValue>(s_metrics.Length);
        foreach (var metric in s_metrics)
        {
            if (Worst(topology, branch, all, metric) is { } sum)
                values.Add(new MetricValue(metric, LinkMetrics.Shown(metric, sum)));
        }
        return values.DrainToImmutable();
    }

    private static ulong? Worst(TopologySnapshot topology, List<int> branch, List<int> all, PathMetric metric)
    {
        var worst = new Dictionary<int, ulong> { [topology.EdgeFrom[branch[0]]] = 0 };
        foreach (var edge in all)
        {
            var value = LinkMetrics.Of(topology, edge, metric);
            if (value == LinkMetrics.None)
                return null;
            var sum = worst.GetValueOrDefault(topology.EdgeFrom[edge]) + value;
            worst[topology.EdgeTo[edge]] = Math.Max(worst.GetValueOrDefault(topology.EdgeTo[edge]), sum);
        }
        return worst[topology.EdgeTo[branch[^1]]];
    }
}
