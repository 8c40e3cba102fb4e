using System.Collections.Immutable;
using PceServer.PathComputation.Disjoint;
using PceServer.PathComputation.Sets;
using PceServer.Topology;

namespace PceServer.PathComputation;

/// <summary>
/// Computes sets of paths together: linked SVECs with their objective functions (RFC 5440 §7.13, RFC 6007 §4.2, RFC 5541 §4) and disjointness groups (RFC 8800 §5).
/// Stateless and thread-safe.
/// </summary>
public static class PathSetComputer
{
    public static PathSetResult Compute(TopologySnapshot topology, PathSetRequest request, NetworkOverlay? overlay = null)
    {
        var view = overlay ?? NetworkOverlay.Empty;
        if (request.Paths.Length < 2 || request.Paths.Any(p => !PathComputer.AreNodes(topology, p) || p.Source == p.Destination))
            return new PathSetResult([], Disjointness.None, true, "a set needs two or more paths, each between two different nodes of the topology");
        var proven = true;
        foreach (var attempt in Attempts(Hopwise(request)))
        {
            var found = Search(topology, attempt, view);
            proven &= found.IsProven;
            if (found.IsFound)
                return Describe(topology, request, found with { IsProven = proven });
        }
        return new PathSetResult([], Disjointness.None, proven, $"no {request.Paths.Length} paths are {Name(Asked(request))}{(proven ? "" : " among those tried")}");
    }

    /// <summary>Bandwidth taken is counted in hops, so hops are what each path of such a set minimises; its own objective decides between equal ones.</summary>
    public static PathRequest Hopwise(PathRequest path) => path.Objective == PathMetric.Hops ? path
        : path with { Objective = PathMetric.Hops, TieBreakers = [path.Objective, .. path.TieBreakers] };

    private static PathSetRequest Hopwise(PathSetRequest request) => request.Objective != SetObjective.LeastBandwidth ? request
        : request with { Paths = [.. request.Paths.Select(Hopwise)] };

    /// <summary>The set as asked for; then, where that may be relaxed, by the objective where it says what to share least, else level by level.</summary>
    private static IEnumerable<PathSetRequest> Attempts(PathSetRequest request)
    {
        yield return request;
        var relaxable = request.Diversity.Where(pair => pair.MayBeRelaxed).Aggregate(Disjointness.None, (all, pair) => all | pair.Level);
        if (relaxable == Disjointness.None)
            yield break;
        var sharesLeast = request.Objective >= SetObjective.FewestSharedLinks;
        if (!sharesLeast)
        {
            foreach (var level in DisjointComputer.Ladder(relaxable, isStrict: false).Skip(1))
                yield return request with { Diversity = Relaxed(request, level) };
        }
        yield return request with
        {
            Diversity = Relaxed(request, Disjointness.None),
            Objective = sharesLeast ? request.Objective : SetObjective.FewestSharedLinks,
        };
    }

    private static ImmutableArray<PairDiversity> Relaxed(PathSetRequest request, Disjointness level) =>
        [.. request.Diversity.Select(pair => pair.MayBeRelaxed && pair.Level != Disjointness.None ? pair with { Level = level } : pair)];

    private static PathSetResult Search(TopologySnapshot topology, PathSetRequest request, NetworkOverlay overlay)
    {
        ImmutableArray<ComputedPath> start = [];
        if (UniformLevel(request) is { } level)
        {
            var question = new DisjointRequest(request.Paths, level);
            var disjoint = DisjointComputer.Compute(topology, request.WorkLimit is { } work ? question with { WorkLimit = work } : question, overlay);
            // No set at this level for any objective; and where nothing is to be weighed but the sum, or nothing can be shared, it is the answer.
            var isDecided = disjoint.IsProven && (!disjoint.IsFound || Excludes(level, request.Objective));
            if (isDecided || request.Objective == SetObjective.LeastSum)
                return new PathSetResult(disjoint.Paths, disjoint.Reached, disjoint.IsProven, disjoint.Sentence);
            start = disjoint.Paths;
        }
        var search = new PathSetSearch(topology, request, overlay);
        var paths = search.Find(start);
        return new PathSetResult(paths, Disjointness.None, search.IsProven, "") { Value = search.Value };
    }

    /// <summary>The level of all pairs where they have one in common and nobody comes first: what the quicker search answers.</summary>
    private static Disjointness? UniformLevel(PathSetRequest request)
    {
        var count = request.Paths.Length;
        var level = Asked(request);
        var pairs = request.Diversity.Where(p => p.Level == level).Select(p => (Math.Min(p.One, p.Other), Math.Max(p.One, p.Other))).Distinct().Count();
        return request.Preferred == 0 && level != Disjointness.None && pairs == count * (count - 1) / 2 ? level : null;
    }

    private static bool Excludes(Disjointness level, SetObjective objective) => objective switch
    {
        SetObjective.FewestSharedLinks => true,
        SetObjective.FewestSharedSrlgs => level.HasFlag(Disjointness.Srlg),
        SetObjective.FewestSharedNodes => level.HasFlag(Disjointness.Node),
        _ => false,
    };

    private static Disjointness Asked(PathSetRequest request) => request.Diversity.Aggregate(Disjointness.None, (all, pair) => all | pair.Level);

    private static PathSetResult Describe(TopologySnapshot topology, PathSetRequest request, PathSetResult found)
    {
        var reached = Reached(topology, request, found.Paths);
        var asked = Asked(request);
        var relaxed = asked == Disjointness.None || (reached & asked) == asked ? "" : $", not {Name(asked)} as asked for";
        var unproven = found.IsProven ? "" : ", the best of those tried";
        return found with { Reached = reached, Sentence = $"{found.Paths.Length} paths, {Name(reached)}{relaxed}{unproven}" };
    }

    /// <summary>Of what was asked of any pair, that which every pair that was to keep apart keeps to.</summary>
    private static Disjointness Reached(TopologySnapshot topology, PathSetRequest request, ImmutableArray<ComputedPath> paths)
    {
        var reached = Asked(request);
        foreach (var (one, other, level, _) in request.Diversity)
        {
            foreach (var kind in new[] { Disjointness.Link, Disjointness.Node, Disjointness.Srlg })
            {
                if (!level.HasFlag(kind))
                    continue;
                var taken = SharedFate.Of(topology, paths[one], kind, request.Paths[other]);
                if (paths[other].AllEdges.Any(edge => taken.Contains(edge.Value)))
                    reached &= ~kind;
            }
        }
        return reached;
    }

    private static string Name(Disjointness level) => level == Disjointness.None ? "free to share links" : DisjointComputer.Name(level);
}
