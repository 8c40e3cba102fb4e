using PceServer.PathComputation.Constraints;
using PceServer.Topology;

namespace PceServer.PathComputation.Explaining;

/// <summary>One constraint of a request, which can be taken out of it.</summary>
/// <param name="Without">The request without it.</param>
internal sealed record ConstraintPart(ConstraintKind Kind, string Text, Func<PathRequest, PathRequest> Without)
{
    /// <summary>The bound's metric, where it is one.</summary>
    public PathMetric? Metric { get; init; }

    /// <summary>The request with a value in its place, where it has one.</summary>
    public Func<PathRequest, ulong, PathRequest>? With { get; init; }

    /// <summary>Every constraint of a request; colours bit by bit, since each of them can be given up alone.</summary>
    public static List<ConstraintPart> Of(TopologySnapshot topology, PathRequest request)
    {
        var constraints = request.Constraints;
        var parts = new List<ConstraintPart>();
        if (constraints.BandwidthBytesPerSecond > 0)
            parts.Add(Valued(ConstraintKind.Bandwidth, $"bandwidth >= {constraints.BandwidthBytesPerSecond} bytes/s", (c, value) => c with { BandwidthBytesPerSecond = value ?? 0 }));
        foreach (var bit in Bits(constraints.ExcludeAny))
            parts.Add(Plain(ConstraintKind.ExcludeAny, $"exclude-any {bit}", c => c with { ExcludeAny = Minus(c.ExcludeAny, bit) }));
        if (!constraints.IncludeAny.IsEmpty)
            parts.Add(Plain(ConstraintKind.IncludeAny, $"include-any {constraints.IncludeAny}", c => c with { IncludeAny = default }));
        foreach (var bit in Bits(constraints.IncludeAll))
            parts.Add(Plain(ConstraintKind.IncludeAll, $"include-all {bit}", c => c with { IncludeAll = Minus(c.IncludeAll, bit) }));
        foreach (var exclusion in constraints.Exclusions.Where(e => !e.IsSoft))
            parts.Add(Plain(ConstraintKind.Exclusion, $"exclude {exclusion.Element}", c => c with { Exclusions = c.Exclusions.Remove(exclusion) }));
        foreach (var inclusion in constraints.Inclusions)
            parts.Add(Plain(ConstraintKind.Inclusion, $"include {inclusion.Element}", c => c with { Inclusions = c.Inclusions.Remove(inclusion) }));
        parts.AddRange(constraints.Bounds.Where(b => b.Metric != PathMetric.SidDepth).Select(BoundPart));
        var depth = HeadEndDepth.Loosest(topology, request);
        if (depth != int.MaxValue)
            parts.Add(DepthPart(depth));
        if (constraints.Protection is ProtectionWish.ProtectedMandatory or ProtectionWish.UnprotectedMandatory)
            parts.Add(ProtectionPart(constraints.Protection));
        if (constraints.Algorithm != 0)
            parts.Add(new(ConstraintKind.Algorithm, $"algorithm {constraints.Algorithm}",
                r => r with { ObjectiveOfAlgorithm = false, Constraints = r.Constraints with { Algorithm = 0 } }));
        if (!request.ObjectiveOfAlgorithm && LinkMetrics.Column(topology, request.Objective).Contains(LinkMetrics.None))
            parts.Add(new(ConstraintKind.Objective, $"objective {Words.Name(request.Objective)}, which some links do not announce", r => r with { Objective = PathMetric.Hops }));
        return parts;
    }

    private static ConstraintPart ProtectionPart(ProtectionWish wish)
    {
        var (text, preferred) = wish == ProtectionWish.ProtectedMandatory
            ? ("protected SIDs only", ProtectionWish.ProtectedPreferred) : ("unprotected SIDs only", ProtectionWish.UnprotectedPreferred);
        return Plain(ConstraintKind.Protection, text, c => c with { Protection = preferred });
    }

    private static ConstraintPart BoundPart(MetricBound bound)
    {
        var text = $"{Words.Name(bound.Metric)} <= {Words.Value(bound.Metric, bound.Maximum)}";
        var part = Valued(ConstraintKind.Bound, text, (c, value) => c with
        {
            Bounds = value is { } most ? c.Bounds.Replace(bound, bound with { Maximum = most }) : c.Bounds.Remove(bound),
        });
        return part with { Metric = bound.Metric };
    }

    // A limit that the topology announces is given up together with the one that was asked for.
    private static ConstraintPart DepthPart(int depth) =>
        new(ConstraintKind.SidDepth, $"MSD <= {depth}", r => r with { KeepsToAnnouncedDepth = false, Constraints = WithDepth(r.Constraints, null) })
        {
            With = (r, value) => r with { KeepsToAnnouncedDepth = false, Constraints = WithDepth(r.Constraints, value) },
        };

    private static PathConstraints WithDepth(PathConstraints constraints, ulong? depth) => constraints with
    {
        MaximumSids = (int?)depth,
        Bounds = [.. constraints.Bounds.Where(b => b.Metric != PathMetric.SidDepth)],
    };

    private static ConstraintPart Plain(ConstraintKind kind, string text, Func<PathConstraints, PathConstraints> without) =>
        new(kind, text, r => r with { Constraints = without(r.Constraints) });

    private static ConstraintPart Valued(ConstraintKind kind, string text, Func<PathConstraints, ulong?, PathConstraints> with) =>
        new(kind, text, r => r with { Constraints = with(r.Constraints, null) }) { With = (r, value) => r with { Constraints = with(r.Constraints, value) } };

    private static IEnumerable<AdminGroup> Bits(AdminGroup group)
    {
        for (var bit = 0; bit < 256; bit++)
        {
            var one = new AdminGroup(Bit(bit, 0), Bit(bit, 1), Bit(bit, 2), Bit(bit, 3));
            if (group.Intersects(one))
                yield return one;
        }
    }

    private static ulong Bit(int bit, int word) => bit >> 6 == word ? 1UL << (bit & 63) : 0;

    private static AdminGroup Minus(in AdminGroup group, in AdminGroup bits) => new(
        group.Bits0To63 & ~bits.Bits0To63, group.Bits64To127 & ~bits.Bits64To127, group.Bits128To191 & ~bits.Bits128To191, group.Bits192To255 & ~bits.Bits192To255);
}
