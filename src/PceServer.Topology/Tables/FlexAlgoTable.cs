using System.Diagnostics.CodeAnalysis;

namespace PceServer.Topology;

/// <summary>Chooses among the definitions of a flexible algorithm.</summary>
internal static class FlexAlgoTable
{
    public static bool TryGet(NodeTable nodes, byte algorithm, [NotNullWhen(true)] out FlexAlgoDefinition? definition)
    {
        FlexAlgoDefinition? best = null;
        var bestRouter = 0UL;
        foreach (var node in nodes.Defining)
        {
            foreach (var candidate in node.Attributes.FlexAlgoDefinitions)
            {
                var router = node.Key.RouterId.Value;
                if (candidate.Algorithm != algorithm
                    || (best is not null && (candidate.Priority, router).CompareTo((best.Priority, bestRouter)) <= 0))
                    continue;
                (best, bestRouter) = (candidate, router);
            }
        }
        definition = best;
        return best is not null;
    }
}
