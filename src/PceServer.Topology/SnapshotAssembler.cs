using System.Collections.Immutable;
using QuikGraph;

namespace PceServer.Topology;

/// <summary>Turns the builder's graph into the flat arrays of a snapshot: joins half-links, numbers nodes and links, indexes names and addresses.</summary>
internal static class SnapshotAssembler
{
    public static TopologySnapshot Assemble(
        ulong version,
        BidirectionalGraph<NodeKey, TopologyEdge> graph,
        Func<NodeKey, NodeAttributes> attributesOf,
        IEnumerable<(PrefixKey Key, PrefixAttributes Attributes)> prefixes)
    {
        var keys = graph.Vertices.ToArray();
        var indexOf = keys.Select((key, i) => (key, i)).ToDictionary(p => p.key, p => new NodeIndex(p.i));
        var edges = Usable(graph).OrderBy(pair => indexOf[pair.Edge.Source].Value).ToArray();
        var edgeOf = edges.Select((pair, i) => (pair.Edge.Key, i)).ToDictionary(p => p.Key, p => new EdgeIndex(p.i));
        var prefixTable = prefixes.Where(p => indexOf.ContainsKey(p.Key.Node))
            .Select(p => new Prefix(indexOf[p.Key.Node], p.Key, p.Attributes)).ToImmutableArray();
        var sids = NodeSids(keys.Length, prefixTable, i => attributesOf(keys[i]));
        var nodes = keys.Select((key, i) => NodeOf(key, i, attributesOf(key), sids[i])).ToArray();
        var links = edges.Select((pair, i) => new Link(
            new EdgeIndex(i), indexOf[pair.Edge.Source], indexOf[pair.Edge.Target], pair.Edge.Key, pair.Edge.Attributes, edgeOf[pair.Reverse.Key])).ToArray();
        return new TopologySnapshot
        {
            Version = version,
            NodesArray = nodes,
            LinksArray = links,
            Prefixes = prefixTable,
            OutStartArray = Starts(nodes.Length, links.Select(l => l.From.Value)),
            InStartArray = Starts(nodes.Length, links.Select(l => l.To.Value)),
            InEdgesArray = [.. links.OrderBy(l => l.To.Value).Select(l => l.Index.Value)],
            EdgeFromArray = [.. links.Select(l => l.From.Value)],
            EdgeToArray = [.. links.Select(l => l.To.Value)],
            EdgeReverseArray = [.. links.Select(l => l.Reverse?.Value ?? -1)],
            EdgeIgpMetricArray = [.. links.Select(l => nodes[l.From.Value].IsPseudonode ? 0 : l.Attributes.IgpMetric)],
            EdgeTeMetricArray = [.. links.Select(l => nodes[l.From.Value].IsPseudonode ? 0 : l.Attributes.TeMetric)],
            EdgeDelayArray = [.. links.Select(l => nodes[l.From.Value].IsPseudonode ? 0 : l.Attributes.DelayMicroseconds)],
            EdgeAdminGroupArray = [.. links.Select(l => l.Attributes.AdminGroup.Bits0To63)],
            NoTransitArray = [.. nodes.Select(n => n.Attributes.Overloaded)],
            NodeSidsArray = sids,
            NodeByKey = indexOf,
            EdgeByKey = edgeOf,
            NodeByAddress = Addresses(nodes, links, prefixTable),
            NodeByText = Texts(nodes),
        };
    }

    /// <summary>Half-links that have their other half: by addresses, then by identifiers, then by the pair of nodes.</summary>
    private static IEnumerable<(TopologyEdge Edge, TopologyEdge Reverse)> Usable(BidirectionalGraph<NodeKey, TopologyEdge> graph)
    {
        foreach (var edge in graph.Edges)
        {
            if (!graph.TryGetEdges(edge.Target, edge.Source, out var backward))
                continue;
            var reverse = backward.FirstOrDefault(other => IsOtherHalf(edge.Key, other.Key));
            if (reverse is not null)
                yield return (edge, reverse);
        }
    }

