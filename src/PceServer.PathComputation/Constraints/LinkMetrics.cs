using PceServer.Topology;

namespace PceServer.PathComputation.Constraints;

/// <summary>
/// What a link counts under each metric, and what a missing fact means. Leaving a pseudonode is free and asks for no facts: the way onto the LAN carried them.
/// A BGP peering link (EPE) belongs to no IGP: its missing IGP or TE metric counts 0.
/// </summary>
internal static class LinkMetrics
{
    /// <summary>A weight or a sum that does not exist.</summary>
    public const ulong None = ulong.MaxValue;

    /// <summary>A loss of one unit (0.000003 %) counts so many steps of the additive scale (RFC 8233 §3.1.3).</summary>
    public const double LossStepsPerUnit = 16;

    private const double LossPerUnit = 3e-8;

    /// <summary>By edge: the value, or <see cref="None"/> where the metric is not known and the link therefore cannot be used under it.</summary>
    /// <remarks>
    /// IGP: a link without IGP metric, or with the IS-IS maximum, cannot be used. TE: the IGP metric stands in (RFC 5305 §3.7). Delay, delay variation and loss:
    /// a link that does not announce them cannot be used. Hops: always one.
    /// </remarks>
    public static ulong[] Column(TopologySnapshot topology, PathMetric metric)
    {
        var column = new ulong[topology.EdgeCount];
        Fill(topology, metric, column);
        return column;
    }

    /// <inheritdoc cref="Column"/>
    public static void Fill(TopologySnapshot topology, PathMetric metric, ulong[] column)
    {
        switch (metric)
        {
            case PathMetric.Igp:
                Copy(topology.EdgeIgpMetric, column);
                FreePeering(topology, column);
                break;
            case PathMetric.Te:
                CopyTe(topology, column);
                FreePeering(topology, column);
                break;
            case PathMetric.Delay:
                Copy(topology.EdgeDelay, column);
                break;
            case PathMetric.DelayVariation:
                Copy(topology.EdgeDelayVariation, column);
                break;
            case PathMetric.Loss:
                Copy(topology.EdgeLoss, column);
                foreach (ref var value in column.AsSpan())
                    value = value == None ? None : LossSteps(value);
                break;
            case PathMetric.Hops:
                for (var edge = 0; edge < column.Length; edge++)
                    column[edge] = topology.IsPseudonode[topology.EdgeFrom[edge]] ? 0ul : 1;
                break;
            default:
                Array.Clear(column);
                break;
        }
    }

    /// <summary>One link's value, as in its column.</summary>
    public static ulong Of(TopologySnapshot topology, int edge, PathMetric metric) => metric switch
    {
        PathMetric.Igp => Known(topology.EdgeIgpMetric[edge], topology, edge),
        PathMetric.Te => Known(topology.EdgeTeMetric[edge] != Metric.Missing ? topology.EdgeTeMetric[edge] : topology.EdgeIgpMetric[edge], topology, edge),
        PathMetric.Delay => topology.EdgeDelay[edge] == Metric.Missing ? None : topology.EdgeDelay[edge],
        PathMetric.DelayVariation => topology.EdgeDelayVariation[edge] == Metric.Missing ? None : topology.EdgeDelayVariation[edge],
        PathMetric.Loss => topology.EdgeLoss[edge] == Metric.Missing ? None : LossSteps(topology.EdgeLoss[edge]),
        PathMetric.Hops => topology.IsPseudonode[topology.EdgeFrom[edge]] ? 0ul : 1,
        _ => 0,
    };

    /// <summary>Loss as a sum: the logarithm of what gets through, so that links in a row add up.</summary>
    public static ulong LossSteps(ulong units) =>
        units * LossPerUnit >= 1 ? uint.MaxValue : (ulong)Math.Round(-Math.Log(1 - (units * LossPerUnit)) / LossPerUnit * LossStepsPerUnit);

    /// <summary>A bound in the metric's own unit, on the scale on which links are summed. A loss counts as its nearest whole unit.</summary>
    public static ulong BoundOf(PathMetric metric, ulong maximum) =>
        metric != PathMetric.Loss ? maximum : LossSteps(maximum) + (ulong)(LossStepsPerUnit / 2) - 1;

    /// <summary>A sum in the metric's own unit.</summary>
    public static ulong Shown(PathMetric metric, ulong sum) =>
        metric != PathMetric.Loss ? sum : (ulong)Math.Round((1 - Math.Exp(-(double)sum / LossStepsPerUnit * LossPerUnit)) / LossPerUnit);

    private static ulong Known(uint value, TopologySnapshot topology, int edge) =>
        value != Metric.Missing ? value : IsPeering(topology, edge) ? 0 : None;

    private static void Copy(ReadOnlySpan<uint> values, ulong[] column)
    {
        for (var edge = 0; edge < column.Length; edge++)
            column[edge] = values[edge] == Metric.Missing ? None : values[edge];
    }

    private static void CopyTe(TopologySnapshot topology, ulong[] column)
    {
        var te = topology.EdgeTeMetric;
        var igp = topology.EdgeIgpMetric;
        for (var edge = 0; edge < column.Length; edge++)
        {
            var value = te[edge] != Metric.Missing ? te[edge] : igp[edge];
            column[edge] = value == Metric.Missing ? None : value;
        }
    }

    private static void FreePeering(TopologySnapshot topology, ulong[] column)
    {
        if (!HasPeering(topology))
            return;
        for (var edge = 0; edge < column.Length; edge++)
        {
            if (column[edge] == None && IsPeering(topology, edge))
                column[edge] = 0;
        }
    }

    public static bool HasPeering(TopologySnapshot topology)
    {
        foreach (var domain in topology.Domains)
        {
            if (domain.Protocol == LinkStateProtocol.Bgp)
                return true;
        }
        return false;
    }

    /// <summary>A BGP peering link announced for egress peer engineering (RFC 9086 §4).</summary>
    public static bool IsPeering(TopologySnapshot topology, int edge) => topology.Domains[topology.EdgeDomain[edge]].Protocol == LinkStateProtocol.Bgp;
}
