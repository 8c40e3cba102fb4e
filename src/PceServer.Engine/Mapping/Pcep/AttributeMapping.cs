using PceServer.Engine.Paths;
using PceServer.Pcep;
using PceServer.Topology;
using PceServer.Wire;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>A demand as attribute objects: a PCUpd carries every parameter that it wants set, because what it omits falls back to the router's own (RFC 8231 §6.2).</summary>
internal static class AttributeMapping
{
    /// <summary>The constraints, and the value of the objective's metric where there is a path.</summary>
    public static AttributeList ToUpdate(PathDemand demand, RecordedPath? path)
    {
        var metrics = new List<MetricObject>();
        if (path is not null && demand.IsObjectiveStated)
            metrics.Add(MetricMapping.ToWire(path.Objective, path.Cost, MetricFlags.None));
        AddBounds(demand, metrics);
        return new AttributeList
        {
            Of = demand.Function is { } function ? FunctionMapping.ToWire(function) : null,
            Lspa = Lspa(demand.Constraints),
            Bandwidth = Bandwidth(demand.Constraints),
            Metrics = metrics.ToValueList(),
        };
    }

    /// <summary>The metrics that a request asked to be computed (C flag): sent back with B and C clear (RFC 5440 §7.8).</summary>
    public static AttributeList ToReply(PathDemand demand, RecordedPath path, AttributeList ignored) => ignored with
    {
        Metrics = demand.AskedMetrics
            .SelectMany(asked => path.Totals.Where(total => total.Metric == asked))
            .Select(total => MetricMapping.ToWire(total.Metric, total.Value, MetricFlags.None)).Concat(ignored.Metrics).ToValueList(),
    };

    /// <summary>Optional objects that were left out, as a reply shows them: with the I flag (RFC 5440 §7.2).</summary>
    public static AttributeList Ignored(IEnumerable<Unhonoured> unhonoured)
    {
        PcepObject[] objects = [.. unhonoured.Where(u => !u.IsMandatory).Select(u => u.What)];
        return objects.Length == 0 ? AttributeList.Empty : new AttributeList
        {
            Of = objects.OfType<OfObject>().FirstOrDefault() is { } of ? of with { HeaderFlags = ObjectFlags.Ignored } : null,
            Metrics = objects.OfType<MetricObject>().Select(metric => metric with { HeaderFlags = ObjectFlags.Ignored }).ToValueList(),
            BandwidthUtilizations = objects.OfType<BandwidthUtilizationObject>().Select(bound => bound with { HeaderFlags = ObjectFlags.Ignored }).ToValueList(),
            VendorInformation = objects.OfType<VendorInformationObject>().Select(vendor => vendor with { HeaderFlags = ObjectFlags.Ignored }).ToValueList(),
        };
    }

    private static void AddBounds(PathDemand demand, List<MetricObject> metrics)
    {
        foreach (var bound in demand.Constraints.Bounds)
            metrics.Add(MetricMapping.ToWire(bound.Metric, bound.Maximum, MetricFlags.Bound));
        if (demand.Constraints.MaximumSids is { } depth)
            metrics.Add(MetricMapping.ToWire(PathMetric.SidDepth, (ulong)depth, MetricFlags.Bound));
    }

    private static bool HasAffinities(PathConstraints constraints) =>
        !constraints.ExcludeAny.IsEmpty || !constraints.IncludeAny.IsEmpty || !constraints.IncludeAll.IsEmpty;

    /// <summary>Null where it would say nothing: priority 0 is what its absence means (RFC 5440 §7.11), 7 is that of a demand which states none.</summary>
    public static LspaObject? Lspa(PathConstraints constraints)
    {
        if (!HasAffinities(constraints) && (constraints.SetupPriority is 0 or 7) && constraints.Algorithm == 0 && constraints.Protection == ProtectionWish.UnprotectedPreferred)
            return null;
        return new LspaObject((uint)constraints.ExcludeAny.Bits0To63, (uint)constraints.IncludeAny.Bits0To63, (uint)constraints.IncludeAll.Bits0To63)
        {
            Tlvs = constraints.Algorithm == 0 ? [] : [new SrAlgorithm(constraints.Algorithm, SrAlgorithmFlags.Strict)],
            SetupPriority = constraints.SetupPriority,
            HoldingPriority = constraints.SetupPriority,
            Flags = constraints.Protection switch
            {
                ProtectionWish.ProtectedMandatory => LspaFlags.LocalProtection | LspaFlags.ProtectionEnforcement,
                ProtectionWish.ProtectedPreferred => LspaFlags.LocalProtection,
                ProtectionWish.UnprotectedMandatory => LspaFlags.ProtectionEnforcement,
                _ => LspaFlags.None,
            },
        };
    }

    public static BandwidthObject? Bandwidth(PathConstraints constraints) =>
        constraints.BandwidthBytesPerSecond == 0 ? null : new BandwidthObject(constraints.BandwidthBytesPerSecond);
}
