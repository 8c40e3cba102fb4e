using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Segments;
using PceServer.Topology;

namespace PceServer.PathComputation.Ranking;

/// <summary>
/// Paths in the order of their worst link, and among those with the same one in the order of the objective. The best level at which there is a path under all
/// constraints is found by halving; past its paths come those of the next level.
/// </summary>
internal static class BottleneckPaths
{
    public static IEnumerable<ComputedPath> Enumerate(SearchProblem problem, PathRequest request, NetworkOverlay overlay)
    {
        var column = Column(problem.Topology, request, overlay);
        double[] levels = [.. Enumerable.Range(0, column.Length).Where(problem.IsAllowed).Select(edge => column[edge]).Distinct().Order()];
        var (level, high) = (0, levels.Length);
        while (level < high)
        {
            var middle = (level + high) / 2;
            if (PathComputer.Ranked(UpTo(problem, column, levels[middle]), request.Branches).Any())
                high = middle;
            else
                level = middle + 1;
        }
        for (; level < levels.Length; level++)
        {
            // Those with a better worst link have come at their own level.
            foreach (var path in PathComputer.Ranked(UpTo(problem, column, levels[level]), request.Branches))
            {
                if (path.AllEdges.Max(edge => column[edge.Value]) == levels[level])
                    yield return path;
            }
        }
    }

    private static SearchProblem UpTo(SearchProblem problem, double[] column, double level) =>
        problem with { Graph = problem.Graph.Without(Enumerable.Range(0, column.Length).Where(edge => column[edge] > level)) };

    /// <summary>By link, less is better. What leaves a pseudonode never is the worst link.</summary>
    private static double[] Column(TopologySnapshot topology, PathRequest request, NetworkOverlay overlay)
    {
        var column = new double[topology.EdgeCount];
        for (var edge = 0; edge < column.Length; edge++)
            column[edge] = topology.IsPseudonode[topology.EdgeFrom[edge]] ? double.NegativeInfinity : Measure(topology, edge, request, overlay);
        return column;
    }

    private static double Measure(TopologySnapshot topology, int edge, PathRequest request, NetworkOverlay overlay)
    {
        var attributes = topology.AttributesOf(new EdgeIndex(edge));
        return request.Bottleneck switch
        {
            PathBottleneck.LeastLoad =>
                LinkLoad.Of(topology, new EdgeIndex(edge), overlay, request.Constraints.BandwidthBytesPerSecond) ?? LinkLoad.WhereUnknown,
            PathBottleneck.MostResidual => -(double)(LinkAdmission.ResidualBandwidth(topology, edge, request.Constraints.SetupPriority, overlay) ?? 0),
            _ => attributes is { UtilizedBandwidth: { } used, MaximumBandwidth: > 0 and { } capacity } ? (double)used / capacity : LinkLoad.WhereUnknown,
        };
    }
}
