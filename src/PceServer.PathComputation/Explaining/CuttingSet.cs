using System.Collections.Immutable;
using PceServer.PathComputation.Constraints;
using PceServer.Topology;

namespace PceServer.PathComputation.Explaining;

/// <summary>
/// The constraints that already cut on their own: one, a pair (both exhaustively), or a larger set from which nothing can be left out, found by taking constraints
/// away one after the other.
/// </summary>
internal sealed class CuttingSet(Feasibility feasibility, PathRequest request, IReadOnlyList<ConstraintPart> parts)
{
    /// <summary>The set, and whether no smaller one cuts.</summary>
    public (ImmutableArray<ConstraintFinding> Set, bool IsMinimal) Find()
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (Cuts([parts[i]]))
                return (Findings([parts[i]]), true);
        }
        for (var i = 0; i < parts.Count; i++)
        {
            for (var j = i + 1; j < parts.Count; j++)
            {
                if (Cuts([parts[i], parts[j]]))
                    return (Findings([parts[i], parts[j]]), true);
            }
        }
        var left = parts.ToList();
        foreach (var part in parts)
        {
            var fewer = left.Where(p => p != part).ToList();
            if (Cuts(fewer))
                left = fewer;
        }
        return (Findings(left), false);
    }

    private bool Cuts(List<ConstraintPart> kept)
    {
        // All of them together are the request, which is known to have no path.
        if (kept.Count == parts.Count)
            return true;
        var only = parts.Where(p => !kept.Contains(p)).Aggregate(request, (r, part) => part.Without(r));
        return feasibility.Find(only) is null && !feasibility.IsExhausted;
    }

    private ImmutableArray<ConstraintFinding> Findings(List<ConstraintPart> set)
    {
        var topology = feasibility.Topology;
        var none = parts.Aggregate(request with { TieBreakers = [] }, (r, part) => part.Without(r));
        var free = ConstrainedGraph.Build(topology, none, feasibility.Overlay).Weights;
        return [.. set.Select(part =>
        {
            var only = parts.Where(p => p != part).Aggregate(request with { TieBreakers = [] }, (r, p) => p.Without(r));
            var cut = part.Kind is ConstraintKind.SidDepth or ConstraintKind.Inclusion or ConstraintKind.Protection
                ? free : ConstrainedGraph.Build(topology, only, feasibility.Overlay).Weights;
            return new ConstraintFinding(part.Kind, part.Text, Removed(free, cut));
        })];
    }

    private static ImmutableArray<EdgeIndex> Removed(ulong[] before, ulong[] after)
    {
        var removed = ImmutableArray.CreateBuilder<EdgeIndex>();
        for (var edge = 0; edge < before.Length; edge++)
        {
            if (before[edge] != LinkMetrics.None && after[edge] == LinkMetrics.None)
                removed.Add(new EdgeIndex(edge));
        }
        return removed.ToImmutable();
    }
}
