using PceServer.Topology;

namespace PceServer.Forwarding.Routing;

/// <summary>
/// What one routing algorithm sees of a snapshot: a cost for each directed link, <see cref="Unusable"/> where the SPF may not use it. The view that all others
/// are made from has the IGP metrics of every domain side by side; where all links lie in one domain it is what that domain's SPF sees.
/// </summary>
internal sealed class RoutingView
{
    public const uint Unusable = uint.MaxValue;

    private readonly int _domain;
    private (uint Cost, int From)[]? _incoming;

    private RoutingView(TopologySnapshot topology, uint[] cost, int domain, bool[]? noTransit = null)
    {
        Topology = topology;
        Cost = cost;
        _domain = domain;
        NoTransit = noTransit ?? (domain < 0 ? topology.NoTransit : topology.RoutingDomains.NoTransit(domain)).ToArray();
        for (var e = 0; e < cost.Length && !HasFreeLinks; e++)
            HasFreeLinks = cost[e] == 0 && !topology.IsPseudonode[topology.EdgeFrom[e]];
    }

    public TopologySnapshot Topology { get; }

    public uint[] Cost { get; }

    /// <summary>Nodes that are reached but not passed, for they are overloaded in this domain, or drained.</summary>
    public bool[] NoTransit { get; }

    /// <summary>Cost and start of each link in the order of <see cref="TopologySnapshot.InEdges"/>, which is how the SPF reads them.</summary>
    public (uint Cost, int From)[] Incoming => _incoming ?? Interlocked.CompareExchange(ref _incoming, MakeIncoming(), null) ?? _incoming;

    /// <summary>Some link between routers costs nothing, so that equal distance alone does not tell who is nearer.</summary>
    public bool HasFreeLinks { get; }

    /// <summary>The IGP metric of links that both ends announce; peering links are in no IGP (RFC 9086 §4).</summary>
    public static RoutingView Of(TopologySnapshot topology)
    {
        var cost = topology.EdgeIgpMetric.ToArray();
        var reverse = topology.EdgeReverse;
        var hasPeering = topology.Domains.Any(d => d.Protocol == LinkStateProtocol.Bgp);
        for (var e = 0; e < cost.Length; e++)
        {
            if (reverse[e] < 0 || (hasPeering && topology.Domains[topology.EdgeDomain[e]].Protocol == LinkStateProtocol.Bgp))
                cost[e] = Unusable;
        }
        return new RoutingView(topology, cost, OnlyDomain(topology));
    }

    /// <summary>True when this view, made of all links, is what the plane's SPF sees.</summary>
    public bool Shows(RoutingPlane plane) => plane.Algorithm == 0 && _domain >= 0 && Topology.RoutingDomains[_domain] == plane.Domain;

    /// <summary>The same with other costs on some links.</summary>
    public RoutingView With(IEnumerable<(int Edge, uint Cost)> changes)
    {
        var cost = (uint[])Cost.Clone();
        foreach (var (edge, value) in changes)
            cost[edge] = value;
        return new RoutingView(Topology, cost, _domain, NoTransit);
    }

    /// <summary>
    /// One plane of this view: the links of its domain; for a flexible algorithm (RFC 9350 §13) the nodes that take part in it there, and the links and metric
    /// of the definition in force there. Where the feed tells no definition, the IGP metric.
    /// </summary>
    public RoutingView For(RoutingPlane plane)
    {
        var cost = new uint[Cost.Length];
        Array.Fill(cost, Unusable);
        if (!Topology.RoutingDomains.TryFind(plane.Domain, out var domain))
            return new RoutingView(Topology, cost, -1);
        var definition = Topology.RoutingDomains.TryGetFlexAlgo(domain, plane.Algorithm, out var found) ? found : null;
        var inDomain = Topology.EdgeDomain;
        for (var e = 0; e < cost.Length; e++)
        {
            if (inDomain[e] == domain && Cost[e] != Unusable)
                cost[e] = plane.Algorithm == 0 ? Cost[e] : CostUnder(definition, plane.Algorithm, domain, e);
        }
        return new RoutingView(Topology, cost, domain);
    }

    /// <summary>The one domain that all links of IGPs lie in; -1 when there are several, or none.</summary>
    private static int OnlyDomain(TopologySnapshot topology)
    {
        var only = -1;
        for (var d = 0; d < topology.Domains.Length; d++)
        {
            if (topology.Domains[d].Protocol == LinkStateProtocol.Bgp)
                continue;
            if (only >= 0)
                return -1;
            only = d;
        }
        return only;
    }

    private uint CostUnder(FlexAlgoDefinition? definition, byte algorithm, int domain, int edge)
    {
        if (!TakesPart(Topology.EdgeFrom[edge], domain, algorithm) || !TakesPart(Topology.EdgeTo[edge], domain, algorithm))
            return Unusable;
        return definition is null || Topology.IsPseudonode[Topology.EdgeFrom[edge]]
            ? Cost[edge] : CostUnder(definition, Topology.AttributesOf(new EdgeIndex(edge)));
    }

    private bool TakesPart(int node, int domain, byte algorithm) =>
        Topology.IsPseudonode[node] || Topology.RoutingDomains.Participates(new NodeIndex(node), domain, algorithm);

    private static uint CostUnder(FlexAlgoDefinition definition, LinkAttributes announced)
    {
        var link = announced.FlexAlgo ?? announced;
        if (link.AdminGroup.Intersects(definition.ExcludeAny) || !link.AdminGroup.Includes(definition.IncludeAll)
            || (!definition.IncludeAny.IsEmpty && !link.AdminGroup.Intersects(definition.IncludeAny))
            || link.Srlgs.Any(definition.ExcludedSrlgs.Contains))
            return Unusable;
        return definition.Metric switch
        {
            FlexAlgoMetric.Igp => announced.IgpMetric,
            FlexAlgoMetric.MinimumDelay => link.DelayMicroseconds,
            FlexAlgoMetric.Te => link.TeMetric,
            _ => Unusable,
        };
    }

    private (uint Cost, int From)[] MakeIncoming()
    {
        var edges = Topology.InEdges;
        var from = Topology.EdgeFrom;
        var incoming = new (uint, int)[edges.Length];
        for (var i = 0; i < incoming.Length; i++)
            incoming[i] = (Cost[edges[i]], from[edges[i]]);
        return incoming;
    }
}
