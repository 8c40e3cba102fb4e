using System.Diagnostics.CodeAnalysis;

namespace PceServer.Topology;

/// <summary>Chooses among the definitions of a flexible algorithm.</summary>
internal static class FlexAlgoTable
{
    /// <summary>Of the definitions announced under the identities that count: the highest priority, then the highest IGP router id.</summary>
    public static bool TryGet(
        NodeTable nodes, byte algorithm, Func<NodeKey, bool> counts, [NotNullWhen(true)] out FlexAlgoDefinition? definition)
    {
        FlexAlgoDefinition? best = null;
        var bestRouter = 0UL;
        foreach (var node in nodes.Defining)
        {
            for (var i = 0; i < node.Keys.Length; i++)
            {
                if (node.AttributesByKey[i]?.FlexAlgoDefinitions is not { IsEmpty: false } announced || !counts(node.Keys[i]))
                    continue;
                var router = node.Keys[i].RouterId.Value;
                foreach (var candidate in announced)
                {
                    if (candidate.Algorithm != algorithm
                        || (best is not null && (candidate.Priority, router).CompareTo((best.Priority, bestRouter)) <= 0))
                        continue;
                    (best, bestRouter) = (candidate, router);
                }
            }
        }
        definition = best;
        return best is not null;
    }
}
