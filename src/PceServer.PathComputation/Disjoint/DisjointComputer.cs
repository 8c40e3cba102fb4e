using System.Collections.Immutable;
using PceServer.PathComputation.Disjoint;
using PceServer.Topology;

namespace PceServer.PathComputation;

/// <summary>Finds sets of paths that keep away from each other (SVEC of RFC 5440 §7.13, association of RFC 8800 §5.1). Stateless and thread-safe.</summary>
public static class DisjointComputer
{
    public static DisjointResult Compute(TopologySnapshot topology, DisjointRequest request, NetworkOverlay? overlay = null)
    {
        var view = overlay ?? NetworkOverlay.Empty;
        if (request.Paths.Length < 2 || request.Paths.Any(p => !PathComputer.AreNodes(topology, p) || p.Source == p.Destination))
            return new DisjointResult([], Disjointness.None, true, "a disjoint set needs two or more paths, each between two different nodes of the topology");
        var proven = true;
        foreach (var level in Ladder(request.Level, request.IsStrict))
        {
            var search = new DisjointSearch(topology, request, level, view);
            var paths = search.Find();
            proven &= search.IsProven;
            if (!paths.IsEmpty)
                return new DisjointResult(paths, level, proven, $"{paths.Length} paths, {Name(level)}{(level == request.Level ? "" : $", not {Name(request.Level)} as asked for")}");
        }
        return request.IsStrict ? new DisjointResult([], Disjointness.None, proven, $"no {request.Paths.Length} paths are {Name(request.Level)}{(proven ? "" : " among those tried")}")
            : LeastShared(topology, request, view, proven);
    }

    /// <summary>The levels to try: the one asked for and, where it may be relaxed, those below it, the strongest first.</summary>
    internal static IEnumerable<Disjointness> Ladder(Disjointness level, bool isStrict)
    {
        var asked = level == Disjointness.None ? Disjointness.Link : level;
        yield return asked;
        if (isStrict)
            yield break;
        if (asked.HasFlag(Disjointness.Node) && asked.HasFlag(Disjointness.Srlg))
        {
            yield return Disjointness.Srlg;
            yield return Disjointness.Node;
        }
        if ((asked & (Disjointness.Node | Disjointness.Srlg)) != 0)
            yield return Disjointness.Link;
    }

    // No level can be kept: every path then shares as few links as it can with those before it.
    private static DisjointResult LeastShared(TopologySnapshot topology, DisjointRequest request, NetworkOverlay overlay, bool proven)
    {
        var paths = ImmutableArray.CreateBuilder<ComputedPath>();
        foreach (var path in request.Paths)
        {
            var shared = paths.SelectMany(p => SharedFate.Of(topology, p, Disjointness.Link, path)).ToHashSet();
            if (PathComputer.LeastOver(topology, path, overlay, shared) is not { } found)
                return new DisjointResult([], Disjointness.None, proven, "at least one of the paths does not exist at all");
            paths.Add(found);
        }
        return new DisjointResult(paths.ToImmutable(), Disjointness.None, proven, $"{paths.Count} paths that share as few links as they can; nothing better exists");
    }

    internal static string Name(Disjointness level)
    {
        var names = new List<string>();
        if (level.HasFlag(Disjointness.Node))
            names.Add("node");
        if (level.HasFlag(Disjointness.Srlg))
            names.Add("SRLG");
        if (names.Count == 0)
            names.Add("link");
        return $"{string.Join(" and ", names)} disjoint";
    }
}
