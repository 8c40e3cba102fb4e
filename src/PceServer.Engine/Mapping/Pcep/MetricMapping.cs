using PceServer.Engine.Paths;
using PceServer.Pcep;
using PceServer.Topology;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>METRIC objects and what they mean (RFC 5440 §7.8, RFC 8233 §3, RFC 8664 §4.5).</summary>
internal static class MetricMapping
{
    /// <summary>The unit of loss in the topology, percent (RFC 8571 §2.3).</summary>
    private const double PercentPerLossUnit = 0.000003;

    /// <summary>Null for a metric type that the core does not know, or a value that is none.</summary>
    public static MetricStatement? ToDomain(MetricObject metric)
    {
        if (MetricOf(metric.Type) is not { } kind || float.IsNaN(metric.MetricValue) || metric.MetricValue < 0)
            return null;
        return new(kind, ToUnits(kind, metric.MetricValue), metric.IsBound, (metric.Flags & MetricFlags.Computed) != 0);
    }

    /// <summary>The error of a METRIC that cannot be honoured: a kind of network performance that is known but not computed has one of its own (RFC 8233 §3.1.4).</summary>
    public static PcepErrorCode ErrorOf(MetricObject metric) =>
        metric.Type is MetricType.P2mpPathDelay or MetricType.P2mpPathDelayVariation or MetricType.P2mpPathLoss
            ? PcepErrors.UnsupportedPerformanceConstraint : PcepErrors.UnsupportedParameter;

    public static MetricObject ToWire(PathMetric metric, ulong value, MetricFlags flags) =>
        new(TypeOf(metric), metric == PathMetric.Loss ? (float)(value * PercentPerLossUnit) : value, flags);

    private static ulong ToUnits(PathMetric kind, float value)
    {
        // A percentage that a float cannot hold exactly means the unit next to it.
        var units = kind == PathMetric.Loss ? Math.Round(value / PercentPerLossUnit) : value;
        return units >= ulong.MaxValue ? ulong.MaxValue : (ulong)units;
    }

    private static PathMetric? MetricOf(MetricType type) => type switch
    {
        MetricType.Igp => PathMetric.Igp,
        MetricType.Te => PathMetric.Te,
        MetricType.HopCount => PathMetric.Hops,
        MetricType.SidDepth => PathMetric.SidDepth,
        // The topology holds the minimum delay where it is known, so both types ask for the same column.
        MetricType.PathDelay or MetricType.PathMinDelay => PathMetric.Delay,
        MetricType.PathDelayVariation => PathMetric.DelayVariation,
        MetricType.PathLoss => PathMetric.Loss,
        _ => null,
    };

    private static MetricType TypeOf(PathMetric metric) => metric switch
    {
        PathMetric.Igp => MetricType.Igp,
        PathMetric.Te => MetricType.Te,
        PathMetric.Hops => MetricType.HopCount,
        PathMetric.SidDepth => MetricType.SidDepth,
        PathMetric.Delay => MetricType.PathDelay,
        PathMetric.DelayVariation => MetricType.PathDelayVariation,
        _ => MetricType.PathLoss,
    };
}
