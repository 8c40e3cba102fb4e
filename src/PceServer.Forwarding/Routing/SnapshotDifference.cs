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
            view, true, HaveSameTransit(old, after), HaveSamePrefixes(old, after) && SayTheSameOfPrefixes(old, after),
            LinkChanges(before, view));
    }

    private static bool HaveSameNodes(TopologySnapshot one, TopologySnapshot other)
    {
        if (one.HasNodesOf(other))
            return true;
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

    private static bool HaveSamePrefixes(TopologySnapshot one, TopologySnapshot other)
    {
        var mine = one.Prefixes.AsSpan();
        var theirs = other.Prefixes.AsSpan();
        if (mine == theirs)
            return true;
        if (mine.Length != theirs.Length)
            return false;
        for (var p = 0; p < mine.Length; p++)
        {
            var (a, b) = (mine[p], theirs[p]);
            if (!ReferenceEquals(a, b) && (a.Node != b.Node || a.Key != b.Key || a.Attributes != b.Attributes))
                return false;
        }
        return true;
    }

    private static bool HaveSameTransit(TopologySnapshot one, TopologySnapshot other)
    {
        var (before, after) = (one.RoutingDomains, other.RoutingDomains);
        if (ReferenceEquals(before, after))
            return true;
        if (before.Count != after.Count || !one.NoTransit.SequenceEqual(other.NoTransit))
            return false;
        for (var d = 0; d < before.Count; d++)
        {
            if (before[d] != after[d] || (before.Count > 1 && !before.NoTransit(d).SequenceEqual(after.NoTransit(d))))
                return false;
        }
        return true;
    }

    /// <summary>What nodes say that bears on prefixes: as mapping servers, and of algorithms.</summary>
    private static bool SayTheSameOfPrefixes(TopologySnapshot one, TopologySnapshot other)
    {
        for (var n = 0; n < one.NodeCount; n++)
        {
            if (ReferenceEquals(one.Nodes[n], other.Nodes[n]))
                continue;
            var (before, after) = (one.Nodes[n].Attributes, other.Nodes[n].Attributes);
            // Of a node that is in several domains the sum may be the same where the parts are not.
            if (before.SrmsPreference != after.SrmsPreference || !before.FlexAlgoDefinitions.IsEmpty || !after.FlexAlgoDefinitions.IsEmpty
                || !before.Algorithms.AsSpan().SequenceEqual(after.Algorithms.AsSpan()) || one.Nodes[n].Keys.Length > 1)
                return false;
        }
        return true;
    }

    /// <summary>Node by node: links that stand in the same place are compared at once, the others are looked up.</summary>
    private static EdgeChange[] LinkChanges(RoutingView before, RoutingView after)
    {
        var changes = new List<EdgeChange>();
        var (old, now) = (before.Topology, after.Topology);
        if (old.HasLinksOf(now) && before.Cost.AsSpan().SequenceEqual(after.Cost))
            return [];
        for (var n = 0; n < old.NodeCount; n++)
        {
            var (a, b) = (old.OutStart[n], now.OutStart[n]);
            var (aEnd, bEnd) = (old.OutStart[n + 1], now.OutStart[n + 1]);
            while (a < aEnd && b < bEnd && (old.HasLinksOf(now) || SameLink(old, a, now, b)))
                Compare(changes, now, b, before.Cost[a++], after.Cost[b++]);
            if (a < aEnd || b < bEnd)
                CompareRest(changes, before, after, (a, aEnd), (b, bEnd));
        }
        return [.. changes];
    }

    private static void CompareRest(
        List<EdgeChange> changes, RoutingView before, RoutingView after, (int From, int To) old, (int From, int To) now)
    {
        var rest = new Dictionary<LinkKey, int>();
        for (var e = now.From; e < now.To; e++)
            rest[after.Topology.KeyOf(new EdgeIndex(e))] = e;
        for (var e = old.From; e < old.To; e++)
        {
            var cost = rest.Remove(before.Topology.KeyOf(new EdgeIndex(e)), out var twin) ? after.Cost[twin] : RoutingView.Unusable;
            Compare(changes, before.Topology, e, before.Cost[e], cost);
        }
        foreach (var e in rest.Values)
            Compare(changes, after.Topology, e, RoutingView.Unusable, after.Cost[e]);
    }

    private static bool SameLink(TopologySnapshot one, int a, TopologySnapshot other, int b) =>
        one.EdgeTo[a] == other.EdgeTo[b] && one.KeyOf(new EdgeIndex(a)) == other.KeyOf(new EdgeIndex(b));

    private static void Compare(List<EdgeChange> changes, TopologySnapshot topology, int edge, uint before, uint after)
    {
        if (before != after)
            changes.Add(Of(topology, edge, before, after));
    }

    /// <summary>A change of the cost of one link.</summary>
    public static EdgeChange Of(TopologySnapshot topology, int edge, uint before, uint after) =>
        new(topology.EdgeFrom[edge], topology.EdgeTo[edge], before, after, topology.Domains[topology.EdgeDomain[edge]]);
}
