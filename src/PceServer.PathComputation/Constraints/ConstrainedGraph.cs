using System.Buffers;
using System.Numerics;
using PceServer.PathComputation.Segments;
using PceServer.Topology;

namespace PceServer.PathComputation.Constraints;

/// <summary>
/// The links that a request may use, weighted by its objective. The weight holds, from the top bits down: soft exclusions trodden on (when they have to be),
/// the objective, and each tie-breaker that still fits into 64 bits, so that one search minimises them in this order. What does not fit stands in further columns,
/// each for a search among the paths that are best in all columns before it.
/// </summary>
internal sealed record ConstrainedGraph(TopologySnapshot Topology)
{
    // A packet's TTL ends a path after 255 hops, so that sums need no more room than that.
    private const ulong LongestPath = 255;

    /// <summary>By edge; <see cref="LinkMetrics.None"/> where the request may not use it.</summary>
    public required ulong[] Weights { get; init; }

    /// <summary>No usable weight is above it.</summary>
    public required ulong LargestWeight { get; init; }

    /// <summary>Columns of tie-breakers that decide between paths whose sums of <see cref="Weights"/> are equal, in this order.</summary>
    public ulong[][] Further { get; init; } = [];

    public PathMetric Objective { get; init; } = PathMetric.Igp;

    /// <summary>Which word of a path's weight holds the objective.</summary>
    public int ObjectiveLevel { get; init; }

    public int ObjectiveShift { get; init; }

    public int ObjectiveBits { get; init; } = 64;

    /// <summary>Metrics with an upper bound, without the depth of the stack.</summary>
    public PathMetric[] Bounded { get; init; } = [];

    /// <summary>By bounded metric, then by edge.</summary>
    public ulong[][] Resources { get; init; } = [];

    public ulong[] Limits { get; init; } = [];

    /// <param name="softIsHard">Soft exclusions are kept to; otherwise they are what is minimised first.</param>
    public static ConstrainedGraph Build(TopologySnapshot topology, PathRequest request, NetworkOverlay overlay, bool softIsHard = true)
    {
        var constraints = request.Constraints;
        var bounds = constraints.Bounds.Where(b => b.Metric != PathMetric.SidDepth).ToArray();
        var (packed, shift, bits) = TryOneColumn(topology, request, overlay, softIsHard) is { } column
            ? ([column], 0, 64) : Pruned(topology, request, overlay, softIsHard);
        var weights = packed[0];
        if (constraints.Algorithm != 0)
            SegmentRouting.Of(topology, constraints.Algorithm).Prune(weights);
        if (request.Scope is { } scope)
            PruneOutside(topology, weights, scope);
        var resources = bounds.Select(b => LinkMetrics.Column(topology, b.Metric)).ToArray();
        foreach (var resource in resources)
            PruneUnknown(weights, resource);
        return new ConstrainedGraph(topology)
        {
            Objective = request.ObjectiveOfAlgorithm ? PathMetric.Igp : request.Objective,
            Weights = weights,
            LargestWeight = Largest(weights),
            Further = [.. packed.Skip(1)],
            ObjectiveShift = shift,
            ObjectiveBits = bits,
            Bounded = [.. bounds.Select(b => b.Metric)],
            Resources = resources,
            Limits = [.. bounds.Select(b => LinkMetrics.BoundOf(b.Metric, b.Maximum))],
        };
    }

    /// <summary>The same graph without some links.</summary>
    public ConstrainedGraph Without(IEnumerable<int> edges)
    {
        var weights = (ulong[])Weights.Clone();
        foreach (var edge in edges)
            weights[edge] = LinkMetrics.None;
        return this with { Weights = weights };
    }

    /// <summary>The same graph with something to be minimised before everything else.</summary>
    public ConstrainedGraph After(ulong[] penalties)
    {
        var first = Usable(penalties);
        return this with { Weights = first, LargestWeight = Largest(first), Further = [Weights, .. Further], ObjectiveLevel = ObjectiveLevel + 1 };
    }

    /// <summary>The same graph for the next word of a path's weight, among paths whose sum of this one is within a limit.</summary>
    public ConstrainedGraph Tied(ulong limit)
    {
        var next = Usable(Further[0]);
        return this with
        {
            Weights = next,
            LargestWeight = Largest(next),
            Further = Further[1..],
            Bounded = [.. Bounded, default],
            Resources = [.. Resources, Weights],
            Limits = [.. Limits, limit],
        };
    }

    /// <summary>The objective's part of a path's weight.</summary>
    public ulong ObjectiveOf(in PathWeight weight)
    {
        var word = weight[ObjectiveLevel] >> ObjectiveShift;
        return ObjectiveBits >= 64 ? word : word & ((1UL << ObjectiveBits) - 1);
    }

    public static ulong Largest(ReadOnlySpan<ulong> column)
    {
        var largest = 0UL;
        foreach (var value in column)
            largest = value != LinkMetrics.None && value > largest ? value : largest;
        return largest;
    }

    private static (List<ulong[]> Packed, int Shift, int Bits) Pruned(TopologySnapshot topology, PathRequest request, NetworkOverlay overlay, bool softIsHard)
    {
        var combined = Combine(Columns(topology, request, softIsHard), softIsHard ? 0 : 1);
        new LinkAdmission(topology, request.Constraints, overlay).Prune(combined.Packed[0], request.Source, request.Destination, softIsHard);
        return combined;
    }

