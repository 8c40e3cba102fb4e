using PceServer.PathComputation.Search;
using PceServer.Topology;

namespace PceServer.PathComputation.Constraints;

/// <summary>
/// What a link counts under each metric, and what a missing fact means. Leaving a pseudonode is free and asks for no facts: the way onto the LAN carried them.
/// A BGP peering link (EPE) belongs to no IGP: its missing IGP or TE metric counts 0.
/// </summary>
internal static class LinkMetrics
{
    /// <summary>A loss of one unit (0.000003 %) counts so many steps of the additive scale (RFC 8233 §3.1.3).</summary>
    public const double LossStepsPerUnit = 16;

    private const double LossPerUnit = 3e-8;

    /// <summary>The link's value, or <see cref="DistanceTree.Unreachable"/> where the metric is not known and the link therefore cannot be used under it.</summary>
    /// <remarks>
    /// IGP: a link without IGP metric cannot be used. TE: the IGP metric stands in (RFC 5305 §3.7). Delay, delay variation and loss: a link that does not announce
    /// them cannot be used. Hops: always one.
    /// </remarks>
    public static ulong Of(Link link, bool leavesPseudonode, PathMetric metric)
    {
        if (leavesPseudonode)
            return 0;
        var attributes = link.Attributes;
        return metric switch
        {
            PathMetric.Igp => IgpOf(link),
            PathMetric.Te => attributes.TeMetric != Metric.Missing ? attributes.TeMetric : IgpOf(link),
            PathMetric.Hops => 1,
            PathMetric.Delay => Known(attributes.DelayMicroseconds),
            PathMetric.DelayVariation => Known(attributes.DelayVariationMicroseconds),
            PathMetric.Loss => attributes.LossUnits == Metric.Missing ? DistanceTree.Unreachable : LossSteps(attributes.LossUnits),
            _ => 0,
        };
    }

    /// <summary>Loss as a sum: the logarithm of what gets through, so that links in a row add up; rounded up, so that a bound is kept.</summary>
    public static ulong LossSteps(ulong units) =>
        units * LossPerUnit >= 1 ? DistanceTree.Unreachable - 1 : (ulong)Math.Ceiling((-Math.Log(1 - (units * LossPerUnit)) / LossPerUnit * LossStepsPerUnit) - 1e-6);

    /// <summary>Back from the additive scale to units of 0.000003 %.</summary>
    public static ulong LossUnits(ulong steps) => (ulong)Math.Round((1 - Math.Exp(-(double)steps / LossStepsPerUnit * LossPerUnit)) / LossPerUnit);

    /// <summary>A bound in the metric's own unit, on the scale on which links are summed.</summary>
    public static ulong BoundOf(PathMetric metric, ulong maximum) => metric == PathMetric.Loss ? LossSteps(maximum) : maximum;

    /// <summary>A sum in the metric's own unit.</summary>
    public static ulong Shown(PathMetric metric, ulong sum) => metric == PathMetric.Loss ? LossUnits(sum) : sum;

    private static ulong Known(uint value) => value == Metric.Missing ? DistanceTree.Unreachable : value;

    private static ulong IgpOf(Link link) =>
        link.Attributes.IgpMetric != Metric.Missing ? link.Attributes.IgpMetric : IsPeering(link) ? 0 : DistanceTree.Unreachable;

    /// <summary>A BGP peering link announced for egress peer engineering (RFC 9086 §4).</summary>
    public static bool IsPeering(Link link) => link.Key.Local.Protocol == LinkStateProtocol.Bgp;
}
