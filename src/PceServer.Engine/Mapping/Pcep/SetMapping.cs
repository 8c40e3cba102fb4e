using System.Collections.Immutable;
using PceServer.Engine.Paths;
using PceServer.PathComputation;
using PceServer.Pcep;
using PceServer.Topology;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>What a synchronized set asks of all its requests together.</summary>
/// <param name="Level">What the paths may not share; <see cref="Disjointness.None"/> = computed together, but each as it likes.</param>
internal sealed record SetTerms(Disjointness Level)
{
    /// <summary>What the sum is taken of; null = of what each request minimises itself.</summary>
    public PathMetric? Objective { get; init; }

    public ImmutableArray<Exclusion> Exclusions { get; init; } = [];

    public bool IsObjectiveFunctionHonoured { get; init; }

    public PathDemand ApplyTo(PathDemand demand) => demand with
    {
        Objective = Objective ?? demand.Objective,
        TieBreakers = Objective is null ? demand.TieBreakers : [],
        Constraints = Exclusions.IsEmpty ? demand.Constraints : demand.Constraints with { Exclusions = [.. demand.Constraints.Exclusions, .. Exclusions] },
    };
}

/// <summary>SVEC and what follows it as <see cref="SetTerms"/> (RFC 5440 §7.13.2, RFC 5541 §3.2).</summary>
internal sealed class SetMapping
{
    private const SvecFlags Diversity = SvecFlags.LinkDiverse | SvecFlags.NodeDiverse | SvecFlags.SrlgDiverse;
    private readonly DemandMapping _demand = new();
    private readonly ImmutableArray<Unhonoured>.Builder _unhonoured = ImmutableArray.CreateBuilder<Unhonoured>();

    public ImmutableArray<Unhonoured> Unhonoured => [.. _unhonoured, .. _demand.Unhonoured];

    public SetTerms Map(SynchronizedSet set, IEnumerable<ulong> bandwidths)
    {
        if ((set.Svec.Flags & ~Diversity) is not SvecFlags.None and var other)
            Refuse(PcepErrors.UnsupportedParameter, set.Svec, $"SVEC flags {other} are not supported");
        if (set.GlobalConstraints is { } global)
            Refuse(PcepErrors.GcoNotSupported, global, "GLOBAL-CONSTRAINTS are not supported");
        var terms = new SetTerms(Level(set.Svec.Flags))
        {
            Objective = Objective(set),
            Exclusions = set.Xro is { } xro ? _demand.Exclusions(xro) : [],
            IsObjectiveFunctionHonoured = set.Of?.OfCode == ObjectiveFunction.MinimizeCumulativeCost,
        };
        return set.Of is { } of ? WithFunction(terms, of, bandwidths) : terms;
    }

    private static Disjointness Level(SvecFlags flags) =>
        ((flags & SvecFlags.LinkDiverse) != 0 ? Disjointness.Link : 0)
        | ((flags & SvecFlags.NodeDiverse) != 0 ? Disjointness.Node : 0)
        | ((flags & SvecFlags.SrlgDiverse) != 0 ? Disjointness.Srlg : 0);

    /// <summary>Metric types of the whole set (RFC 5541 §3.3.2): the cumulative ones are what a least sum minimises.</summary>
    private PathMetric? Objective(SynchronizedSet set)
    {
        PathMetric? chosen = null;
        foreach (var metric in set.Metrics)
        {
            if (!metric.IsBound && SumOf(metric.Type) is { } sum)
                chosen ??= sum;
            else if (!SetSums.IsKnown(metric.Type) || (metric.IsBound && Level(set.Svec.Flags) == Disjointness.None) || float.IsNaN(metric.MetricValue))
                Refuse(PcepErrors.UnsupportedParameter, metric, $"METRIC of type {(byte)metric.Type} for a synchronized set is not supported");
        }
        return chosen;
    }

    private static PathMetric? SumOf(MetricType type) => type switch
    {
        MetricType.CumulativeIgp => PathMetric.Igp,
        MetricType.CumulativeTe => PathMetric.Te,
        _ => null,
    };

    /// <summary>MCC is a least sum; MBC is one of links where all paths carry the same; MLL weighs load, which the core does not (RFC 5541 §3.2).</summary>
    private SetTerms WithFunction(SetTerms terms, OfObject of, IEnumerable<ulong> bandwidths)
    {
        switch (of.OfCode)
        {
            case ObjectiveFunction.MinimizeCumulativeCost:
                return terms;
            case ObjectiveFunction.MinimizeAggregateBandwidthConsumption when bandwidths.Distinct().Count() <= 1:
                return terms with { Objective = PathMetric.Hops, IsObjectiveFunctionHonoured = true };
            default:
                Refuse(PcepErrors.UnsupportedParameter, of, $"objective function {(ushort)of.OfCode} is not supported for this set");
                return terms;
        }
    }

    private void Refuse(PcepErrorCode error, PcepObject what, string reason) => _unhonoured.Add(new(error, what.MustBeProcessed, reason));
}
