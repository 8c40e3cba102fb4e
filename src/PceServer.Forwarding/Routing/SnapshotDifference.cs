using PceServer.Topology;

namespace PceServer.Forwarding.Routing;

/// <summary>What differs between two snapshots as far as routes go. Node numbers are comparable only when <see cref="SameNodes"/>.</summary>
internal sealed record SnapshotDifference(RoutingView View, bool SameNodes, bool SameTransit, bool SamePrefixes, EdgeChange[] Changes)
{
    public static SnapshotDifference Between(RoutingView before, TopologySnapshot after)
    {
        var old = before.Topology;
        var view = RoutingView.Of(after);
        if (!HaveSameNodes(old, after))
            return new SnapshotDifference(view, false, false, false, []);
        return new SnapshotDifference(
            view, true, old.NoTransit.SequenceEqual(after.NoTransit) && HaveSameAlgorithms(old, after), HaveSamePrefixes(old, after), LinkChanges(before, view));
    }

    private static bool HaveSameNodes(TopologySnapshot one, TopologySnapshot other)
    {
        if (one.NodeCount != other.NodeCount)
            return false;
        for (var n = 0; n < one.NodeCount; n++)
        {
            var (a, b) = (one.Nodes[n], other.Nodes[n]);
            if (!ReferenceEquals(a, b) && !a.Keys.AsSpan().SequenceEqual(b.Keys.AsSpan()))
                return false;
        }
        return true;
    }

    private static bool HaveSameAlgorithms(TopologySnapshot one, TopologySnapshot other)
    {
        for (var n = 0; n < one.NodeCount; n++)
        {
            var (a, b) = (one.Nodes[n].Attributes.Algorithms, other.Nodes[n].Attributes.Algorithms);
            if (a != b && !a.AsSpan().SequenceEqual(b.AsSpan()))
                return false;
        }
        return true;
    }

    private static bool HaveSamePrefixes(TopologySnapshot one, TopologySnapshot other)
    {
        if (one.Prefixes.Length != other.Prefixes.Length)
            return false;
        for (var p = 0; p < one.Prefixes.Length; p++)
        {
            var (a, b) = (one.Prefixes[p], other.Prefixes[p]);
            if (ReferenceEquals(a, b))
                continue;
            if (a.Node != b.Node || !ReferenceEquals(a.Attributes, b.Attributes) || (!ReferenceEquals(a.Key, b.Key) && a.Key != b.Key))
                return false;
        }
        return true;
    }

    /// <summary>Node by node: links that stand in the same place are compared at once, the others are looked up.</summary>
    private static EdgeChange[] LinkChanges(RoutingView before, RoutingView after)
    {
        var changes = new List<EdgeChange>();
        var (old, now) = (before.Topology, after.Topology);
        for (var n = 0; n < old.NodeCount; n++)
        {
            var (a, b) = (old.OutStart[n], now.OutStart[n]);
            var (aEnd, bEnd) = (old.OutStart[n + 1], now.OutStart[n + 1]);
            while (a < aEnd && b < bEnd && SameLink(old.Links[a], now.Links[b]))
                Compare(changes, n, now.EdgeTo[b], before.Cost[a++], after.Cost[b++]);
            if (a < aEnd || b < bEnd)
                CompareRest(changes, before, after, n, (a, aEnd), (b, bEnd));
        }
        return [.. changes];
    }

    private static void CompareRest(List<EdgeChange> changes, RoutingView before, RoutingView after, int node, (int From, int To) old, (int From, int To) now)
    {
        var rest = new Dictionary<LinkKey, int>();
        for (var e = now.From; e < now.To; e++)
            rest[after.Topology.Links[e].Key] = e;
        for (var e = old.From; e < old.To; e++)
        {
            var to = before.Topology.EdgeTo[e];
            if (rest.Remove(before.Topology.Links[e].Key, out var twin))
                Compare(changes, node, to, before.Cost[e], after.Cost[twin]);
            else
                Compare(changes, node, to, before.Cost[e], RoutingView.Unusable);
        }
        foreach (var e in rest.Values)
            Compare(changes, node, after.Topology.EdgeTo[e], RoutingView.Unusable, after.Cost[e]);
    }

    private static bool SameLink(Link one, Link other) =>
        one.To == other.To && (ReferenceEquals(one, other) || ReferenceEquals(one.Key, other.Key) || one.Key == other.Key);

    private static void Compare(List<EdgeChange> changes, int from, int to, uint before, uint after)
    {
        if (before != after)
            changes.Add(new EdgeChange(from, to, before, after));
    }
}
