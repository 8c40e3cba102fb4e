using PceServer.Forwarding.Failures;
using PceServer.Topology;

namespace PceServer.Forwarding.Simulations;

/// <summary>Which LSPs cross a link on any branch, and which start at a node.</summary>
internal sealed class LspIndex
{
    private readonly List<int>?[] _byEdge;
    private readonly ILookup<int, int> _byHeadEnd;
    private readonly int[] _dependent;

    public LspIndex(TopologySnapshot topology, Trace[] traces)
    {
        _byEdge = new List<int>?[topology.EdgeCount];
        for (var i = 0; i < traces.Length; i++)
        {
            foreach (var edge in traces[i].Edges)
                (_byEdge[edge.Value] ??= []).Add(i);
        }
        // What stops a packet before a link, as a next hop without the label, may go away with that link.
        _dependent =
        [
            .. Enumerable.Range(0, traces.Length)
                .Where(i => traces[i].DependsOnOthers),
        ];
        _byHeadEnd = traces.Select((trace, i) => (trace, i)).ToLookup(t => t.trace.HeadEnd, t => t.i);
    }

    /// <summary>LSPs on the failed links or at the failed nodes, and those that do not arrive as it is; in order.</summary>
    public SortedSet<int> Touching(TopologySnapshot topology, FailureSet failures)
    {
        var touched = new SortedSet<int>(_dependent);
        var failed = new FailedParts(topology, failures);
        foreach (var edge in failed.DownEdges)
            touched.UnionWith(_byEdge[edge] ?? []);
        foreach (var node in failures.Nodes)
            touched.UnionWith(_byHeadEnd[node.Value]);
        return touched;
    }
}
