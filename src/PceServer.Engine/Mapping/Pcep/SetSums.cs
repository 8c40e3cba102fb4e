using System.Collections.Immutable;
using PceServer.Engine.Paths;
using PceServer.Pcep;
using PceServer.Topology;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>Metrics of a whole set of paths (RFC 5541 §5): what they add up to, whether that keeps to a bound, and the answer to who asked for it.</summary>
internal sealed record SetSums(ImmutableArray<(PathDemand Demand, RecordedPath Path)> Paths)
{
    /// <summary>Load of the network's most loaded link with the set on it, 1 when full; null where nothing is known of it.</summary>
    public double? MostLoaded { get; init; }

    public static bool IsKnown(MetricType type) =>
        type is MetricType.AggregateBandwidthConsumption or MetricType.LoadOfMostLoadedLink or MetricType.CumulativeIgp or MetricType.CumulativeTe;

    /// <summary>The first bound that the set breaks, with how, in words; null when it keeps to all.</summary>
    public (MetricType Type, string Reason)? Broken(IEnumerable<MetricObject> asked)
    {
        foreach (var metric in asked)
        {
            if (metric.IsBound && IsKnown(metric.Type) && Sum(metric.Type) is { } sum && (float)sum > metric.MetricValue)
                return (metric.Type, $"the set comes to {sum} in METRIC type {(byte)metric.Type}, above the bound of {metric.MetricValue}");
        }
        return null;
    }

    /// <summary>What was asked for with the C flag, with B and C clear (RFC 5440 §7.8).</summary>
    public IEnumerable<MetricObject> Answer(IEnumerable<MetricObject> asked)
    {
        foreach (var metric in asked)
        {
            if ((metric.Flags & MetricFlags.Computed) != 0 && IsKnown(metric.Type) && Sum(metric.Type) is { } sum)
                yield return new MetricObject(metric.Type, (float)sum, MetricFlags.None);
        }
    }

    /// <summary>Null where a path has no value in the metric.</summary>
    private double? Sum(MetricType type)
    {
        if (type == MetricType.LoadOfMostLoadedLink)
            return MostLoaded;
        var sum = 0.0;
        foreach (var (demand, path) in Paths)
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
