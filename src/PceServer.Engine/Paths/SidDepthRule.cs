using PceServer.Topology;

namespace PceServer.Engine.Paths;

/// <summary>
/// How many labels a head-end can push (RFC 8664 §6.1): what BGP-LS says of the outgoing link, else of the node, else what the session's Open said;
/// null = no limit known. Every label of the SR-ERO counts.
/// </summary>
/// <param name="SessionLimit">MSD of the Open; null where X=1 or none was given.</param>
public readonly record struct SidDepthRule(int? SessionLimit)
{
    /// <summary>The head-end's own limit, links aside.</summary>
    public int? Node(TopologySnapshot topology, NodeIndex headEnd) => topology[headEnd].Attributes.MaximumSidDepth ?? SessionLimit;

    /// <summary>The limit of a path that leaves over <paramref name="first"/>.</summary>
    public int? Link(TopologySnapshot topology, NodeIndex headEnd, EdgeIndex first) =>
        topology[first].Attributes.MaximumSidDepth ?? Node(topology, headEnd);

    /// <summary>The most that any outgoing link allows: what a search may use, and what a METRIC of type 11 may not exceed (else PCErr 10/9).</summary>
    public int? Loosest(TopologySnapshot topology, NodeIndex headEnd)
    {
        var node = Node(topology, headEnd);
        int? loosest = null;
        for (var edge = topology.OutStart[headEnd.Value]; edge < topology.OutStart[headEnd.Value + 1]; edge++)
        {
            if (Link(topology, headEnd, new EdgeIndex(edge)) is not { } limit)
                return null;
            loosest = Math.Max(loosest ?? 0, limit);
        }
        return loosest ?? node;
    }
}
