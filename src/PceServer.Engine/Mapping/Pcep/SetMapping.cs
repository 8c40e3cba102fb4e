using System.Collections.Immutable;
using PceServer.PathComputation;
using PceServer.Pcep;
using PceServer.Topology;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>SVECs and what follows each as <see cref="SetTerms"/> (RFC 5440 §7.13.2, RFC 5541 §3.2, RFC 8800 §5.4.1).</summary>
internal sealed class SetMapping
{
    private const SvecFlags Diversity = SvecFlags.LinkDiverse | SvecFlags.NodeDiverse | SvecFlags.SrlgDiverse;
    private readonly DemandMapping _demand = new();
    private readonly ImmutableArray<Unhonoured>.Builder _unhonoured = ImmutableArray.CreateBuilder<Unhonoured>();
    private SetObjective? _objective;

    public ImmutableArray<Unhonoured> Unhonoured => [.. _unhonoured, .. _demand.Unhonoured];

    /// <param name="order">The requests that are answered together.</param>
    public SetTerms Map(ImmutableArray<SynchronizedSet> sets, ImmutableArray<RequestId> order)
    {
        var svecs = ImmutableArray.CreateBuilder<SvecTerms>(sets.Length);
        foreach (var set in sets)
            svecs.Add(Map(set, order));
        return new SetTerms(svecs.ToImmutable(), _objective);
    }

    private SvecTerms Map(SynchronizedSet set, ImmutableArray<RequestId> order)
    {
        if ((set.Svec.Flags & ~Diversity) is not SvecFlags.None and var other)
            Refuse(PcepErrors.UnsupportedParameter, set.Svec, $"SVEC flags {other} are not supported");
        if (set.GlobalConstraints is { } global)
            Refuse(PcepErrors.GcoNotSupported, global, "GLOBAL-CONSTRAINTS are not supported");
        foreach (var vendor in set.VendorInformation)
            Refuse(PcepErrors.UnsupportedObjectClass, vendor, $"VENDOR-INFORMATION of enterprise {vendor.EnterpriseNumber} behind SVEC is not supported");
        foreach (var stranger in set.Others)
            Refuse(PcepErrors.UnsupportedObjectClass, stranger, $"object {stranger.Code} behind SVEC is not supported");
        var isHonoured = set.Of is { } of && Take(of);
        return new SvecTerms(set, [.. set.Svec.RequestIds.Distinct().Select(id => order.IndexOf(id)).Where(place => place >= 0)], Level(set.Svec.Flags))
        {
            IsFunctionHonoured = isHonoured,
            SumOf = Metrics(set),
            Exclusions = set.Xro is { } xro ? _demand.Exclusions(xro) : [],
        };
    }

    private static Disjointness Level(SvecFlags flags) =>
        ((flags & SvecFlags.LinkDiverse) != 0 ? Disjointness.Link : 0)
        | ((flags & SvecFlags.NodeDiverse) != 0 ? Disjointness.Node : 0)
        | ((flags & SvecFlags.SrlgDiverse) != 0 ? Disjointness.Srlg : 0);

    /// <summary>Metrics of the whole set (RFC 5541 §5): where no function is stated, the first one that is no bound says what is minimised.</summary>
    /// <returns>What the sum is taken of; null = of what each request minimises itself.</returns>
    private PathMetric? Metrics(SynchronizedSet set)
    {
        PathMetric? chosen = null;
        var hasFunction = set.Of is not null;
        foreach (var metric in set.Metrics)
        {
            if (!SetSums.IsKnown(metric.Type) || float.IsNaN(metric.MetricValue))
                Refuse(MetricMapping.ErrorOf(metric), metric, $"METRIC of type {(byte)metric.Type} for a synchronized set is not supported");
            else if (metric.IsBound)
                continue;
            else if (SumOf(metric.Type) is { } sum)
                chosen ??= sum;
            else if (!hasFunction && (metric.Flags & MetricFlags.Computed) == 0)
                _objective ??= metric.Type == MetricType.LoadOfMostLoadedLink ? SetObjective.LeastLoad : SetObjective.LeastBandwidth;
        }
        return chosen;
    }

    private static PathMetric? SumOf(MetricType type) => type switch
    {
        MetricType.CumulativeIgp => PathMetric.Igp,
        MetricType.CumulativeTe => PathMetric.Te,
        _ => null,
    };

    /// <summary>Requests that are computed together can be minimised by one function only.</summary>
    private bool Take(OfObject of)
    {
        if (Objective(of.OfCode) is not { } objective)
            Refuse(PcepErrors.UnsupportedParameter, of, $"objective function {(ushort)of.OfCode} is none of a synchronized set");
        else if (_objective is { } other && other != objective)
            Refuse(PcepErrors.UnsupportedParameter, of, $"objective function {(ushort)of.OfCode}: another one holds for requests of the same computation");
        else
        {
            _objective = objective;
            return true;
        }
        return false;
    }

    private static SetObjective? Objective(ObjectiveFunction function) => function switch
    {
        ObjectiveFunction.MinimizeCumulativeCost => SetObjective.LeastSum,
        ObjectiveFunction.MinimizeAggregateBandwidthConsumption => SetObjective.LeastBandwidth,
        ObjectiveFunction.MinimizeLoadOfMostLoadedLink => SetObjective.LeastLoad,
        _ => DisjointMapping.Objective(function),
    };

    private void Refuse(PcepErrorCode error, PcepObject what, string reason) => _unhonoured.Add(new(error, what, reason));
}
