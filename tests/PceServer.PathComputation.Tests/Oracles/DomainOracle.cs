using PceServer.Topology;

namespace PceServer.PathComputation.Tests.Oracles;

/// <summary>
/// Where routers between domains send packets on a node SID, from scratch and slowly: each router relaxes the links of each of its domains until nothing changes,
/// chooses among what is announced there as its protocol says, and every branch is followed hop by hop.
/// </summary>
internal sealed class DomainOracle(TopologySnapshot topology, byte algorithm = 0)
{
    private readonly Dictionary<(int, RoutingDomain), long[]> _distances = [];
    private readonly Dictionary<(int, int), List<List<int>>> _branches = [];

    /// <summary>Every branch of the node SID of a node, pushed at another; none where it leads nowhere, or some branch is lost.</summary>
    public List<List<int>> Branches(int from, int to)
    {
        if (_branches.TryGetValue((from, to), out var known))
            return known;
        var found = new List<List<int>>();
        var isWhole = topology.TryGetNodeSid(new NodeIndex(to), algorithm, out var sid) && Participates(to) && Follow(from, to, sid, [], found);
        return _branches[(from, to)] = isWhole ? found : [];
    }

    /// <summary>The links that a stack of labels takes, each resolved where the one before it ends; null where one of them means nothing or leads on several ways.</summary>
    public List<int>? Walk(int source, IEnumerable<Label> labels)
    {
        var way = new List<int>();
        var at = source;
        foreach (var label in labels)
        {
            var links = topology.Links.Where(l => l.From.Value == at
                && (l.Attributes.AdjacencySids.Any(s => s.Value == label.Value) || l.Attributes.PeerSids.Any(s => s.Value == label.Value))).Select(l => l.Index.Value).ToList();
            if (links.Count == 0 && topology[new NodeIndex(at)].Attributes.Srgb.TryIndex(label, out var index))
                links = topology.Nodes.Where(n => topology.NodeSids(n.Index).Any(s => s.Sid.Value == index && s.Sid.Algorithm == algorithm))
                    .Select(n => Branches(at, n.Index.Value)).FirstOrDefault(b => b.Count == 1)?[0] ?? [];
            if (links.Count == 0)
                return null;
            way.AddRange(links);
            at = topology.EdgeTo[links[^1]];
        }
        return way;
    }

    /// <summary>Whether the algorithm may use a link.</summary>
    public bool IsUsable(int edge) => topology[new EdgeIndex(edge)].Attributes.PeerSids.Length > 0 || Weight(topology[new EdgeIndex(edge)]) is not null;

    /// <summary>Distance to a prefix over the domains that count; null where it is not reached.</summary>
    public uint? DistanceWithin(int node, IpPrefix prefix, Func<RoutingDomain, bool> counts)
    {
        var best = Offers(node, prefix, 0, 0).Where(o => counts(RoutingDomain.Of(o.Prefix.Key))).Select(o => o.Cost).DefaultIfEmpty(long.MaxValue).Min();
        return best == long.MaxValue ? null : (uint)best;
    }

    /// <summary>Whether a router has a route to a prefix by a SID over the domains that count.</summary>
    public bool Reaches(int node, IpPrefix prefix, uint index, Func<RoutingDomain, bool> counts) =>
        Offers(node, prefix, algorithm, index).Any(o => counts(RoutingDomain.Of(o.Prefix.Key)));

    private bool Follow(int at, int to, NodeSid sid, List<int> way, List<List<int>> found)
    {
        if (at == to)
        {
            found.Add([.. way]);
            return !KeepsLabel(to, sid, RoutingDomain.Of(topology[new EdgeIndex(way[^1])].Key)) || HasLabel(to, sid.Sid);
        }
        var hops = NextHops(at, sid);
        if (hops.Count == 0 || way.Count > topology.NodeCount || !HasLabel(at, sid.Sid))
            return false;
        var isWhole = true;
        foreach (var hop in hops)
        {
            way.Add(hop);
            isWhole = isWhole && Follow(topology.EdgeTo[hop], to, sid, way, found);
            way.RemoveAt(way.Count - 1);
        }
        return isWhole;
    }

    private List<int> NextHops(int at, NodeSid sid)
    {
        var offers = Offers(at, sid.Prefix, algorithm, sid.Sid.Value).ToList();
        if (offers.Count == 0)
            return [];
        var order = offers.OrderBy(o => o.Class).ThenBy(o => o.Cost).First();
        var hops = new HashSet<int>();
        foreach (var offer in offers.Where(o => o.Class == order.Class && o.Cost == order.Cost))
        {
            var domain = RoutingDomain.Of(offer.Prefix.Key);
            foreach (var link in topology.Links.Where(l => l.From.Value == at && RoutingDomain.Of(l.Key) == domain))
            {
                var to = link.To.Value;
                if (Weight(link) is not { } weight || (to != offer.Prefix.Node.Value && IsClosed(to, domain)))
                    continue;
                if (Distances(to, domain)[offer.Prefix.Node.Value] is var rest && rest < long.MaxValue && rest + weight + offer.Metric == offer.Cost)
                    hops.Add(link.Index.Value);
            }
        }
        return [.. hops];
    }

    /// <summary>What a router hears of a prefix in its domains, with the distance to whoever says it.</summary>
    private IEnumerable<(int Class, long Cost, long Metric, Prefix Prefix)> Offers(int node, IpPrefix wanted, byte sidAlgorithm, uint index)
    {
        foreach (var prefix in topology.Prefixes.Where(p => p.Key.Prefix == wanted && p.Node.Value != node))
        {
            var domain = RoutingDomain.Of(prefix.Key);
            if (!topology[new NodeIndex(node)].Keys.Any(k => RoutingDomain.Of(k) == domain))
                continue;
            if (index != 0 && !prefix.Attributes.PrefixSids.Any(s => s.Algorithm == sidAlgorithm && s.Value == index))
                continue;
            var distance = Distances(node, domain)[prefix.Node.Value];
            if (distance == long.MaxValue || MetricOf(prefix, domain) is not { } metric || Class(node, prefix, domain) is not { } rank)
                continue;
            yield return (rank, distance + metric, metric, prefix);
        }
    }

