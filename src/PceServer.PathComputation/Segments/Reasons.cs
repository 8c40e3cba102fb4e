using PceServer.PathComputation.Domains;
using PceServer.Topology;

namespace PceServer.PathComputation.Segments;

/// <summary>Why a segment is in a list, in words for people.</summary>
internal static class Reasons
{
    /// <summary>Of a prefix segment whose links are given; where it crosses from one domain into another, the border is named.</summary>
    public static string Route(SearchProblem problem, int at, PrefixFec fec, int end, List<int> links)
    {
        var topology = problem.Topology;
        var way = links.Count == 1 ? "is this link" : $"runs over these {links.Count} links";
        var text = $"{(problem.AllowsBranches ? "every" : "the only")} route of its routers from {Name(topology, at)} to {Name(topology, end)} {way}";
        var borders = Borders(topology, links);
        if (borders.Length > 0)
            text += $", by way of {string.Join(" and ", borders)}";
        var others = fec.Owners.Where(o => o != end).Select(o => Name(topology, o)).ToArray();
        return others.Length == 0 ? text
            : $"{Name(topology, end)} is the nearest with {fec.Prefix} from {Name(topology, at)}; should it fail, the segment leads to {string.Join(" or ", others)}";
    }

    private static string[] Borders(TopologySnapshot topology, List<int> links)
    {
        var entered = links.ToLookup(e => topology.EdgeTo[e], e => topology.EdgeDomain[e]);
        return [.. links.Where(e => entered[topology.EdgeFrom[e]].Any(d => d != topology.EdgeDomain[e]))
            .Select(e => $"{Name(topology, topology.EdgeFrom[e])} into {Words(topology.Domains[topology.EdgeDomain[e]])}").Distinct()];
    }

    private static string Words(RoutingDomain domain) => domain.Protocol switch
    {
        LinkStateProtocol.IsisLevel1 => "level 1",
        LinkStateProtocol.IsisLevel2 => "level 2",
        _ => $"area {IpAddress.V4(domain.Area)}",
    };

    private static string Name(TopologySnapshot topology, int node) => topology[new NodeIndex(node)].DisplayName;
}
