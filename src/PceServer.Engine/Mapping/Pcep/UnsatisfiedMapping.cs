using PceServer.Engine.Paths;
using PceServer.PathComputation;
using PceServer.Pcep;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>The constraints that left no path, as the objects that stated them: they follow a NO-PATH with the C flag (RFC 5440 §7.5).</summary>
internal static class UnsatisfiedMapping
{
    /// <summary>Those that the explanation found to cut; all of them where it could not tell.</summary>
    public static AttributeList ToWire(AttributeList asked, PathDemand demand, Explanation explanation)
    {
        if (explanation.Reason is not (NoPathReason.ConstraintsCut or NoPathReason.TooManySegments or NoPathReason.RefusedBySimulator))
            return AttributeList.Empty;
        var metrics = new List<MetricObject>();
        if (Cuts(ConstraintKind.Bound))
            metrics.AddRange(demand.Constraints.Bounds.Select(bound => MetricMapping.ToWire(bound.Metric, bound.Maximum, MetricFlags.Bound)));
        if (Cuts(ConstraintKind.SidDepth) && demand.Constraints.MaximumSids is { } depth)
            metrics.Add(MetricMapping.ToWire(PathMetric.SidDepth, (ulong)depth, MetricFlags.Bound));
        var affinity = Cuts(ConstraintKind.ExcludeAny) || Cuts(ConstraintKind.IncludeAny) || Cuts(ConstraintKind.IncludeAll)
            || Cuts(ConstraintKind.Protection) || Cuts(ConstraintKind.Algorithm);
        var unsatisfied = new AttributeList
        {
            Lspa = affinity ? asked.Lspa : null,
            Bandwidth = Cuts(ConstraintKind.Bandwidth) ? AttributeMapping.Bandwidth(demand.Constraints) : null,
            Metrics = metrics.ToValueList(),
            Iro = Cuts(ConstraintKind.Inclusion) ? asked.Iro : null,
            Xro = Cuts(ConstraintKind.Exclusion) ? asked.Xro : null,
        };
        return unsatisfied == new AttributeList() ? AttributeList.Empty : unsatisfied;

        bool Cuts(ConstraintKind kind) => explanation.Cutting.IsEmpty || explanation.Cutting.Any(finding => finding.Kind == kind);
    }
}