    private long? MetricOf(Prefix prefix, RoutingDomain domain)
    {
        if (algorithm == 0 || !prefix.Attributes.IsReadvertised || Definition(domain) is not { UsesPrefixMetric: true })
            return prefix.Attributes.Metric;
        var own = prefix.Attributes.FlexAlgoMetrics.Where(m => m.Algorithm == algorithm).ToArray();
        return own.Length == 0 ? null : own[0].Metric;
    }

    private int? Class(int node, Prefix prefix, RoutingDomain domain)
    {
        var again = prefix.Attributes.IsReadvertised;
        if (domain.Protocol == LinkStateProtocol.Ospfv2)
        {
            var isBorder = topology[new NodeIndex(node)].Keys.Any(k => k.Protocol == LinkStateProtocol.Ospfv2 && k.Area == 0);
            return !again ? 0 : domain.Area != 0 && isBorder ? null : 1;
        }
        return (domain.Protocol, prefix.Attributes.IsDown) switch
        {
            (LinkStateProtocol.IsisLevel1, false) => 10,
            (LinkStateProtocol.IsisLevel2, _) => 11,
            _ => 13,
        };
    }

    // Relaxes every link again and again, as long as anything gets shorter.
    private long[] Distances(int source, RoutingDomain domain)
    {
        if (_distances.TryGetValue((source, domain), out var known))
            return known;
        var distance = new long[topology.NodeCount];
        Array.Fill(distance, long.MaxValue);
        distance[source] = 0;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var link in topology.Links.Where(l => RoutingDomain.Of(l.Key) == domain))
            {
                var (from, to) = (link.From.Value, link.To.Value);
                if (distance[from] == long.MaxValue || (from != source && IsClosed(from, domain)) || Weight(link) is not { } weight || distance[from] + weight >= distance[to])
                    continue;
                distance[to] = distance[from] + weight;
                changed = true;
            }
        }
        return _distances[(source, domain)] = distance;
    }

    private uint? Weight(Link link)
    {
        if (algorithm == 0)
            return link.Attributes.IgpMetric;
        var domain = RoutingDomain.Of(link.Key);
        if (!Participates(link.From.Value, domain) || !Participates(link.To.Value, domain))
            return null;
        return Definition(domain) switch
        {
            null => link.Attributes.IgpMetric,
            var d when !Admits(d, link.Attributes) => null,
            { Metric: FlexAlgoMetric.Te } => link.Attributes.TeMetric,
            { Metric: FlexAlgoMetric.MinimumDelay } => link.Attributes.DelayMicroseconds == Metric.Missing ? null : link.Attributes.DelayMicroseconds,
            _ => link.Attributes.IgpMetric,
        };
    }

    private static bool Admits(FlexAlgoDefinition definition, LinkAttributes link)
    {
        var colours = link.AdminGroup.Bits0To63;
        return (colours & definition.ExcludeAny.Bits0To63) == 0 && (definition.IncludeAny.IsEmpty || (colours & definition.IncludeAny.Bits0To63) != 0)
            && (colours & definition.IncludeAll.Bits0To63) == definition.IncludeAll.Bits0To63 && !link.Srlgs.Any(definition.ExcludedSrlgs.Contains);
    }

    private FlexAlgoDefinition? Definition(RoutingDomain domain) => Said(domain)
        .SelectMany(s => s.Attributes.FlexAlgoDefinitions.Where(d => d.Algorithm == algorithm).Select(d => (d, s.Key.RouterId.Value)))
        .OrderByDescending(x => x.d.Priority).ThenByDescending(x => x.Value).Select(x => x.d).FirstOrDefault();

    private IEnumerable<(NodeKey Key, NodeAttributes Attributes)> Said(RoutingDomain domain) => topology.Nodes
        .SelectMany(n => n.Keys.Where(k => RoutingDomain.Of(k) == domain).Select(k => (k, topology.RoutingDomains.AttributesOf(n.Index, Number(domain))!)));

    private bool Participates(int node) => topology[new NodeIndex(node)].Attributes.Algorithms.Contains(algorithm) || algorithm == 0;

    private bool Participates(int node, RoutingDomain domain) =>
        topology.RoutingDomains.AttributesOf(new NodeIndex(node), Number(domain))?.Algorithms.Contains(algorithm) == true;

    private bool IsClosed(int node, RoutingDomain domain) => topology.RoutingDomains.AttributesOf(new NodeIndex(node), Number(domain)) is { Overloaded: true };

    private int Number(RoutingDomain domain) => topology.RoutingDomains.TryFind(domain, out var number) ? number : throw new KeyNotFoundException($"{domain}");

    private bool HasLabel(int node, PrefixSid sid) => Participates(node) && topology.TryGetLabel(new NodeIndex(node), sid, out _);

    private bool KeepsLabel(int to, NodeSid sid, RoutingDomain over) => topology.PrefixesOf(new NodeIndex(to)).ToArray()
        .Where(p => p.Key.Prefix == sid.Prefix && RoutingDomain.Of(p.Key) == over)
        .SelectMany(p => p.Attributes.PrefixSids).Any(s => s.Value == sid.Sid.Value && s.Flags.HasFlag(PrefixSidFlags.NoPenultimateHopPopping));
}
