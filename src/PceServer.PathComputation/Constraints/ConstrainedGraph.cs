using PceServer.PathComputation.Search;
using PceServer.Topology;

namespace PceServer.PathComputation.Constraints;

/// <summary>
/// The links that a request may use, weighted by its objective. The weight holds, from the top bits down: soft exclusions trodden on (when they have to be),
/// the objective, and each tie-breaker that still fits into 64 bits, so that one search minimises them in this order.
/// </summary>
internal sealed class ConstrainedGraph
{
    // A packet's TTL ends a path after 255 hops, so that sums need no more room than that.
    private const int LongestPath = 255;

    private ConstrainedGraph(TopologySnapshot topology, ulong[] weights, int objectiveShift, int objectiveBits, PathMetric[] bounded, ulong[][] resources, ulong[] limits)
    {
        (Topology, Weights, ObjectiveShift, ObjectiveBits) = (topology, weights, objectiveShift, objectiveBits);
        (Bounded, Resources, Limits) = (bounded, resources, limits);
    }

    public TopologySnapshot Topology { get; }

    /// <summary>By edge; <see cref="DistanceTree.Unreachable"/> where the request may not use it.</summary>
    public ulong[] Weights { get; }

    public int ObjectiveShift { get; }

    public int ObjectiveBits { get; }

    /// <summary>Metrics with an upper bound, without the depth of the stack.</summary>
    public PathMetric[] Bounded { get; }

    /// <summary>By bounded metric, then by edge.</summary>
    public ulong[][] Resources { get; }

    public ulong[] Limits { get; }

    public static ConstrainedGraph Build(TopologySnapshot topology, PathRequest request, NetworkOverlay overlay, bool softIsHard = true)
    {
        var constraints = request.Constraints;
        var bounds = constraints.Bounds.Where(b => b.Metric != PathMetric.SidDepth).ToArray();
        var admission = new LinkAdmission(topology, constraints, overlay, softIsHard);
        var columns = Columns(topology, request, overlay, softIsHard);
        var (weights, shift, bits) = Combine(columns, softIsHard ? 0 : 1);
        var resources = bounds.Select(b => Column(topology, b.Metric)).ToArray();
        foreach (var link in topology.Links)
        {
            var edge = link.Index.Value;
            if (resources.Any(r => r[edge] == DistanceTree.Unreachable) || !admission.Admits(link, topology[link.From].IsPseudonode))
                weights[edge] = DistanceTree.Unreachable;
        }
        return new ConstrainedGraph(
            topology, weights, shift, bits, [.. bounds.Select(b => b.Metric)], resources,
            [.. bounds.Select(b => LinkMetrics.BoundOf(b.Metric, b.Maximum))]);
    }

    /// <summary>The same graph without some links.</summary>
    public ConstrainedGraph Without(IEnumerable<int> edges)
    {
        var weights = (ulong[])Weights.Clone();
        foreach (var edge in edges)
            weights[edge] = DistanceTree.Unreachable;
        return new ConstrainedGraph(Topology, weights, ObjectiveShift, ObjectiveBits, Bounded, Resources, Limits);
    }

    /// <summary>The objective's part of a sum of weights.</summary>
    public ulong ObjectiveOf(ulong cost) =>
        ObjectiveBits >= 64 ? cost >> ObjectiveShift : (cost >> ObjectiveShift) & ((1UL << ObjectiveBits) - 1);

    public static ulong[] Column(TopologySnapshot topology, PathMetric metric)
    {
        var column = new ulong[topology.EdgeCount];
        foreach (var link in topology.Links)
            column[link.Index.Value] = LinkMetrics.Of(link, topology[link.From].IsPseudonode, metric);
        return column;
    }

    private static List<ulong[]> Columns(TopologySnapshot topology, PathRequest request, NetworkOverlay overlay, bool softIsHard)
    {
        var columns = new List<ulong[]>();
        if (!softIsHard)
            columns.Add(SoftPenalties(topology, request.Constraints, overlay));
        columns.Add(Column(topology, request.Objective));
        foreach (var metric in request.TieBreakers.Where(m => m != request.Objective && m != PathMetric.SidDepth).Distinct())
            columns.Add(Column(topology, metric));
        return columns;
    }

    private static ulong[] SoftPenalties(TopologySnapshot topology, PathConstraints constraints, NetworkOverlay overlay)
    {
        var penalties = new ulong[topology.EdgeCount];
        foreach (var exclusion in constraints.Exclusions.Where(e => e.IsSoft))
        {
            var admission = new LinkAdmission(topology, PathConstraints.None with { Exclusions = [exclusion] }, overlay, softIsHard: true);
            foreach (var link in topology.Links)
                penalties[link.Index.Value] += admission.Admits(link, leavesPseudonode: true) ? 0ul : 1;
        }
        return penalties;
    }

    /// <summary>Packs columns into one, the first on top. A tie-breaker that is unknown on a link counts its largest value there.</summary>
    private static (ulong[] Weights, int Shift, int Bits) Combine(List<ulong[]> columns, int objective)
    {
        var bits = columns.ConvertAll(BitsOfSum);
        var kept = objective + 1;
        var used = bits.Take(kept).Sum();
        while (kept < columns.Count && used + bits[kept] <= 63)
            used += bits[kept++];
        var weights = columns[0].AsSpan().ToArray();
        for (var i = 1; i < kept; i++)
            Append(weights, columns[i], bits[i], isTieBreaker: i > objective);
        return (weights, bits.Skip(objective + 1).Take(kept - objective - 1).Sum(), objective == 0 ? 64 : bits[objective]);
    }

    private static void Append(ulong[] weights, ulong[] column, int bits, bool isTieBreaker)
    {
        for (var edge = 0; edge < weights.Length; edge++)
        {
            if (weights[edge] == DistanceTree.Unreachable)
                continue;
            weights[edge] = column[edge] != DistanceTree.Unreachable ? (weights[edge] << bits) + column[edge]
                : isTieBreaker ? (weights[edge] << bits) + (((1UL << bits) - 1) / LongestPath) : DistanceTree.Unreachable;
        }
    }

    private static int BitsOfSum(ulong[] column)
    {
        var largest = 0UL;
        foreach (var value in column)
            largest = value != DistanceTree.Unreachable && value > largest ? value : largest;
        return 64 - System.Numerics.BitOperations.LeadingZeroCount(largest * LongestPath);
    }
}
