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
            .Select(p => new Prefix(indexOf[p.Key.Node], p.Key, p.Attributes)).ToArray();
        Array.Sort(prefixTable, static (a, b) => a.Key.CompareTo(b.Key));
        var sids = NodeSids(keys.Length, prefixTable, i => attributesOf(keys[i]));
        var nodes = keys.Select((key, i) => NodeOf(key, i, attributesOf(key), sids[i])).ToArray();
        var nodeTable = new NodeTable(nodes, indexOf);
        var domains = edges.Select(p => RoutingDomain.Of(p.Edge.Key)).Distinct().ToArray();
        var linkTable = new LinkTable
        {
            OutStart = Starts(nodes.Length, edges.Select(p => indexOf[p.Edge.Source].Value)),
            From = [.. edges.Select(p => indexOf[p.Edge.Source].Value)],
            To = [.. edges.Select(p => indexOf[p.Edge.Target].Value)],
            Reverse = [.. edges.Select(p => edgeOf[p.Reverse.Key].Value)],
            Domain = [.. edges.Select(p => (ushort)Array.IndexOf(domains, RoutingDomain.Of(p.Edge.Key)))],
            Domains = domains,
            Keys = [.. edges.Select(p => p.Edge.Key)],
        };
        return new TopologySnapshot
        {
            Version = version,
            NodeTable = nodeTable,
            LinkTable = linkTable,
            Columns = new LinkColumns(linkTable, nodeTable.IsPseudonode, [.. edges.Select(p => p.Edge.Attributes)]),
            PrefixTable = new PrefixTable(prefixTable, sids),
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

    private static ImmutableArray<NodeSid>[] NodeSids(int count, Prefix[] prefixes, Func<int, NodeAttributes> attributesOf)
    {
        var sids = new List<NodeSid>?[count];
        foreach (var prefix in prefixes)
        {
            if (!PrefixSegments.IsNodePrefix(prefix.Key, prefix.Attributes, attributesOf(prefix.Node.Value)))
                continue;
            foreach (var sid in prefix.Attributes.PrefixSids)
                (sids[prefix.Node.Value] ??= []).Add(new NodeSid(prefix.Node, prefix.Key.Prefix, sid));
        }
        return [.. sids.Select(list => list is null ? ImmutableArray<NodeSid>.Empty : [.. list])];
    }

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
}
