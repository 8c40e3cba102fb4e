using PceServer.Forwarding.Routing;
using PceServer.Forwarding.Walking;
using PceServer.Topology;

namespace PceServer.Forwarding.Failures;

/// <summary>A <see cref="FailureSet"/> as the links and nodes of one snapshot that are down.</summary>
internal sealed class FailedParts
{
    public FailedParts(TopologySnapshot topology, FailureSet failures)
    {
        Edges = new bool[topology.EdgeCount];
        Nodes = new bool[topology.NodeCount];
        foreach (var node in failures.Nodes)
            Nodes[node.Value] = true;
        foreach (var edge in failures.Links)
            Fail(topology, edge.Value);
        for (var e = 0; e < Edges.Length; e++)
        {
            if (Nodes[topology.EdgeFrom[e]] || Nodes[topology.EdgeTo[e]])
                Edges[e] = true;
            if (failures.Srlgs.Length > 0 && topology.AttributesOf(new EdgeIndex(e)).Srlgs.Any(failures.Srlgs.Contains))
                Fail(topology, e);
        }
    }

    public bool[] Edges { get; }

    public bool[] Nodes { get; }

    public bool IsDown(in Exit exit) => Edges[exit.Edge] || (exit.LanEdge >= 0 && Edges[exit.LanEdge]) || Nodes[exit.Node];

    public IEnumerable<int> DownEdges => Enumerable.Range(0, Edges.Length).Where(e => Edges[e]);

    /// <summary>Both halves, and whatever else is announced of the same wire.</summary>
    private void Fail(TopologySnapshot topology, int edge)
    {
        FailHalf(topology, edge);
        if (topology.EdgeReverse[edge] is >= 0 and var reverse)
            FailHalf(topology, reverse);
    }

    private void FailHalf(TopologySnapshot topology, int edge)
    {
        Edges[edge] = true;
        if (!Wires.AreShared(topology))
            return;
        var from = topology.EdgeFrom[edge];
        for (var other = topology.OutStart[from]; other < topology.OutStart[from + 1]; other++)
            Edges[other] |= Wires.IsSame(topology, edge, other);
    }
}
