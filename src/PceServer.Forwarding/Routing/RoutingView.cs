using PceServer.Topology;

namespace PceServer.Forwarding.Routing;

/// <summary>What one routing algorithm sees of a snapshot: a cost for each directed link, <see cref="Unusable"/> where the SPF may not use it.</summary>
internal sealed class RoutingView
{
    public const uint Unusable = uint.MaxValue;

    private (uint Cost, int From)[]? _incoming;

    private RoutingView(TopologySnapshot topology, uint[] cost)
    {
        Topology = topology;
        Cost = cost;
        HasSeveralTopologies = topology.Domains.Any(d => d.MultiTopologyId != 0);
        for (var e = 0; e < cost.Length && !HasFreeLinks; e++)
            HasFreeLinks = cost[e] == 0 && !topology.IsPseudonode[topology.EdgeFrom[e]];
    }

    public TopologySnapshot Topology { get; }

    public uint[] Cost { get; }

    /// <summary>Cost and start of each link in the order of <see cref="TopologySnapshot.InEdges"/>, which is how the SPF reads them.</summary>
    public (uint Cost, int From)[] Incoming => _incoming ?? Interlocked.CompareExchange(ref _incoming, MakeIncoming(), null) ?? _incoming;

    /// <summary>The links are of more than the one topology that nearly every network has.</summary>
    public bool HasSeveralTopologies { get; }

    /// <summary>Some link between routers costs nothing, so that equal distance alone does not tell who is nearer.</summary>
    public bool HasFreeLinks { get; }

    /// <summary>The IGP metric of links that both ends announce.</summary>
    public static RoutingView Of(TopologySnapshot topology)
    {
        var cost = topology.EdgeIgpMetric.ToArray();
        var reverse = topology.EdgeReverse;
        var hasPeering = topology.Domains.Any(d => d.Protocol == LinkStateProtocol.Bgp);
        for (var e = 0; e < cost.Length; e++)
        {
            if (reverse[e] < 0 || (hasPeering && IsPeering(topology, e)))
                cost[e] = Unusable;
        }
        return new RoutingView(topology, cost);
    }

    /// <summary>The same with other costs on some links.</summary>
    public RoutingView With(IEnumerable<(int Edge, uint Cost)> changes)
    {
        var cost = (uint[])Cost.Clone();
        foreach (var (edge, value) in changes)
            cost[edge] = value;
        return new RoutingView(Topology, cost);
    }

    /// <summary>
    /// One plane of this view: the links of its topology; for a flexible algorithm (RFC 9350 §13) the nodes that take part, and the links and metric of the
    /// definition in force. Where the feed tells no definition, the IGP metric.
    /// </summary>
    public RoutingView For(RoutingPlane plane)
    {
        var cost = (uint[])Cost.Clone();
        var algorithm = plane.Algorithm;
        var definition = Topology.TryGetFlexAlgo(algorithm, out var found) ? found : null;
        for (var e = 0; e < cost.Length; e++)
        {
            if (Topology.Domains[Topology.EdgeDomain[e]].MultiTopologyId != plane.MultiTopologyId)
                cost[e] = Unusable;
            else if (algorithm == 0)
                continue;
            else if (!TakesPart(Topology.EdgeFrom[e], algorithm) || !TakesPart(Topology.EdgeTo[e], algorithm))
                cost[e] = Unusable;
            else if (definition is not null && cost[e] != Unusable && !Topology.IsPseudonode[Topology.EdgeFrom[e]])
                cost[e] = CostUnder(definition, Topology.AttributesOf(new EdgeIndex(e)));
        }
        return new RoutingView(Topology, cost);
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

    private bool TakesPart(int node, byte algorithm) => Topology.IsPseudonode[node] || Topology.Participates(new NodeIndex(node), algorithm);

    private static bool IsPeering(TopologySnapshot topology, int edge) => topology.Domains[topology.EdgeDomain[edge]].Protocol == LinkStateProtocol.Bgp;

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
}
