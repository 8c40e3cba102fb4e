namespace PceServer.Topology;

/// <summary>
/// Finds links without adjacency SID that node SIDs cannot lead over: one that is not the only shortest way to its other end. Looks at the
/// nearest nodes only (<see cref="NearestNodes"/>), so that a network without any adjacency SID is still looked over in a moment: what it
/// names is so, what lies further is not named.
/// </summary>
internal static class AdjacencySidHealth
{
    public const int NearestNodes = 64;

    public static IEnumerable<HealthFinding> Of(TopologySnapshot topology)
    {
        var search = new NearSearch(topology);
        for (var n = 0; n < topology.NodeCount; n++)
        {
            if (Unreachable(topology, n, search) is not { Count: > 0 } links)
                continue;
            yield return new HealthFinding(
                HealthSeverity.Warning, HealthKind.MissingAdjacencySid,
                $"{topology.NodeTable.Nodes[n]} announces no adjacency SID for {string.Join(", ", links.Select(e => LinkHealth.Named(topology, e)))}, which no node SID leads over")
            {
                Links = [.. links.Select(e => topology.LinkTable.Keys[e])],
            };
        }
    }

    private static List<int>? Unreachable(TopologySnapshot topology, int node, NearSearch search)
    {
        if (topology.IsPseudonode[node] || topology.NodeTable.Nodes[node].Attributes.Srgb.IsEmpty)
            return null;
        var bare = new List<int>();
        for (var e = topology.OutStart[node]; e < topology.OutStart[node + 1]; e++)
        {
            var link = topology.Columns.Attributes[e];
            // A LAN's SIDs stand on the link to the pseudonode, one for each neighbour; a peer's are of their own kind.
            if (link.AdjacencySids.IsEmpty && link.PeerSids.IsEmpty && !topology.IsPseudonode[topology.EdgeTo[e]])
                bare.Add(e);
        }
        if (bare.Count == 0)
            return null;
        // Node SIDs of a level or area follow its own shortest paths, whatever way there is through another.
        var missing = new List<int>();
        foreach (var links in bare.GroupBy(e => topology.EdgeDomain[e]))
        {
            search.From(node, links.Key);
            missing.AddRange(links.Where(e => !search.IsOnlyWay(e)));
        }
        return missing;
    }
}

/// <summary>Shortest distances and number of ways (one, or more) from a node to the nodes nearest to it.</summary>
internal sealed class NearSearch(TopologySnapshot topology)
{
    private readonly Dictionary<int, (ulong Distance, int Ways)> _near = [];
    private readonly PriorityQueue<int, ulong> _queue = new();
    private readonly HashSet<int> _settled = [];
    private int _from;
    private int _domain;

    /// <summary>Searches from a node over the links of one domain.</summary>
    public void From(int node, int domain)
    {
        (_from, _domain) = (node, domain);
        var noTransit = topology.RoutingDomains.NoTransit(domain);
        _near.Clear();
        _queue.Clear();
        _settled.Clear();
        _near[node] = (0, 1);
        _queue.Enqueue(node, 0);
        while (_settled.Count < AdjacencySidHealth.NearestNodes && _queue.TryDequeue(out var next, out _))
        {
            if (_settled.Add(next) && (next == node || !noTransit[next]))
                Relax(next);
        }
    }

    /// <summary>True unless a shorter or equally short way to the link's end was seen.</summary>
    public bool IsOnlyWay(int edge)
    {
        var metric = topology.EdgeIgpMetric[edge];
        return metric != Metric.Missing && topology.EdgeFrom[edge] == _from
            && _near.TryGetValue(topology.EdgeTo[edge], out var near) && near.Distance == metric && near.Ways == 1;
    }

    private void Relax(int node)
    {
        var (distance, ways) = _near[node];
        for (var e = topology.OutStart[node]; e < topology.OutStart[node + 1]; e++)
        {
            var metric = topology.EdgeIgpMetric[e];
            if (metric == Metric.Missing || topology.EdgeDomain[e] != _domain)
                continue;
            var (to, reached) = (topology.EdgeTo[e], distance + metric);
            if (!_near.TryGetValue(to, out var known) || reached < known.Distance)
            {
                _near[to] = (reached, ways);
                _queue.Enqueue(to, reached);
            }
            else if (reached == known.Distance)
            {
                _near[to] = (reached, 2);
            }
        }
    }
}
