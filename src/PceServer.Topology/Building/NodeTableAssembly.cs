using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>Makes the nodes of a snapshot from routers with one or several identities.</summary>
internal static class NodeTableAssembly
{
    public static NodeTable Build(IReadOnlyList<Router> routers, PrefixTable prefixes)
    {
        var nodes = new Node[routers.Count(static r => r.IsKnown)];
        var byKey = new Dictionary<NodeKey, NodeIndex>(nodes.Length);
        foreach (var router in routers.Where(static r => r.IsKnown))
        {
            nodes[router.Index] = NodeOf(router, prefixes.NodeSids[router.Index]);
            foreach (var identity in router.Identities)
                byKey.Add(identity.Key, new NodeIndex(router.Index));
        }
        return new NodeTable(nodes, byKey);
    }

    /// <summary>The table after some routers said something else of themselves; numbers stay.</summary>
    public static NodeTable Patch(NodeTable table, IEnumerable<Router> changed, PrefixTable prefixes)
    {
        var nodes = table.Nodes.AsSpan().ToArray();
        foreach (var router in changed)
            nodes[router.Index] = NodeOf(router, prefixes.NodeSids[router.Index]);
        return new NodeTable(nodes, table.ByKey);
    }

    public static NodeAttributes Merged(Router router)
    {
        var merged = router.Identities[0].Attributes ?? NodeAttributes.None;
        for (var i = 1; i < router.Identities.Count; i++)
        {
            if (router.Identities[i].Attributes is { } other)
                merged = merged.Over(other);
        }
        return merged;
    }

    private static Node NodeOf(Router router, ImmutableArray<NodeSid> sids)
    {
        var attributes = Merged(router);
        var key = router.Identities[0].Key;
        ImmutableArray<NodeKey> keys = [.. router.Identities.Select(static i => i.Key)];
        return new Node(new NodeIndex(router.Index), keys, attributes)
        {
            AttributesByKey = [.. router.Identities.Select(static i => i.Attributes)],
            AnnouncedKeys = router.Identities.All(static i => i.Attributes is not null) ? keys
                : [.. router.Identities.Where(static i => i.Attributes is not null).Select(static i => i.Key)],
            RouterId = attributes.RouterIds.Length > 0 ? attributes.RouterIds[0]
                : sids.Length > 0 ? sids[0].Prefix.Address
                : key.RouterId.Octets == 4 ? IpAddress.V4((uint)key.RouterId.Value)
                : key.BgpRouterId != 0 ? IpAddress.V4(key.BgpRouterId) : null,
        };
    }
}
