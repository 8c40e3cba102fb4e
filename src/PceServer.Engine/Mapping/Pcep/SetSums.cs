using PceServer.Engine.Paths;
using PceServer.Pcep;
using PceServer.Topology;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>Metrics of a whole set of paths (RFC 5541 §3.3.2): what they add up to, whether that keeps to a bound, and the answer to who asked for it.</summary>
internal static class SetSums
{
    public static bool IsKnown(MetricType type) => type is MetricType.AggregateBandwidthConsumption or MetricType.CumulativeIgp or MetricType.CumulativeTe;

    /// <summary>The first bound that the set breaks, in words; null when it keeps to all.</summary>
    public static string? Broken(IEnumerable<MetricObject> asked, IReadOnlyList<(PathDemand Demand, RecordedPath Path)> set)
    {
        foreach (var metric in asked)
        {
            if (metric.IsBound && IsKnown(metric.Type) && Sum(metric.Type, set) is { } sum && sum > metric.MetricValue)
                return $"the set adds up to {sum} in METRIC type {(byte)metric.Type}, above the bound of {metric.MetricValue}";
        }
        return null;
    }

    /// <summary>What was asked for with the C flag, with B and C clear (RFC 5440 §7.8).</summary>
    public static IEnumerable<MetricObject> Answer(IEnumerable<MetricObject> asked, IReadOnlyList<(PathDemand Demand, RecordedPath Path)> set)
    {
        foreach (var metric in asked)
        {
            if ((metric.Flags & MetricFlags.Computed) != 0 && IsKnown(metric.Type) && Sum(metric.Type, set) is { } sum)
                yield return new MetricObject(metric.Type, (float)sum, MetricFlags.None);
        }
    }

    /// <summary>Null where a path has no value in the metric.</summary>
    private static double? Sum(MetricType type, IReadOnlyList<(PathDemand Demand, RecordedPath Path)> set)
    {
        var sum = 0.0;
        foreach (var (demand, path) in set)
        {
            var metric = type switch { MetricType.CumulativeIgp => PathMetric.Igp, MetricType.CumulativeTe => PathMetric.Te, _ => PathMetric.Hops };
            var total = path.Totals.Where(t => t.Metric == metric).Select(t => (ulong?)t.Value).FirstOrDefault();
            if (total is null)
                return null;
            sum += type == MetricType.AggregateBandwidthConsumption ? (double)total.Value * demand.Constraints.BandwidthBytesPerSecond : total.Value;
        }
        return sum;
    }
}
