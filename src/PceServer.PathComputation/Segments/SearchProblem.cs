using PceServer.PathComputation.Constraints;
using PceServer.PathComputation.Domains;
using PceServer.Topology;

namespace PceServer.PathComputation.Segments;

/// <summary>What a segment search is asked: a graph with weights, and the rules for segments.</summary>
internal sealed record SearchProblem(ConstrainedGraph Graph, SegmentRouting Routing, InclusionRoute Inclusions, int Source, int Target)
{
    /// <summary>Node segments may spread over equal paths when every branch keeps to the constraints.</summary>
    public bool AllowsBranches { get; init; }

    /// <summary>Most SIDs, at least one.</summary>
    public int MaximumSids { get; init; } = int.MaxValue;

    /// <summary>The same for each link that leaves the source, in their order; null where all are alike.</summary>
    public int[]? SidsByFirstLink { get; init; }

    /// <summary>Bandwidth left by edge, where of otherwise equal paths the widest is wanted.</summary>
    public ulong[]? Widths { get; init; }

    /// <summary>Where searches leave word about how they ended.</summary>
    public SearchNotes? Notes { get; init; }

    /// <summary>Labels extended before the search gives up.</summary>
    public int WorkLimit { get; init; } = 5_000;

    /// <summary>Binding SIDs that may be used.</summary>
    public CoveredPath[] Covered { get; init; } = [];

    /// <summary>The prefix that was asked for, when it was not just a node: its own SID then ends the list where it leads to the same place.</summary>
    public IpPrefix? Prefix { get; init; }

    public ProtectionWish Protection { get; init; }

    /// <summary>In a network of one domain, the anycast segments that lead to a node which has no SID of its own.</summary>
    public PrefixFec[] AnycastEnds { get; init; } = [];

    public TopologySnapshot Topology => Graph.Topology;

    public int ResourceCount => Graph.Bounded.Length;

    /// <summary>Most SIDs of a list whose first link is <paramref name="edge"/>.</summary>
    public int LimitOver(int edge) => SidsByFirstLink is { } limits ? limits[edge - Topology.OutStart[Source]] : int.MaxValue;

    /// <summary>The domain of a link, where the node that it leads to is closed to transit in that one alone; -1 otherwise.</summary>
    public int ClosedDomain(int edge, int node)
    {
        if (!Routing.HasSeveralDomains || Topology.NoTransit[node])
            return -1;
        var domain = Topology.EdgeDomain[edge];
        return Topology.RoutingDomains.NoTransit(domain)[node] ? domain : -1;
    }

    public bool IsAllowed(int edge) => Graph.Weights[edge] != LinkMetrics.None;
}
