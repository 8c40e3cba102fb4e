using PceServer.Forwarding.Labels;
using PceServer.Topology;

namespace PceServer.Forwarding.Walking;

/// <summary>What the SIDs themselves must be: protected or not (RFC 9488 §5), and of the algorithm asked for (RFC 9256 §4).</summary>
internal static class SegmentConformance
{
    public static Violation? Check(WalkGraph graph, ForwardingTables tables, TraceRequest request)
    {
        var unwanted = request.Constraints.Protection switch
        {
            ProtectionWish.UnprotectedMandatory => Handling.Protected,
            ProtectionWish.ProtectedMandatory => Handling.Unprotected,
            _ => Handling.None,
        };
        for (var v = 0; v < graph.VisitCount; v++)
        {
            var name = tables.Topology.Nodes[graph[v].Node].DisplayName;
            if ((graph[v].Handling & unwanted) != 0)
                return new Violation($"{name} is left by an adjacency SID that is {(unwanted == Handling.Protected ? "" : "not ")}protected.", v);
            if (request.Constraints.Algorithm != 0 && OtherAlgorithm(graph, tables, v, request.Constraints.Algorithm) is { } fec)
                return new Violation($"{name} is left by the SID of {fec}, not of algorithm {request.Constraints.Algorithm}.", v);
        }
        return null;
    }

    private static Fec? OtherAlgorithm(WalkGraph graph, ForwardingTables tables, int visit, byte algorithm)
    {
        var stack = graph[visit].Stack;
        if (stack == 0 || !tables.Labels(graph[visit].Node).TryIndex(graph.Stacks.Top(stack), out var index)
            || !tables.TryFind(graph[visit].Node, index, out var fec))
            return null;
        return fec.Sid.Algorithm == algorithm ? null : fec;
    }
}
