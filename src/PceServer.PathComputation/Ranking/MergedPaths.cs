using PceServer.PathComputation.Segments;

namespace PceServer.PathComputation.Ranking;

/// <summary>
/// Lists that force one path and lists that spread, in one order of cost; of equal ones the former come first. As long as a forced path costs no more than any path can,
/// the other kind is not even looked for: unless tie-breakers beyond the first word of the weight, which has no such bound, may still decide.
/// </summary>
internal static class MergedPaths
{
    public static IEnumerable<ComputedPath> Enumerate(SearchProblem problem)
    {
        var ranked = new RankedPaths(problem);
        using var forced = ranked.Enumerate().GetEnumerator();
        using var spread = new RankedPaths(problem with { AllowsBranches = true }).Enumerate().GetEnumerator();
        var hasForced = forced.MoveNext();
        bool? hasSpread = null;
        while (true)
        {
            if (!hasForced || forced.Current.Weight.First > ranked.Floor || problem.Graph.Further.Length > 0)
                hasSpread ??= spread.MoveNext();
            if (hasForced && (hasSpread != true || forced.Current.Weight <= spread.Current.Weight))
            {
                yield return forced.Current;
                hasForced = forced.MoveNext();
            }
            else if (hasSpread == true)
            {
                // A single path of this kind has come already, among the forced ones.
                if (!spread.Current.IsSinglePath)
                    yield return spread.Current;
                hasSpread = spread.MoveNext();
            }
            else
            {
                yield break;
            }
        }
    }
}
