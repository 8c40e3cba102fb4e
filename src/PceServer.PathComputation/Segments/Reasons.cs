using PceServer.PathComputation.Domains;
using PceServer.PathComputation.Explaining;
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
        return fec.Owners.Length == 1 ? text : Anycast(topology, at, fec.Prefix, fec.Owners, end);
    }

    /// <summary>Of a segment to the nearest of several nodes, with what it means when that one fails (RFC 8402 §3.3).</summary>
    public static string Anycast(TopologySnapshot topology, int at, IpPrefix prefix, IEnumerable<int> owners, int end) =>
        $"{Name(topology, end)} is the nearest with {prefix} from {Name(topology, at)}; should it fail, the segment leads to "
        + string.Join(" or ", owners.Where(o => o != end).Select(o => Name(topology, o)));

    private static string[] Borders(TopologySnapshot topology, List<int> links)
    {
        var entered = links.ToLookup(e => topology.EdgeTo[e], e => topology.EdgeDomain[e]);
        return [.. links.Where(e => entered[topology.EdgeFrom[e]].Any(d => d != topology.EdgeDomain[e]))
            .Select(e => $"{Name(topology, topology.EdgeFrom[e])} into {Words.Name(topology.Domains[topology.EdgeDomain[e]])}").Distinct()];
    }

    private static string Name(TopologySnapshot topology, int node) => topology[new NodeIndex(node)].DisplayName;
}
