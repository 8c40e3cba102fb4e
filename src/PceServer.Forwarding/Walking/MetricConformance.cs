using System.Globalization;
using PceServer.Topology;

namespace PceServer.Forwarding.Walking;

/// <summary>Metric bounds on the worst branch (RFC 5440 §7.8, RFC 8233 §3, RFC 8664 §4.5).</summary>
internal static class MetricConformance
{
    /// <summary>One unit of loss is 0.000003 percent (RFC 8570 §4.4).</summary>
    private const double LossUnit = 3e-8;

    public static Violation? Check(WalkGraph graph, TopologySnapshot topology, TraceRequest request)
    {
        foreach (var bound in request.Constraints.Bounds)
        {
            if (bound.Metric == PathMetric.SidDepth)
            {
                if ((ulong)request.Labels.Length > bound.Maximum)
                    return new Violation($"The path has {request.Labels.Length} SIDs, more than the bound of {bound.Maximum}.", 0);
            }
            else if (Exceeds(graph, topology, bound) is { } violation)
            {
                return violation;
            }
        }
        return null;
    }

    private static Violation? Exceeds(WalkGraph graph, TopologySnapshot topology, MetricBound bound)
    {
        Span<double> worst = graph.VisitCount <= 256 ? stackalloc double[graph.VisitCount] : new double[graph.VisitCount];
        worst.Clear();
        for (var at = 0; at < graph.OrderCount; at++)
        {
            var visit = graph.Order[at];
            foreach (ref readonly var step in graph.Steps.Slice(Math.Max(0, graph[visit].FirstStep), graph[visit].StepCount))
            {
                if (Length(topology, LinkConformance.RouterEdge(step), bound.Metric) is not { } length)
                    return new Violation(
                        $"The path crosses {LinkConformance.Named(topology, LinkConformance.RouterEdge(step))}, which announces no {Name(bound.Metric)}.", visit);
                worst[step.To] = Math.Max(worst[step.To], worst[visit] + length);
            }
        }
        for (var visit = 0; visit < graph.VisitCount; visit++)
        {
            var value = bound.Metric == PathMetric.Loss ? Math.Round((1 - Math.Exp(-worst[visit])) / LossUnit) : worst[visit];
            if (graph[visit].End == End.Delivered && value > bound.Maximum)
                return new Violation(
                    string.Create(CultureInfo.InvariantCulture, $"The path's {Name(bound.Metric)} is {value:0}, above the bound of {bound.Maximum}."), visit);
        }
        return null;
    }

    /// <summary>What a link adds to the path's metric; loss as a logarithm, so that it adds as well. Null when it was not announced.</summary>
    private static double? Length(TopologySnapshot topology, int edge, PathMetric metric)
    {
        // A peering link is in no IGP: there is nothing of that metric to cross (RFC 9086 §4).
        uint? none = topology.Domains[topology.EdgeDomain[edge]].Protocol == LinkStateProtocol.Bgp ? 0u : null;
        return metric switch
        {
            PathMetric.Hops => 1,
            PathMetric.Igp => Known(topology.EdgeIgpMetric[edge]) ?? none,
            // A link without a TE metric is measured by its IGP metric, as routers do.
            PathMetric.Te => Known(topology.EdgeTeMetric[edge]) ?? Known(topology.EdgeIgpMetric[edge]) ?? none,
            PathMetric.Delay => Known(topology.EdgeDelay[edge]),
            PathMetric.DelayVariation => Known(topology.EdgeDelayVariation[edge]),
            PathMetric.Loss => Known(topology.EdgeLoss[edge]) is { } loss ? -Math.Log(1 - Math.Min(loss * LossUnit, 1)) : null,
            _ => null,
        };
    }

    private static double? Known(uint value) => value == Metric.Missing ? null : value;

    private static string Name(PathMetric metric) => metric switch
    {
        PathMetric.Igp => "IGP metric",
        PathMetric.Te => "TE metric",
        PathMetric.Hops => "hop count",
        PathMetric.Delay => "delay",
        PathMetric.DelayVariation => "delay variation",
        PathMetric.Loss => "loss",
        _ => $"metric of type {(byte)metric}",
    };
}
