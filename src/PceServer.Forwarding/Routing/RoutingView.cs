using PceServer.Topology;

namespace PceServer.Forwarding.Routing;

/// <summary>What one routing algorithm sees of a snapshot: a cost for each directed link, <see cref="Unusable"/> where the SPF may not use it.</summary>
internal sealed class RoutingView
{
    public const uint Unusable = uint.MaxValue;

    /// <summary>IS-IS leaves links of this metric out of the SPF (RFC 5305 §3).</summary>
    private const uint IsisMaximumLinkMetric = 0xFFFFFF;

    private RoutingView(TopologySnapshot topology, uint[] cost)
    {
        Topology = topology;
        Cost = cost;
        for (var e = 0; e < cost.Length && !HasFreeLinks; e++)
            HasFreeLinks = cost[e] == 0 && !topology.Nodes[topology.EdgeFrom[e]].IsPseudonode;
    }

    public TopologySnapshot Topology { get; }

    public uint[] Cost { get; }

    /// <summary>Some link between routers costs nothing, so that equal distance alone does not tell who is nearer.</summary>
    public bool HasFreeLinks { get; }

    public static RoutingView Of(TopologySnapshot topology)
    {
        var cost = topology.EdgeIgpMetric.ToArray();
        var links = topology.Links;
        for (var e = 0; e < cost.Length; e++)
        {
            if (cost[e] >= IsisMaximumLinkMetric && !InSpf(cost[e], links[e].Key.Local.Protocol))
                cost[e] = Unusable;
            else if (topology.EdgeReverse[e] < 0 || links[e].Key.Local.Protocol == LinkStateProtocol.Bgp)
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

    /// <summary>The same for those nodes alone that take part in an algorithm.</summary>
    public RoutingView Only(Func<int, bool> takesPart)
    {
        var cost = (uint[])Cost.Clone();
        for (var e = 0; e < cost.Length; e++)
        {
            if (!takesPart(Topology.EdgeFrom[e]) || !takesPart(Topology.EdgeTo[e]))
                cost[e] = Unusable;
        }
        return new RoutingView(Topology, cost);
    }

    private static bool InSpf(uint metric, LinkStateProtocol protocol) =>
        metric != Metric.Missing && !(protocol is LinkStateProtocol.IsisLevel1 or LinkStateProtocol.IsisLevel2 && metric == IsisMaximumLinkMetric);
}
