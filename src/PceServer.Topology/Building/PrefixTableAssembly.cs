using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>Sorts the prefixes of a snapshot and finds the node SIDs among them.</summary>
internal static class PrefixTableAssembly
{
    private static readonly Comparison<Prefix> ByKey = static (a, b) => a.Key.CompareTo(b.Key);

    public static PrefixTable Build(IEnumerable<PrefixEntry> entries, IReadOnlyList<Router> routers)
    {
        var sorted = entries.Where(IsShown).Select(Of).ToArray();
        Array.Sort(sorted, ByKey);
        var table = new PrefixTable(sorted, new ImmutableArray<NodeSid>[routers.Count(static r => r.IsKnown)]);
        foreach (var router in routers.Where(static r => r.IsKnown))
            table.NodeSids[router.Index] = SidsOf(router, table);
        return table;
    }

    /// <summary>The table after some prefixes came, went or changed; nodes are numbered as before.</summary>
    public static PrefixTable Patch(PrefixTable table, HashSet<PrefixEntry> changed, HashSet<Router> changedNodes)
    {
        var sorted = Replace(table.Sorted, changed);
        var next = new PrefixTable(sorted, table.NodeSids.AsSpan().ToArray());
        foreach (var router in changed.Select(static p => p.Node.Router!).Concat(changedNodes).Where(static r => r.IsKnown).Distinct())
            next.NodeSids[router.Index] = SidsOf(router, next);
        return next;
    }

    private static bool IsShown(PrefixEntry entry) => entry.Attributes is not null && entry.Node.Router!.IsKnown;

    private static Prefix Of(PrefixEntry entry) => new(new NodeIndex(entry.Node.Router!.Index), entry.Key, entry.Attributes!);

    /// <summary>Copies the runs between the changed places, so that one change in a large table costs a copy and not a sort.</summary>
    private static Prefix[] Replace(Prefix[] old, HashSet<PrefixEntry> changed)
    {
        var entries = changed.ToArray();
        Array.Sort(entries, static (a, b) => a.Key.CompareTo(b.Key));
        var next = new List<Prefix>(old.Length + entries.Length);
        var copied = 0;
        foreach (var entry in entries)
        {
            var place = LowerBound(old, entry.Key);
            // A prefix that went and came again is here twice, once without attributes.
            if (place >= copied)
            {
                next.AddRange(old.AsSpan(copied, place - copied));
                copied = place < old.Length && old[place].Key.Equals(entry.Key) ? place + 1 : place;
            }
            if (IsShown(entry))
                next.Add(Of(entry));
        }
        next.AddRange(old.AsSpan(copied));
        return [.. next];
    }

    private static int LowerBound(Prefix[] sorted, PrefixKey key)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle].Key.CompareTo(key) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>The node SIDs of a router: those of its router id first.</summary>
    private static ImmutableArray<NodeSid> SidsOf(Router router, PrefixTable table)
    {
        var index = new NodeIndex(router.Index);
        var prefixes = table.OfNode(index);
        if (prefixes.IsEmpty)
            return [];
        var node = NodeTableAssembly.Merged(router);
        var sids = new List<NodeSid>(1);
        foreach (var prefix in prefixes)
        {
            if (!PrefixSegments.IsNodePrefix(prefix.Key, prefix.Attributes, node))
                continue;
            foreach (var sid in prefix.Attributes.PrefixSids)
                sids.Add(new NodeSid(index, prefix.Key.Prefix, sid));
        }
        return sids.Count < 2 ? [.. sids] : [.. sids.OrderBy(s => !node.RouterIds.Contains(s.Prefix.Address)).ThenBy(s => s.Sid.Algorithm)];
    }
}
