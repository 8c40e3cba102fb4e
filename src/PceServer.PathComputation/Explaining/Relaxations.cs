using System.Collections.Immutable;
using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Search;
using PceServer.Topology;

namespace PceServer.PathComputation.Explaining;

/// <summary>
/// What would have to give way for a path to exist: every single constraint by one search each (the widest path, the least metric, the fewest SIDs, or without it),
/// then pairs exhaustively, then one larger set by giving up everything and taking back what can be.
/// </summary>
internal sealed class Relaxations(Feasibility feasibility, PathRequest request, IReadOnlyList<ConstraintPart> parts)
{
    public ImmutableArray<Relaxation> Find()
    {
        var found = parts.Select(p => Single(request, p)).OfType<Relaxation>().ToImmutableArray();
        if (found.IsEmpty)
            found = [.. Pairs()];
        return found.IsEmpty && Greedy() is { } large ? [large] : found;
    }

    /// <summary>The least change of one constraint that yields a path, or null when none of it does.</summary>
    private Relaxation? Single(PathRequest from, ConstraintPart part)
    {
        var least = part.Kind == ConstraintKind.Bound ? LeastPath(from, part) : null;
        var value = part.Kind switch
        {
            ConstraintKind.Bandwidth => WidestValue(from, part),
            ConstraintKind.Bound => least?.Cost,
            ConstraintKind.SidDepth => (ulong?)feasibility.FewestSids(part.Without(from)),
            _ => null,
        };
        // Without a value that would do, links that do not announce the fact at all may still be in the way.
        var eased = value is { } enough ? part.With!(from, enough) : part.Without(from);
        if ((KnownCost(from, part, least) ?? feasibility.Find(eased)?.Cost) is not { } cost)
            return null;
        var change = new RelaxedConstraint(part.Kind, TextOf(part, value), value);
        return new Relaxation([change], change.Text, cost, true) { Constraints = eased.Constraints };
    }

    /// <summary>The path with the least of a bounded metric; of several the one with the least objective.</summary>
    private ComputedPath? LeastPath(PathRequest from, ConstraintPart part) => feasibility.Find(part.Without(from) with
    {
        Objective = part.Metric!.Value,
        ObjectiveOfAlgorithm = false,
        Bottleneck = PathBottleneck.None,
        TieBreakers = from.ObjectiveOfAlgorithm ? [] : [from.Objective],
    });

    /// <summary>
    /// What the objective comes to once the bound is the least value: one path that has it and costs least tells without another search. Not so where paths spread,
    /// whose worst branches differ from metric to metric, and for losses, whose bounds are rounded.
    /// </summary>
    private static ulong? KnownCost(PathRequest from, ConstraintPart part, ComputedPath? least)
    {
        if (least is not { IsSinglePath: true, IsProven: true } || from.ObjectiveOfAlgorithm || from.Bottleneck != PathBottleneck.None || part.Metric == PathMetric.Loss)
            return null;
        foreach (var (metric, sum) in least.Metrics)
        {
            if (metric == from.Objective)
                return sum;
        }
        return null;
    }

    /// <summary>The widest path gives a first value; where other constraints refuse it, the widths that occur are halved down to the one that passes.</summary>
    private ulong? WidestValue(PathRequest from, ConstraintPart part)
    {
        var graph = ConstrainedGraph.Build(feasibility.Topology, part.Without(from), feasibility.Overlay);
        var widths = LinkAdmission.ResidualColumn(feasibility.Topology, from.Constraints.SetupPriority, feasibility.Overlay);
        var widest = WidestPath.Between(feasibility.Topology, graph.Weights, widths, from.Source.Value, from.Destination.Value);
        if (widest == 0 || feasibility.Find(part.With!(from, widest)) is not null)
            return widest == 0 ? null : widest;
        var steps = widths.Where(w => w > 0 && w < widest).Distinct().Order().ToArray();
        var (low, high) = (0, steps.Length - 1);
        ulong? best = null;
        while (low <= high && !feasibility.IsExhausted)
        {
            var middle = (low + high) / 2;
            if (feasibility.Find(part.With!(from, steps[middle])) is not null)
                (best, low) = (steps[middle], middle + 1);
            else
                high = middle - 1;
        }
        return best;
    }

    private IEnumerable<Relaxation> Pairs()
    {
        for (var i = 0; i < parts.Count && !feasibility.IsExhausted; i++)
        {
            for (var j = i + 1; j < parts.Count && !feasibility.IsExhausted; j++)
            {
                if (Single(parts[i].Without(request), parts[j]) is { } second)
                    yield return Pair(parts[i], parts[j], second);
            }
        }
    }

    // The first was given up wholly to find what the second needs; now it takes back what it can.
    private Relaxation Pair(ConstraintPart first, ConstraintPart second, Relaxation secondAlone)
    {
        var value = secondAlone.Changes[0].Value;
        var eased = value is { } enough ? second.With!(request, enough) : second.Without(request);
        if (first.With is not null && Single(eased, first) is { } both)
            return both with { Changes = [.. both.Changes, .. secondAlone.Changes], Text = $"{both.Text} and {secondAlone.Text}", IsMinimal = false };
        var change = new RelaxedConstraint(first.Kind, TextOf(first, null), null);
        return secondAlone with { Changes = [change, .. secondAlone.Changes], Text = $"{change.Text} and {secondAlone.Text}", IsMinimal = first.With is null && value is null };
    }

    private Relaxation? Greedy()
    {
        var gone = parts.ToList();
        var eased = gone.Aggregate(request, (r, part) => part.Without(r));
        if (feasibility.Find(eased) is not { } path)
            return null;
        foreach (var part in parts)
        {
            var stricter = gone.Where(p => p != part).Aggregate(request, (r, p) => p.Without(r));
            if (feasibility.Find(stricter) is not { } still)
                continue;
            gone.Remove(part);
            (path, eased) = (still, stricter);
        }
        ImmutableArray<RelaxedConstraint> changes = [.. gone.Select(p => new RelaxedConstraint(p.Kind, TextOf(p, null), null))];
        return new Relaxation(changes, Words.List([.. changes.Select(c => c.Text)]), path.Cost, false) { Constraints = eased.Constraints };
    }

    private static string TextOf(ConstraintPart part, ulong? value) => (part.Kind, value) switch
    {
        (ConstraintKind.Bandwidth, { } width) => $"bandwidth <= {width} bytes/s",
        (ConstraintKind.Bound, { } least) => $"{Words.Name(part.Metric!.Value)} <= {Words.Value(part.Metric!.Value, least)}",
        (ConstraintKind.SidDepth, { } depth) => $"MSD >= {depth}",
        (ConstraintKind.Objective, _) => "another objective than " + part.Text["objective ".Length..part.Text.IndexOf(',', StringComparison.Ordinal)],
        _ => $"without {part.Text}",
    };
}
