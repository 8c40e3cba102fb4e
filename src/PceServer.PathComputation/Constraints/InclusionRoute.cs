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
        var link = topology[new EdgeIndex(edge)];
        var before = passed;
        if (ElementMatch.IsLink(topology, constraints.Inclusions[passed].Element, link))
            passed++;
        if (topology[link.To].IsPseudonode)
            return passed;
        passed = PassNode(passed, link.To);
        return passed == before && !constraints.Inclusions[passed].IsLoose ? Broken : passed;
    }

    public bool IsPassedBy(int inclusion, Node node) => ElementMatch.IsNode(topology, constraints.Inclusions[inclusion].Element, node);

    public bool IsPassedBy(int inclusion, Link link) => ElementMatch.IsLink(topology, constraints.Inclusions[inclusion].Element, link);

    private int PassNode(int passed, NodeIndex node)
    {
        while (passed < Count && ElementMatch.IsNode(topology, constraints.Inclusions[passed].Element, topology[node]))
            passed++;
        return passed;
    }
}
