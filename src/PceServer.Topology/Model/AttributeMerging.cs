using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>
/// Completes what one source, or one identity of a node, says by what another says: only what the first leaves out is taken.
/// </summary>
internal static class AttributeMerging
{
    public static LinkAttributes Over(this LinkAttributes upper, LinkAttributes lower)
    {
        var merged = upper with
        {
            IgpMetric = Or(upper.IgpMetric, lower.IgpMetric),
            TeMetric = Or(upper.TeMetric, lower.TeMetric),
            DelayMicroseconds = Or(upper.DelayMicroseconds, lower.DelayMicroseconds),
            DelayVariationMicroseconds = Or(upper.DelayVariationMicroseconds, lower.DelayVariationMicroseconds),
            LossUnits = Or(upper.LossUnits, lower.LossUnits),
            AdminGroup = upper.AdminGroup.IsEmpty ? lower.AdminGroup : upper.AdminGroup,
            MaximumBandwidth = upper.MaximumBandwidth ?? lower.MaximumBandwidth,
            MaximumReservableBandwidth = upper.MaximumReservableBandwidth ?? lower.MaximumReservableBandwidth,
            UnreservedBandwidth = Or(upper.UnreservedBandwidth, lower.UnreservedBandwidth),
            Srlgs = Or(upper.Srlgs, lower.Srlgs),
            AdjacencySids = Or(upper.AdjacencySids, lower.AdjacencySids),
            MaximumSidDepth = upper.MaximumSidDepth ?? lower.MaximumSidDepth,
            OtherSidDepths = Or(upper.OtherSidDepths, lower.OtherSidDepths),
            PeerSids = Or(upper.PeerSids, lower.PeerSids),
            Srv6EndXSids = Or(upper.Srv6EndXSids, lower.Srv6EndXSids),
            ResidualBandwidth = upper.ResidualBandwidth ?? lower.ResidualBandwidth,
            AvailableBandwidth = upper.AvailableBandwidth ?? lower.AvailableBandwidth,
            UtilizedBandwidth = upper.UtilizedBandwidth ?? lower.UtilizedBandwidth,
            Name = upper.Name ?? lower.Name,
            FlexAlgo = upper.FlexAlgo is { } flexAlgo
                && lower.FlexAlgo is { } other ? flexAlgo.Over(other) : upper.FlexAlgo ?? lower.FlexAlgo,
        };
        return merged.Equals(upper) ? upper : merged;
    }

    /// <summary>
    /// Identities of one router each know a part: lists are united, and whoever stays out of transit in one stays out in all.
    /// </summary>
    public static NodeAttributes Over(this NodeAttributes upper, NodeAttributes lower)
    {
        var merged = upper with
        {
            Name = upper.Name ?? lower.Name,
            RouterIds = Union(upper.RouterIds, lower.RouterIds),
            Overloaded = upper.Overloaded || lower.Overloaded,
            Drained = upper.Drained || lower.Drained,
            IsAttached = upper.IsAttached || lower.IsAttached,
            IsExternal = upper.IsExternal || lower.IsExternal,
            IsAreaBorderRouter = upper.IsAreaBorderRouter || lower.IsAreaBorderRouter,
            Srgb = upper.Srgb.IsEmpty ? lower.Srgb : upper.Srgb,
            Srlb = upper.Srlb.IsEmpty ? lower.Srlb : upper.Srlb,
            Algorithms = Union(upper.Algorithms, lower.Algorithms),
            FlexAlgoDefinitions = Union(upper.FlexAlgoDefinitions, lower.FlexAlgoDefinitions),
            MaximumSidDepth = upper.MaximumSidDepth ?? lower.MaximumSidDepth,
            OtherSidDepths = Or(upper.OtherSidDepths, lower.OtherSidDepths),
            SrmsPreference = upper.SrmsPreference ?? lower.SrmsPreference,
            IsisAreas = Union(upper.IsisAreas, lower.IsisAreas),
            Srv6 = upper.Srv6 ?? lower.Srv6,
        };
        return merged.Equals(upper) ? upper : merged;
    }

    public static PrefixAttributes Over(this PrefixAttributes upper, PrefixAttributes lower)
    {
        var merged = upper with
        {
            IsNodePrefix = upper.IsNodePrefix ?? lower.IsNodePrefix,
            PrefixSids = Or(upper.PrefixSids, lower.PrefixSids),
            SidRanges = Or(upper.SidRanges, lower.SidRanges),
            FlexAlgoMetrics = Or(upper.FlexAlgoMetrics, lower.FlexAlgoMetrics),
            Srv6Locators = Or(upper.Srv6Locators, lower.Srv6Locators),
            SourceRouterId = upper.SourceRouterId ?? lower.SourceRouterId,
        };
        return merged.Equals(upper) ? upper : merged;
    }

    private static uint Or(uint upper, uint lower) => upper == Metric.Missing ? lower : upper;

    private static ImmutableArray<T> Or<T>(ImmutableArray<T> upper, ImmutableArray<T> lower) => upper.IsEmpty ? lower : upper;

    private static ImmutableArray<T> Union<T>(ImmutableArray<T> upper, ImmutableArray<T> lower)
    {
        var missing = lower.Where(item => !upper.Contains(item)).ToArray();
        return missing.Length == 0 ? upper : [.. upper, .. missing];
    }
}
