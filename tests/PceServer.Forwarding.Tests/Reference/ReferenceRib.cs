using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Reference;

/// <summary>One announcement of a prefix SID, read with the eyes of an operator: who, where, of what kind, and whether it is his.</summary>
internal sealed record Announcement(int Router, IpPrefix Prefix, PrefixSid Sid, RoutingDomain Domain, int Kind, uint Metric, bool IsOwn);

/// <summary>
/// Which way every router has to a prefix, by what routing books say of levels, areas and protocols; each question is answered from the start.
/// </summary>
internal sealed class ReferenceRib
{
    private readonly TopologySnapshot _topology;
    private readonly Func<Link, bool> _isUp;
    private readonly Dictionary<(int, RoutingDomain, int), ReferenceRoutes> _routes = [];
    private readonly Dictionary<(int, uint), Way?> _followed = [];
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<TopologySnapshot, List<Announcement>> s_read = [];

    public ReferenceRib(TopologySnapshot topology, Func<Link, bool> isUp)
    {
        (_topology, _isUp) = (topology, isUp);
        // What is announced does not depend on what is down.
        Announcements = s_read.GetValue(topology, _ => [.. Read()]);
    }

    public List<Announcement> Announcements { get; private init; }

    /// <summary>
    /// The same when all have heard of what is down and border routers have announced what is left to them: what they lost not at all, the rest at what it costs now.
    /// </summary>
    public static ReferenceRib Converged(TopologySnapshot topology, Func<Link, bool> isUp)
    {
        var healthy = new ReferenceRib(topology, _ => true);
        var rib = new ReferenceRib(topology, isUp);
        for (var round = 0; round < 8; round++)
        {
            var announced = healthy.Announcements.Select(a => Anew(healthy, rib, a)).OfType<Announcement>().ToList();
            if (announced.SequenceEqual(rib.Announcements))
                break;
            rib = new ReferenceRib(topology, isUp) { Announcements = announced };
        }
        return rib;
    }

    private static Announcement? Anew(ReferenceRib healthy, ReferenceRib rib, Announcement said)
    {
        var algorithm = said.Sid.Algorithm >= 128 && healthy.Definition(said.Domain, said.Sid.Algorithm)?.UsesPrefixMetric == true ? said.Sid.Algorithm : (byte)0;
        if (said.IsOwn || healthy.Onward(said.Router, said.Prefix, algorithm) is not { } before)
            return said;
        return rib.Onward(said.Router, said.Prefix, algorithm) is { } now ? said with { Metric = (uint)Math.Max(0, said.Metric + now.Cost - before.Cost) } : null;
    }

    /// <summary>The way of a router to a prefix by what it does not itself pass on.</summary>
    private Way? Onward(int router, IpPrefix prefix, byte algorithm) =>
        Best(router, Groups(a => a.Prefix == prefix && a.Sid.Algorithm == algorithm).Where(g => !g.Exists(a => a.Router == router && !a.IsOwn)));

    /// <summary>A way out of a router: the announcement group that it follows, and the first hops; none at the router that has the prefix itself.</summary>
    public sealed record Way(List<Announcement> Group, long Cost, HashSet<FirstHop> Hops, bool IsOwn);

    /// <summary>What a SID index makes a router do; null when no announcement that it hears leads anywhere.</summary>
    public Way? Follow(int router, uint index)
    {
        if (!_followed.TryGetValue((router, index), out var way))
            _followed.Add((router, index), way = Find(router, index));
        return way;
    }

    private Way? Find(int router, uint index)
    {
        var options = new List<(Announcement Claim, Way Way)>();
        foreach (var group in Groups(a => !a.Sid.IsLabel && a.Sid.Value == index))
        {
            var way = group.Exists(a => a.Router == router && !a.IsOwn)
                ? Onward(router, group[0].Prefix, group[0].Sid.Algorithm)
                : Along(router, group);
            if (way is not null)
                options.Add((group[0], way));
        }
        return options.OrderBy(o => Rank(o.Claim, o.Way.Cost), RankOrder).Select(o => o.Way).FirstOrDefault();
    }

    private Way? Best(int router, IEnumerable<List<Announcement>> groups) => groups.Select(g => Along(router, g)).OfType<Way>()
        .OrderBy(w => Rank(w.Group[0], w.Cost), RankOrder).FirstOrDefault();

    private IEnumerable<List<Announcement>> Groups(Func<Announcement, bool> wanted) =>
        Announcements.Where(wanted).GroupBy(a => (a.Prefix, a.Sid.Value, a.Sid.IsLabel, a.Sid.Algorithm, a.Domain, a.Kind)).Select(g => g.ToList());

    /// <summary>The way within the domain of a group: nearest announcer, all equal ones.</summary>
    private Way? Along(int router, List<Announcement> group)
    {
        if (group.Exists(a => a.Router == router))
            return new Way(group, 0, [], true);
        var domain = group[0].Domain;
        var isSummary = domain.Protocol == LinkStateProtocol.Ospfv2 && group[0].Kind == 1;
        if (isSummary && domain.Area != 0 && _topology.Nodes[router].Keys.Any(k => k.Area == 0 && k.Protocol == domain.Protocol && k.Instance == domain.Instance))
            return null;
        var routes = RoutesOf(router, domain, group[0].Sid.Algorithm);
        var reached = group.Where(a => routes.TryReach(a.Router, out _, out _)).Select(a =>
        {
            routes.TryReach(a.Router, out var distance, out var hops);
            return (Cost: distance + a.Metric, Hops: hops);
        }).ToList();
        if (reached.Count == 0)
            return null;
        var least = reached.Min(r => r.Cost);
        return new Way(group, least, [.. reached.Where(r => r.Cost == least).SelectMany(r => r.Hops)], false);
    }

