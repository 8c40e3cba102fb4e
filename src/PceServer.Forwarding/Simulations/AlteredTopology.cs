using PceServer.Forwarding.Failures;
using PceServer.Topology;

namespace PceServer.Forwarding.Simulations;

/// <summary>Builds the topology of a scenario from a snapshot and tells which of its links are those of the snapshot.</summary>
internal static class AlteredTopology
{
    private const string Source = "scenario";

    public static TopologySnapshot Of(TopologySnapshot topology, Scenario scenario)
    {
        var builder = new TopologyBuilder();
        var drained = scenario.Drains.ToHashSet();
        foreach (var node in topology.Nodes)
        {
            foreach (var key in node.AnnouncedKeys)
            {
                var attributes = AttributesOf(topology, node, key);
                builder.Apply(new NodeChange(Source, key, drained.Contains(node.Index) ? attributes with { Drained = true } : attributes));
            }
        }
        var metrics = scenario.Metrics.ToLookup(m => m.Edge.Value);
        for (var e = 0; e < topology.EdgeCount; e++)
        {
            var edge = new EdgeIndex(e);
            var attributes = metrics[e].Aggregate(topology.AttributesOf(edge), Apply);
            builder.Apply(new LinkChange(Source, topology.KeyOf(edge), attributes));
        }
        foreach (var link in topology.UnusableLinks)
            builder.Apply(new LinkChange(Source, link.Key, link.Attributes));
        foreach (var prefix in topology.Prefixes)
            builder.Apply(new PrefixChange(Source, prefix.Key, prefix.Attributes));
        foreach (var change in scenario.Changes)
            builder.Apply(change with { Source = Source });
        return builder.Flush();
    }

    /// <summary>What the node says of itself in the level or area of the key: overload and algorithms are each one's own.</summary>
    private static NodeAttributes AttributesOf(TopologySnapshot topology, Node node, NodeKey key) =>
        node.Keys.Length > 1 && topology.RoutingDomains.TryFind(RoutingDomain.Of(key), out var domain)
            ? topology.RoutingDomains.AttributesOf(node.Index, domain) ?? node.Attributes : node.Attributes;

    /// <summary>Place of each link of the altered topology in the one before; -1 for new ones.</summary>
    public static int[] EdgesBefore(TopologySnapshot before, TopologySnapshot altered)
    {
        var places = new int[altered.EdgeCount];
        for (var e = 0; e < places.Length; e++)
            places[e] = ReferenceEquals(before, altered) ? e : before.TryFind(altered.KeyOf(new EdgeIndex(e)), out var edge) ? edge.Value : -1;
        return places;
    }

    /// <summary>The request in the numbers of the altered topology; null when one of its nodes is not there.</summary>
    public static TraceRequest? Translate(TopologySnapshot before, TopologySnapshot altered, TraceRequest request) =>
        ReferenceEquals(before, altered) ? request
        : altered.TryFind(before[request.HeadEnd].Key, out var headEnd) && altered.TryFind(before[request.Destination].Key, out var destination)
            ? request with { HeadEnd = headEnd, Destination = destination } : null;

    public static FailureSet Translate(TopologySnapshot before, TopologySnapshot altered, FailureSet failures)
    {
        if (ReferenceEquals(before, altered))
            return failures;
        return failures with
        {
            Links = [.. failures.Links.Select(l => altered.TryFind(before.KeyOf(l), out var edge) ? edge : (EdgeIndex?)null).OfType<EdgeIndex>()],
            Nodes = [.. failures.Nodes.Select(n => altered.TryFind(before[n].Key, out var node) ? node : (NodeIndex?)null).OfType<NodeIndex>()],
        };
    }

    private static LinkAttributes Apply(LinkAttributes link, MetricChange change) => link with
    {
        IgpMetric = change.Igp ?? link.IgpMetric,
        TeMetric = change.Te ?? link.TeMetric,
        DelayMicroseconds = change.DelayMicroseconds ?? link.DelayMicroseconds,
    };
}
