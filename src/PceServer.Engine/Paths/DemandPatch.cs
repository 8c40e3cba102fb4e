using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Engine.Paths;

/// <summary>One METRIC object, in the unit of its type (RFC 5440 §7.8).</summary>
/// <param name="IsBound">B flag: <see cref="Value"/> is a limit; else the metric is to be minimised.</param>
/// <param name="IsAsked">C flag: the answer should state the value.</param>
public readonly record struct MetricStatement(PathMetric Metric, ulong Value, bool IsBound, bool IsAsked);

/// <summary>Affinities, priority and protection of an LSPA object (RFC 5440 §7.11, RFC 9488 §5).</summary>
public sealed record AttributeStatement(
    AdminGroup ExcludeAny, AdminGroup IncludeAny, AdminGroup IncludeAll, byte SetupPriority, ProtectionWish Protection, byte Algorithm);

/// <summary>What one message says of a demand. What it does not say (null, or default array) leaves the demand as it was.</summary>
public sealed record DemandPatch
{
    public static readonly DemandPatch Silent = new();

    public IpAddress? Source { get; init; }
    public IpAddress? Destination { get; init; }
    public AttributeStatement? Attributes { get; init; }
    public ulong? BandwidthBytesPerSecond { get; init; }
    public ImmutableArray<MetricStatement> Metrics { get; init; } = [];

    /// <summary>OF object: its function minimises the first METRIC with B=0, else the IGP metric (RFC 5541 §3.1); null = the message has none.</summary>
    public PathFunction? Function { get; init; }

    public ImmutableArray<Exclusion> Exclusions { get; init; }
    public ImmutableArray<Inclusion> Inclusions { get; init; }

    /// <summary>True where the message states something that binds a path: a report of nothing but the path in use does not.</summary>
    public bool StatesConstraints =>
        Attributes is not null || BandwidthBytesPerSecond is not null || Function is not null || !Metrics.IsEmpty
        || !Exclusions.IsDefault || !Inclusions.IsDefault;

    /// <summary>The demand of a request, which stands on its own: without LSPA its priority is 0 (RFC 5440 §7.11).</summary>
    public PathDemand ToDemand()
    {
        var demand = Merge(PathDemand.Default, minimisesCount: true);
        return Attributes is null ? demand with { Constraints = demand.Constraints with { SetupPriority = 0 } } : demand;
    }

    /// <summary>The demand after a report. In a report a METRIC with B=0 states the value that the path has, so it chooses an objective only where none was chosen.</summary>
    public PathDemand ApplyTo(PathDemand demand) => Merge(demand, minimisesCount: Function is not null || !demand.IsObjectiveStated);

    private PathDemand Merge(PathDemand demand, bool minimisesCount)
    {
        var minimise = Metrics.Where(m => !m.IsBound && m.Metric != PathMetric.SidDepth).Select(m => m.Metric).Distinct().ToImmutableArray();
        if (Function == PathFunction.LeastLoss)
            minimise = [PathMetric.Loss, .. minimise.Remove(PathMetric.Loss)];
        var chooses = minimisesCount && (Function is not null || !minimise.IsEmpty);
        return demand with
        {
            Source = Source ?? demand.Source,
            Destination = Destination ?? demand.Destination,
            Objective = !chooses ? demand.Objective : minimise.IsEmpty ? PathMetric.Igp : minimise[0],
            Function = Function ?? demand.Function,
            TieBreakers = !chooses ? demand.TieBreakers : [.. minimise.Skip(1)],
            IsObjectiveStated = demand.IsObjectiveStated || chooses,
            AskedMetrics = Metrics.IsEmpty ? demand.AskedMetrics : [.. Metrics.Where(m => m.IsAsked).Select(m => m.Metric).Distinct()],
            Constraints = MergeConstraints(demand.Constraints),
        };
    }

    private PathConstraints MergeConstraints(PathConstraints old)
    {
        var bounds = Metrics.Where(m => m.IsBound).ToImmutableArray();
        var merged = old with
        {
            Bounds = bounds.IsEmpty ? old.Bounds : MergeBounds(old.Bounds, bounds),
            MaximumSids = bounds.Where(b => b.Metric == PathMetric.SidDepth).Select(b => (int?)b.Value).FirstOrDefault() ?? old.MaximumSids,
            BandwidthBytesPerSecond = BandwidthBytesPerSecond ?? old.BandwidthBytesPerSecond,
            Exclusions = Exclusions.IsDefault ? old.Exclusions : Exclusions,
            Inclusions = Inclusions.IsDefault ? old.Inclusions : Inclusions,
        };
        return Attributes is not { } a ? merged : merged with
        {
            ExcludeAny = a.ExcludeAny,
            IncludeAny = a.IncludeAny,
            IncludeAll = a.IncludeAll,
            SetupPriority = a.SetupPriority,
            Protection = a.Protection,
            Algorithm = a.Algorithm,
        };
    }

    /// <summary>A type that is stated anew replaces its old limit; of two limits for one type in one message the first one holds (RFC 5440 §7.8).</summary>
    private static ImmutableArray<MetricBound> MergeBounds(ImmutableArray<MetricBound> old, ImmutableArray<MetricStatement> stated)
    {
        var fresh = stated.Where(b => b.Metric != PathMetric.SidDepth)
            .GroupBy(b => b.Metric).Select(g => new MetricBound(g.Key, g.First().Value)).ToImmutableArray();
        return [.. old.Where(o => fresh.All(f => f.Metric != o.Metric)), .. fresh];
    }
}