    private static long[] Rank(Announcement claim, long cost)
    {
        var address = claim.Prefix.Address;
        var protocol = claim.Domain.Protocol is LinkStateProtocol.Ospfv2 ? 110 : 115;
        return
        [
            protocol, address.IsIpv6 ? 1 : 0, claim.Prefix.Length, (long)(address.High >> 32), (uint)address.High, (long)(address.Low >> 32), (uint)address.Low, (long)claim.Domain.Instance,
            claim.Domain.AutonomousSystem, claim.Domain.MultiTopologyId, claim.Sid.Algorithm, claim.Kind, cost, -claim.Domain.Area,
        ];
    }

    private static readonly Comparer<long[]> RankOrder = Comparer<long[]>.Create((a, b) =>
        a.Zip(b).Select(p => p.First.CompareTo(p.Second)).FirstOrDefault(c => c != 0));

    private ReferenceRoutes RoutesOf(int router, RoutingDomain domain, byte algorithm)
    {
        var key = (router, domain, algorithm < 128 ? 0 : algorithm);
        if (!_routes.TryGetValue(key, out var routes))
        {
            var closed = Enumerable.Range(0, _topology.NodeCount).Where(n => IsClosed(n, domain)).ToHashSet();
            _routes.Add(key, routes = new ReferenceRoutes(_topology, router, l => Cost(l, domain, algorithm), closed.Contains));
        }
        return routes;
    }

    private bool IsClosed(int node, RoutingDomain domain) => _topology.Nodes[node].Attributes.Drained || Said(node, domain)?.Overloaded == true;

    private NodeAttributes? Said(int node, RoutingDomain domain) =>
        _topology.RoutingDomains.TryFind(domain, out var number) ? _topology.RoutingDomains.AttributesOf(new NodeIndex(node), number) : null;

    private long? Cost(Link link, RoutingDomain domain, byte algorithm)
    {
        if (RoutingDomain.Of(link.Key) != domain || !_isUp(link))
            return null;
        var isLan = _topology.Nodes[link.From.Value].IsPseudonode;
        if (algorithm < 128)
            return isLan ? 0 : link.Attributes.IgpMetric;
        if (new[] { link.From.Value, link.To.Value }.Any(n => !_topology.Nodes[n].IsPseudonode && Said(n, domain)?.Algorithms.Contains(algorithm) != true))
            return null;
        var metric = isLan ? 0u : Definition(domain, algorithm)?.Metric switch
        {
            FlexAlgoMetric.Te => link.Attributes.TeMetric,
            FlexAlgoMetric.MinimumDelay => link.Attributes.DelayMicroseconds,
            _ => link.Attributes.IgpMetric,
        };
        return metric == Metric.Missing ? null : metric;
    }

    private FlexAlgoDefinition? Definition(RoutingDomain domain, byte algorithm) => _topology.Nodes
        .SelectMany(n => Said(n.Index.Value, domain)?.FlexAlgoDefinitions.Where(d => d.Algorithm == algorithm)
            .Select(d => (Definition: d, Router: n.Keys.First(k => RoutingDomain.Of(k) == domain).RouterId.Value)) ?? [])
        .OrderByDescending(d => d.Definition.Priority).ThenByDescending(d => d.Router).Select(d => d.Definition).FirstOrDefault();

    private IEnumerable<Announcement> Read()
    {
        foreach (var prefix in _topology.Prefixes)
        {
            var (said, domain) = (prefix.Attributes, RoutingDomain.Of(prefix.Key));
            var isOspf = prefix.Key.Node.Protocol == LinkStateProtocol.Ospfv2;
            var kind = isOspf ? (said.IsReadvertised ? 1 : 0)
                : prefix.Key.Node.Protocol == LinkStateProtocol.IsisLevel2 ? 1 : said.IsReadvertised ? 3 : 0;
            var isOwn = _topology.Prefixes.Any(p => p.Node == prefix.Node && p.Key.Prefix == prefix.Key.Prefix && !p.Attributes.IsReadvertised);
            foreach (var sid in said.PrefixSids)
            {
                var listed = Said(prefix.Node.Value, domain)?.Algorithms ?? [];
                if (!listed.IsEmpty && !listed.Contains(sid.Algorithm))
                    continue;
                var metric = (uint?)said.Metric;
                if (sid.Algorithm >= 128 && said.IsReadvertised && Definition(domain, sid.Algorithm)?.UsesPrefixMetric == true)
                    metric = said.FlexAlgoMetrics.Where(m => m.Algorithm == sid.Algorithm).Select(m => (uint?)m.Metric).FirstOrDefault();
                if (metric is { } known)
                    yield return new Announcement(prefix.Node.Value, prefix.Key.Prefix, sid, domain, kind, known, isOwn);
            }
        }
    }
}
