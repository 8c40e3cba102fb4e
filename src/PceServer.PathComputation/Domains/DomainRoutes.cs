using PceServer.PathComputation.Segments;
using PceServer.Topology;

namespace PceServer.PathComputation.Domains;

/// <summary>
/// Where routers send packets on a prefix SID when there are several routing domains: each router by its own route, chosen among the domains that it is in. Border
/// routers swap from one domain into the next; nothing is flat. Kept with its <see cref="SegmentRouting"/>.
/// </summary>
internal sealed class DomainRoutes
{
    private readonly SegmentRouting _routing;
    private readonly TopologySnapshot _topology;
    private readonly RoutingDomains _domains;
    private readonly DomainGraph?[] _graphs;

    public DomainRoutes(SegmentRouting routing)
    {
        (_routing, _topology, _domains) = (routing, routing.Topology, routing.Topology.RoutingDomains);
        _graphs = new DomainGraph?[_domains.Count];
        Fecs = new FecTable(_topology, routing.Algorithm);
    }

    public FecTable Fecs { get; }

    /// <summary>The links over which a node sends packets on a prefix SID: none where it has no route. Not to be asked of an owner.</summary>
    public void NextHops(int node, PrefixFec fec, List<int> links)
    {
        links.Clear();
        var best = Best(node, fec);
        if (best == ulong.MaxValue)
            return;
        for (var edge = _topology.OutStart[node]; edge < _topology.OutStart[node + 1]; edge++)
        {
            if (_routing.Weights[edge] != SegmentRouting.Unusable && IsOnRoute(node, edge, fec, best))
                links.Add(edge);
        }
    }

    /// <summary>The links that a prefix SID takes from a node, where routers leave no choice and all of them know the label; null otherwise.</summary>
    public List<int>? OnlyRoute(int from, PrefixFec fec)
    {
        var (way, hops) = (new List<int>(), new List<int>());
        for (var at = from; !fec.IsOwner(at); at = _topology.EdgeTo[way[^1]])
        {
            if (_routing.SrgbSize[at] <= fec.Sid.Value || way.Count > _topology.NodeCount)
                return null;
            NextHops(at, fec, hops);
            if (hops.Count != 1)
                return null;
            way.Add(hops[0]);
        }
        if (way.Count == 0)
            return null;
        var (end, domain) = (_topology.EdgeTo[way[^1]], _topology.EdgeDomain[way[^1]]);
        return fec.ArrivesLabelled(end, domain) && _routing.SrgbSize[end] <= fec.Sid.Value ? null : way;
    }

    /// <summary>Preference, then metric, of a node's best route; the largest value when it has none.</summary>
    private ulong Best(int node, PrefixFec fec)
    {
        var best = ulong.MaxValue;
        foreach (var announcement in fec.Announcements)
        {
            var place = Graph(announcement.Domain).PlaceOf(node);
            if (announcement.Node != node && place >= 0 && IsBelieved(node, announcement))
                best = Math.Min(best, Rank(announcement, place, 0));
        }
        return best;
    }

    private bool IsOnRoute(int node, int edge, PrefixFec fec, ulong best)
    {
        var domain = _topology.EdgeDomain[edge];
        var graph = Graph(domain);
        var to = _topology.EdgeTo[edge];
        foreach (var announcement in fec.Announcements)
        {
            if (announcement.Domain != domain || announcement.Node == node || (announcement.Node != to && graph.IsClosed(graph.PlaceOf(to)))
                || !IsBelieved(node, announcement))
                continue;
            if (Rank(announcement, graph.PlaceOf(to), _routing.Weights[edge]) == best)
                return true;
        }
        return false;
    }

    private ulong Rank(in Announcement announcement, int place, uint before)
    {
        var graph = Graph(announcement.Domain);
        var end = graph.PlaceOf(announcement.Node);
        var distance = end < 0 ? DomainGraph.Unreachable : graph.Towards(end)[place];
        return distance == DomainGraph.Unreachable ? ulong.MaxValue : ((ulong)announcement.Preference << 40) + before + distance + announcement.Metric;
    }

    private bool IsBelieved(int node, in Announcement announcement)
    {
        var domain = _domains[announcement.Domain];
        if (!RoutePreference.IsOnlyForInternalRouters(domain, announcement.Preference))
            return true;
        foreach (var other in _domains.Of(new NodeIndex(node)))
        {
            if (_domains[other] == domain with { Area = 0 })
                return false;
        }
        return true;
    }

    private DomainGraph Graph(int domain) => Volatile.Read(ref _graphs[domain])
        ?? Interlocked.CompareExchange(ref _graphs[domain], new DomainGraph(_topology, domain, _routing.Weights), null) ?? _graphs[domain]!;
}
