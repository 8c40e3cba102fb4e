namespace PceServer.Topology;

/// <summary>
/// What is different between two snapshots, as events: nodes, then links, then prefixes. The two need not follow one another, so whoever
/// missed some gets the sum of them. What the two share is not looked at.
/// </summary>
public static class TopologyDiff
{
    public static IReadOnlyList<TopologyEvent> Between(TopologySnapshot older, TopologySnapshot newer)
    {
        var events = new List<TopologyEvent>();
        if (!ReferenceEquals(older.NodeTable, newer.NodeTable))
            Nodes(older, newer, events);
        if (!ReferenceEquals(older.Columns, newer.Columns))
        {
            if (newer.HasLinksOf(older))
                Attributes(older, newer, events);
            else if (newer.HasNodesOf(older))
                LinksByNode(older, newer, events);
            else
                Links(older, newer, events);
        }
        if (!ReferenceEquals(older.PrefixTable, newer.PrefixTable))
            Prefixes(older.PrefixTable.Sorted, newer.PrefixTable.Sorted, events);
        return events;
    }

    private static void Nodes(TopologySnapshot older, TopologySnapshot newer, List<TopologyEvent> events)
    {
        // A node is the one that has its principal key now; where two became one, the second is gone.
        var isOld = new bool[newer.NodeCount];
        foreach (var node in older.NodeTable.Nodes)
        {
            if (!newer.TryFind(node.Key, out var now) || isOld[now.Value])
            {
                events.Add(new NodeEvent(TopologyEventKind.Removed, node));
                continue;
            }
            isOld[now.Value] = true;
            if (Differences(node, newer[now]) is not NodeAspects.None and var aspects)
                events.Add(new NodeEvent(TopologyEventKind.Changed, newer[now], aspects));
        }
        foreach (var node in newer.NodeTable.Nodes)
        {
            if (!isOld[node.Index.Value])
                events.Add(new NodeEvent(TopologyEventKind.Added, node));
        }
    }

    private static NodeAspects Differences(Node a, Node b) => ReferenceEquals(a, b) ? NodeAspects.None
        : a.Attributes.DifferencesFrom(b.Attributes)
            | (a.Keys.AsSpan().SequenceEqual(b.Keys.AsSpan())
                && a.AnnouncedKeys.AsSpan().SequenceEqual(b.AnnouncedKeys.AsSpan()) ? 0 : NodeAspects.Identities)
            | (a.RouterId == b.RouterId ? 0 : NodeAspects.RouterIds)
            | ByIdentity(a, b);

    /// <summary>What differs in one level or area alone, where another hides it in the sum.</summary>
    private static NodeAspects ByIdentity(Node a, Node b)
    {
        var aspects = NodeAspects.None;
        for (var i = 0; i < a.AttributesByKey.Length && a.AttributesByKey.Length == b.AttributesByKey.Length && a.Keys.Length > 1; i++)
        {
            if (a.AttributesByKey[i] is { } before && b.AttributesByKey[i] is { } after)
                aspects |= before.DifferencesFrom(after);
        }
        return aspects;
    }

    private static void Attributes(TopologySnapshot older, TopologySnapshot newer, List<TopologyEvent> events)
    {
        var (before, after) = (older.Columns.Attributes, newer.Columns.Attributes);
        for (var e = 0; e < after.Length; e++)
        {
            if (before[e].DifferencesFrom(after[e]) is not LinkAspects.None and var aspects)
                events.Add(new LinkEvent(TopologyEventKind.Changed, newer.LinkTable.Keys[e], after[e], aspects));
        }
    }

    /// <summary>With the same nodes, links stand in the same order in both.</summary>
    private static void LinksByNode(TopologySnapshot older, TopologySnapshot newer, List<TopologyEvent> events)
    {
        var (before, after) = (older.LinkTable, newer.LinkTable);
        for (var n = 0; n < newer.NodeCount; n++)
        {
            var (b, a) = (before.OutStart[n], after.OutStart[n]);
            while (b < before.OutStart[n + 1] || a < after.OutStart[n + 1])
            {
                var order = b == before.OutStart[n + 1] ? 1 : a == after.OutStart[n + 1] ? -1 : Order(before, b, after, a);
                if (order < 0)
                    events.Add(new LinkEvent(TopologyEventKind.Removed, before.Keys[b], older.Columns.Attributes[b++]));
                else if (order > 0)
                    events.Add(new LinkEvent(TopologyEventKind.Added, after.Keys[a], newer.Columns.Attributes[a++]));
                else
                    Changed(older, b++, newer, a++, events);
            }
        }
    }

    private static int Order(LinkTable before, int b, LinkTable after, int a) => ReferenceEquals(before.Keys[b], after.Keys[a]) ? 0
        : before.To[b].CompareTo(after.To[a]) is not 0 and var order ? order : before.Keys[b].CompareTo(after.Keys[a]);

    private static void Changed(TopologySnapshot older, int then, TopologySnapshot newer, int now, List<TopologyEvent> events)
    {
        var (before, after) = (older.Columns.Attributes[then], newer.Columns.Attributes[now]);
        if ((before.DifferencesFrom(after) | Reverse(older, then, newer, now)) is not LinkAspects.None and var aspects)
            events.Add(new LinkEvent(TopologyEventKind.Changed, newer.LinkTable.Keys[now], after, aspects));
    }

    private static void Links(TopologySnapshot older, TopologySnapshot newer, List<TopologyEvent> events)
    {
        // Half-links keep their key object as long as they are announced: nearly all are found by reference.
        var before = new Dictionary<LinkKey, int>(older.EdgeCount);
        for (var e = 0; e < older.EdgeCount; e++)
            before.Add(older.LinkTable.Keys[e], e);
        for (var e = 0; e < newer.EdgeCount; e++)
        {
            var (key, now) = (newer.LinkTable.Keys[e], newer.Columns.Attributes[e]);
            if (!before.Remove(key, out var then))
                events.Add(new LinkEvent(TopologyEventKind.Added, key, now));
            else
                Changed(older, then, newer, e, events);
        }
        foreach (var (key, then) in before.OrderBy(static b => b.Value))
            events.Add(new LinkEvent(TopologyEventKind.Removed, key, older.Columns.Attributes[then]));
    }

    private static LinkAspects Reverse(TopologySnapshot older, int then, TopologySnapshot newer, int now)
    {
        var (before, after) = (older.LinkTable.Reverse[then], newer.LinkTable.Reverse[now]);
        var isSame = before < 0 || after < 0 ? before == after : older.LinkTable.Keys[before].Equals(newer.LinkTable.Keys[after]);
        return isSame ? LinkAspects.None : LinkAspects.Reverse;
    }

    private static void Prefixes(Prefix[] before, Prefix[] after, List<TopologyEvent> events)
    {
        int b = 0, a = 0;
        while (b < before.Length || a < after.Length)
        {
            var order = b == before.Length ? 1 : a == after.Length ? -1 : ReferenceEquals(before[b], after[a]) ? 0
                : before[b].Key.CompareTo(after[a].Key);
            if (order < 0)
                events.Add(new PrefixEvent(TopologyEventKind.Removed, before[b].Key, before[b++].Attributes));
            else if (order > 0)
                events.Add(new PrefixEvent(TopologyEventKind.Added, after[a].Key, after[a++].Attributes));
            else if (before[b++].Attributes.DifferencesFrom(after[a++].Attributes) is not PrefixAspects.None and var aspects)
                events.Add(new PrefixEvent(TopologyEventKind.Changed, after[a - 1].Key, after[a - 1].Attributes, aspects));
        }
    }
}