    /// <summary>The same in one pass, for the many requests that minimise one metric; null for the others.</summary>
    private static ulong[]? TryOneColumn(TopologySnapshot topology, PathRequest request, NetworkOverlay overlay, bool softIsHard)
    {
        if (!softIsHard || request.ObjectiveOfAlgorithm || request.TieBreakers.Any(m => m != request.Objective && m != PathMetric.SidDepth)
            || !NarrowWeights.CanFill(request.Objective, request.Constraints))
            return null;
        var narrow = ArrayPool<uint>.Shared.Rent(topology.EdgeCount);
        var weights = narrow.AsSpan(0, topology.EdgeCount);
        NarrowWeights.Fill(topology, request.Objective, request.Constraints, weights);
        new LinkAdmission(topology, request.Constraints, overlay).PruneFew(weights, request.Source, request.Destination);
        var wide = NarrowWeights.Widen(weights);
        ArrayPool<uint>.Shared.Return(narrow);
        return wide;
    }

    private static List<ulong[]> Columns(TopologySnapshot topology, PathRequest request, bool softIsHard)
    {
        var columns = new List<ulong[]>();
        if (!softIsHard)
            columns.Add(SoftPenalties(topology, request));
        columns.Add(request.ObjectiveOfAlgorithm
            ? SegmentRouting.Of(topology, request.Constraints.Algorithm).ObjectiveColumn() : LinkMetrics.Column(topology, request.Objective));
        foreach (var metric in request.TieBreakers.Where(m => m != request.Objective && m != PathMetric.SidDepth).Distinct())
            columns.Add(LinkMetrics.Column(topology, metric));
        return columns;
    }

    private static ulong[] SoftPenalties(TopologySnapshot topology, PathRequest request)
    {
        var penalties = new ulong[topology.EdgeCount];
        foreach (var exclusion in request.Constraints.Exclusions.Where(e => e.IsSoft))
        {
            var kept = new ulong[topology.EdgeCount];
            new LinkAdmission(topology, PathConstraints.None with { Exclusions = [exclusion] }, NetworkOverlay.Empty)
                .Prune(kept, request.Source, request.Destination, softIsHard: true);
            for (var edge = 0; edge < kept.Length; edge++)
                penalties[edge] += kept[edge] == LinkMetrics.None ? 1ul : 0;
        }
        return penalties;
    }

    /// <summary>Packs columns into as few as hold them, the first on top.</summary>
    private static (List<ulong[]> Packed, int Shift, int Bits) Combine(List<ulong[]> columns, int objective)
    {
        if (columns.Count == 1)
            return ([columns[0]], 0, 64);
        var bits = columns.ConvertAll(c => 64 - BitOperations.LeadingZeroCount(Largest(c) * LongestPath));
        var packed = new List<ulong[]> { columns[0] };
        var (used, shift) = (bits[0], 0);
        for (var i = 1; i < columns.Count; i++)
        {
            // Soft exclusions count few, so that the objective always fits below them.
            if (i > objective && used + bits[i] > 63)
            {
                packed.Add(Known(columns[i]));
                used = bits[i];
                continue;
            }
            Append(packed[^1], columns[i], bits[i], isTieBreaker: i > objective);
            used += bits[i];
            shift += i > objective && packed.Count == 1 ? bits[i] : 0;
        }
        return (packed, shift, objective == 0 ? 64 : bits[objective]);
    }

    private static ulong[] Known(ulong[] column)
    {
        var unknown = Largest(column);
        foreach (ref var value in column.AsSpan())
            value = value == LinkMetrics.None ? unknown : value;
        return column;
    }

    private ulong[] Usable(ulong[] column)
    {
        var usable = new ulong[column.Length];
        for (var edge = 0; edge < usable.Length; edge++)
            usable[edge] = Weights[edge] == LinkMetrics.None ? LinkMetrics.None : column[edge];
        return usable;
    }

    // A tie-breaker that is unknown on a link counts its largest value there.
    private static void Append(ulong[] weights, ulong[] column, int bits, bool isTieBreaker)
    {
        var unknown = isTieBreaker ? Largest(column) : LinkMetrics.None;
        for (var edge = 0; edge < weights.Length; edge++)
        {
            var value = column[edge] == LinkMetrics.None ? unknown : column[edge];
            weights[edge] = weights[edge] == LinkMetrics.None || value == LinkMetrics.None ? LinkMetrics.None : (weights[edge] << bits) + value;
        }
    }

    private static void PruneOutside(TopologySnapshot topology, ulong[] weights, DomainScope scope)
    {
        var isInside = topology.Domains.Select(scope.Holds).ToArray();
        for (var edge = 0; edge < weights.Length; edge++)
        {
            if (!isInside[topology.EdgeDomain[edge]])
                weights[edge] = LinkMetrics.None;
        }
    }

    private static void PruneUnknown(ulong[] weights, ulong[] column)
    {
        for (var edge = 0; edge < weights.Length; edge++)
        {
            if (column[edge] == LinkMetrics.None)
                weights[edge] = LinkMetrics.None;
        }
    }
}
