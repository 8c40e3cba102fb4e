using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.PathComputation;

/// <summary>Whether a segment list may leave the choice between equal shortest paths to the routers.</summary>
public enum BranchMode : byte
{
    /// <summary>The least cost; where a list that forces one path costs the same as one that spreads over equal paths, the former.</summary>
    PreferSinglePath,

    /// <summary>One path or nothing.</summary>
    SinglePath,

    /// <summary>Node segments may spread as long as every branch keeps to the constraints; the worst branch counts.</summary>
    AllowBranches,
}

/// <summary>What a path's worst link is measured by, where that comes before the objective (RFC 5541 §4, RFC 8233 §3.3).</summary>
public enum PathBottleneck : byte
{
    None,

    /// <summary>The load of the most loaded link, the path's own bandwidth included, is least (MLP; MRUP asks for the same).</summary>
    LeastLoad,

    /// <summary>The least bandwidth left on any link is greatest (MBP).</summary>
    MostResidual,

    /// <summary>The measured utilization of the most utilized link is least (MUP). A link that announces none counts as full.</summary>
    LeastUtilization,
}

/// <summary>A question to the core: the best path from a node to a node under constraints, as a segment list.</summary>
public sealed record PathRequest(NodeIndex Source, NodeIndex Destination)
{
    /// <summary>Other nodes that will do as well as <see cref="Destination"/>.</summary>
    public ImmutableArray<NodeIndex> FurtherDestinations { get; init; } = [];

    /// <summary>The prefix that the destinations share; its own SID then ends the list where it leads to the same of them.</summary>
    public IpPrefix? Prefix { get; init; }

    /// <summary>Binding SIDs of the overlay may stand for pieces of the path. Off unless asked for: an LSP must not ride on itself.</summary>
    public bool UsesBindingSids { get; init; }

    /// <summary>What to minimise.</summary>
    public PathMetric Objective { get; init; } = PathMetric.Igp;

    /// <summary>Minimise what the algorithm of <see cref="PathConstraints.Algorithm"/> itself minimises (RFC 9350 §5.1), whatever <see cref="Objective"/> says.</summary>
    public bool ObjectiveOfAlgorithm { get; init; }

    /// <summary>What comes before the objective: among the paths with the best worst link, the one with the least objective.</summary>
    public PathBottleneck Bottleneck { get; init; }

    /// <summary>Further metrics, in order, that decide between paths of the same objective value.</summary>
    public ImmutableArray<PathMetric> TieBreakers { get; init; } = [];

    /// <summary>Of paths equal in objective, tie-breakers and SIDs, take the one whose narrowest link has most bandwidth left. Always so when bandwidth is asked for.</summary>
    public bool PrefersResidualBandwidth { get; init; }

    /// <summary>
    /// The head-end pushes no more labels than the topology says of the link by which a path leaves it or, where that says nothing, of the node (RFC 8491 §4).
    /// This stands beside <see cref="PathConstraints.MaximumSids"/>: the smaller counts.
    /// </summary>
    public bool KeepsToAnnouncedDepth { get; init; }

    /// <summary>With <see cref="KeepsToAnnouncedDepth"/>, what counts where the topology says neither; null = no limit.</summary>
    public int? DepthUnlessAnnounced { get; init; }

    /// <summary>Keep to one part of the network; null = anywhere.</summary>
    public DomainScope? Scope { get; init; }

    public PathConstraints Constraints { get; init; } = PathConstraints.None;

    public BranchMode Branches { get; init; }

    /// <summary>
    /// Partial lists that one search may extend. Past it the best path found so far is returned, marked as not proven (<see cref="ComputedPath.IsProven"/>).
    /// </summary>
    public int WorkLimit { get; init; } = 5_000;

    /// <summary>Most searches that the explanation of a failure may spend; what it left out then is said.</summary>
    public int ExplanationSearches { get; init; } = 300;

    /// <summary>A request for any node that announces exactly this prefix as its own: one node, an anycast set, or several exits; null when nobody does.</summary>
    public static PathRequest? To(TopologySnapshot topology, NodeIndex source, IpPrefix prefix)
    {
        var owners = topology.AdvertisersOf(prefix).ToArray();
        var origins = owners.Where(p => !p.Attributes.IsReadvertised).ToArray();
        NodeIndex[] nodes = [.. (origins.Length > 0 ? origins : owners).Select(p => p.Node).Distinct()];
        return nodes.Length == 0 ? null : new PathRequest(source, nodes[0]) { FurtherDestinations = [.. nodes.Skip(1)], Prefix = prefix };
    }
}

/// <summary>The part of the network that a path may use; what is null does not matter. Peering links between systems belong to every part.</summary>
/// <param name="Protocol">An IGP, for IS-IS with its level.</param>
/// <param name="Instance">Routing universe of the IGP instance (RFC 9552 §5.2).</param>
public sealed record DomainScope(
    LinkStateProtocol? Protocol = null, ulong? Instance = null, uint? AutonomousSystem = null, uint? Area = null, ushort? MultiTopologyId = null)
{
    public bool Holds(RoutingDomain domain) =>
        domain.Protocol == LinkStateProtocol.Bgp
        || ((Protocol is null || Protocol == domain.Protocol) && (Instance is null || Instance == domain.Instance)
            && (AutonomousSystem is null || AutonomousSystem == domain.AutonomousSystem) && (Area is null || Area == domain.Area)
            && (MultiTopologyId is null || MultiTopologyId == domain.MultiTopologyId));
}
