using PceServer.Topology;

namespace PceServer.PathComputation.Constraints;

/// <summary>Follows a path through the ordered elements that it must pass (RFC 7896 §2): how many are behind it, after each link.</summary>
internal sealed class InclusionRoute(TopologySnapshot topology, PathConstraints constraints)
{
    /// <summary>The link breaks a strict hop: the next element had to come at once.</summary>
    public const int Broken = -1;

    public int Count => constraints.Inclusions.Length;

    public int Start(NodeIndex source) => PassNode(0, source);

    /// <summary>Elements behind the path after it took <paramref name="edge"/>, or <see cref="Broken"/>.</summary>
    public int Step(int passed, int edge)
    {
        if (passed < 0 || passed == Count)
            return passed;
        var to = new NodeIndex(topology.EdgeTo[edge]);
        var before = passed;
        if (IsPassedBy(passed, edge))
            passed++;
        if (topology.IsPseudonode[to.Value])
            return passed;
        passed = PassNode(passed, to);
        return passed == before && !constraints.Inclusions[passed].IsLoose ? Broken : passed;
    }

    public bool IsPassedBy(int inclusion, NodeIndex node) => ElementMatch.IsNode(topology, constraints.Inclusions[inclusion].Element, node);

    public bool IsPassedBy(int inclusion, int edge) => ElementMatch.IsLink(topology, constraints.Inclusions[inclusion].Element, edge);

    public NetworkElement Element(int inclusion) => constraints.Inclusions[inclusion].Element;

    private int PassNode(int passed, NodeIndex node)
    {
        while (passed < Count && IsPassedBy(passed, node))
            passed++;
        return passed;
    }
}