    private static bool IsOtherHalf(LinkKey one, LinkKey other)
    {
        if (one.LocalAddress is { } local && one.RemoteAddress is { } remote)
            return other.LocalAddress == remote && other.RemoteAddress == local;
        if (one.LocalIpv6Address is { } local6 && one.RemoteIpv6Address is { } remote6)
            return other.LocalIpv6Address == remote6 && other.RemoteIpv6Address == local6;
        if ((one.LocalIdentifier | one.RemoteIdentifier) != 0)
            return other.LocalIdentifier == one.RemoteIdentifier && other.RemoteIdentifier == one.LocalIdentifier;
        return true;
    }

    private static ImmutableArray<NodeSid>[] NodeSids(int count, ImmutableArray<Prefix> prefixes, Func<int, NodeAttributes> attributesOf)
    {
        var sids = new List<NodeSid>?[count];
        foreach (var prefix in prefixes)
        {
            if (!IsNodePrefix(prefix, attributesOf(prefix.Node.Value)))
                continue;
            foreach (var sid in prefix.Attributes.PrefixSids)
                (sids[prefix.Node.Value] ??= []).Add(new NodeSid(prefix.Node, prefix.Key.Prefix, sid));
        }
        return [.. sids.Select(list => list is null ? ImmutableArray<NodeSid>.Empty : [.. list])];
    }

    private static bool IsNodePrefix(Prefix prefix, NodeAttributes node) =>
        prefix.Key.Prefix.IsHost && !prefix.Attributes.IsAnycast && !prefix.Attributes.IsReadvertised
        && (prefix.Attributes.IsNodePrefix ?? node.RouterIds.Contains(prefix.Key.Prefix.Address));

    private static Node NodeOf(NodeKey key, int index, NodeAttributes attributes, ImmutableArray<NodeSid> sids) =>
        new(new NodeIndex(index), [key], attributes)
        {
            RouterId = attributes.RouterIds.Length > 0 ? attributes.RouterIds[0]
                : sids.Length > 0 ? sids[0].Prefix.Address
                : key.RouterId.Octets == 4 ? IpAddress.V4((uint)key.RouterId.Value) : null,
        };

    private static int[] Starts(int nodes, IEnumerable<int> sortedOrNot)
    {
        var starts = new int[nodes + 1];
        foreach (var node in sortedOrNot)
            starts[node + 1]++;
        for (var i = 0; i < nodes; i++)
            starts[i + 1] += starts[i];
        return starts;
    }

    private static Dictionary<IpAddress, NodeIndex> Addresses(Node[] nodes, Link[] links, ImmutableArray<Prefix> prefixes)
    {
        var owners = new Dictionary<IpAddress, NodeIndex>();
        foreach (var node in nodes)
        {
            foreach (var address in node.Attributes.RouterIds)
                owners.TryAdd(address, node.Index);
            if (node.RouterId is { } routerId)
                owners.TryAdd(routerId, node.Index);
        }
        foreach (var prefix in prefixes.Where(p => p.Key.Prefix.IsHost && !p.Attributes.IsReadvertised && !p.Attributes.IsAnycast))
            owners.TryAdd(prefix.Key.Prefix.Address, prefix.Node);
        foreach (var link in links)
        {
            if (link.Key.LocalAddress is { } address)
                owners.TryAdd(address, link.From);
            if (link.Key.LocalIpv6Address is { } address6)
                owners.TryAdd(address6, link.From);
        }
        return owners;
    }

    private static Dictionary<string, NodeIndex> Texts(Node[] nodes)
    {
        var texts = new Dictionary<string, NodeIndex>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in nodes)
        {
            if (node.Attributes.Name is { } name)
                texts.TryAdd(name, node.Index);
            texts.TryAdd(node.Key.ToString(), node.Index);
        }
        return texts;
    }
}
