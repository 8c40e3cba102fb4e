using PceServer.Topology;

namespace PceServer.PathComputation.Tests.Oracles;

/// <summary>Answers by trying everything: every simple path, every cut of it into segments. Written apart from the code under test, and slow.</summary>
internal sealed class BruteForce(TopologySnapshot topology, PathRequest request, NetworkOverlay overlay)
{
    private readonly Dictionary<(int, int), List<List<int>>> _shortest = [];

    /// <summary>Where node SIDs lead from node to node, in networks where that is not over the shortest paths of the whole.</summary>
    public Func<int, int, List<List<int>>>? Routes { get; init; }

    /// <summary>A further condition on links.</summary>
    public Func<int, bool> IsUsable { get; init; } = _ => true;

    /// <summary>Paths that one binding SID at their beginning covers.</summary>
    public List<List<int>> Covered { get; init; } = [];

    /// <param name="Soft">Links on which the path treads on something that it should keep away from if it can.</param>
    public sealed record Answer(List<int> Edges, ulong[] Cost, int Sids, int Soft = 0);

    /// <summary>Every admissible path that some list of SIDs forces within the limits, best first.</summary>
    public List<Answer> All()
    {
        var answers = new List<Answer>();
        foreach (var path in SimplePaths(request.Source.Value, request.Destination.Value, IsAllowed))
        {
            if (!KeepsBounds(path) || !PassesInclusions(path))
                continue;
            var sids = FewestSids(path);
            if (sids is { } count && count <= Limit(path[0]))
                answers.Add(new Answer(path, CostOf(path), count, request.Constraints.Exclusions.Where(e => e.IsSoft && !IsEnd(e)).Sum(e => path.Count(edge => Touches(e.Element, edge)))));
        }
        return [.. answers.OrderBy(a => a.Soft).ThenBy(a => a.Cost, Comparer<ulong[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y))).ThenBy(a => a.Sids)];
    }

    public bool IsAllowed(int edge)
    {
        var link = topology[new EdgeIndex(edge)];
        var attributes = link.Attributes;
        var constraints = request.Constraints;
        if (!IsUsable(edge))
            return false;
        foreach (var metric in constraints.Bounds.Select(b => b.Metric).Where(m => m != PathMetric.SidDepth).Append(request.Objective))
        {
            if (Value(edge, metric) is null)
                return false;
        }
        if (constraints.Exclusions.Any(e => !e.IsSoft && Touches(e.Element, edge)))
            return false;
        if (topology[link.From].IsPseudonode)
            return true;
        var color = attributes.AdminGroup.Bits0To63;
        if ((color & constraints.ExcludeAny.Bits0To63) != 0 || (constraints.IncludeAll.Bits0To63 & ~color) != 0
            || (constraints.IncludeAny.Bits0To63 != 0 && (color & constraints.IncludeAny.Bits0To63) == 0))
            return false;
        var left = attributes.UnreservedBandwidth.Length > constraints.SetupPriority
            ? (long?)attributes.UnreservedBandwidth[constraints.SetupPriority] - (long)overlay.BookedBandwidth.GetValueOrDefault(link.Key) : null;
        return constraints.BandwidthBytesPerSecond == 0 || left >= (long)constraints.BandwidthBytesPerSecond;
    }

    /// <summary>Objective, then tie-breakers; one of these that a link does not tell counts the most that any link tells.</summary>
    public ulong[] CostOf(IEnumerable<int> path) =>
        [Sum(path, request.Objective)!.Value, .. request.TieBreakers.Select(m => path.Aggregate(0UL, (sum, e) => sum + (Value(e, m) ?? Most(m))))];

    public ulong? Sum(IEnumerable<int> path, PathMetric metric) => path.Aggregate((ulong?)0, (sum, edge) => sum + Value(edge, metric));

    public List<List<int>> SimplePaths(int from, int to, Func<int, bool> isAllowed)
    {
        var found = new List<List<int>>();
        var path = new List<int>();
        var visited = new HashSet<int> { from };
        Walk(from);
        return found;

        void Walk(int at)
        {
            if (at == to)
            {
                found.Add([.. path]);
                return;
            }
            if (at != from && topology.NoTransit[at])
                return;
            for (var edge = topology.OutStart[at]; edge < topology.OutStart[at + 1]; edge++)
            {
                var next = topology.EdgeTo[edge];
                if (!isAllowed(edge) || TurnsBack(path, edge) || !visited.Add(next))
                    continue;
                path.Add(edge);
                Walk(next);
                path.RemoveAt(path.Count - 1);
                visited.Remove(next);
            }
        }
    }

    // In and out again over links of a domain in which the router is closed to transit.
    private bool TurnsBack(List<int> path, int edge) => path.Count > 0 && topology.EdgeDomain[path[^1]] == topology.EdgeDomain[edge]
        && topology.RoutingDomains.NoTransit(topology.EdgeDomain[edge])[topology.EdgeFrom[edge]];

    /// <summary>All shortest paths of the routers themselves.</summary>
    public List<List<int>> Shortest(int from, int to)
    {
        if (Routes is not null)
            return Routes(from, to);
        if (!_shortest.TryGetValue((from, to), out var paths))
        {
            var all = SimplePaths(from, to, e => Value(e, PathMetric.Igp) is not null);
            var least = all.Count == 0 ? 0 : all.Min(p => Sum(p, PathMetric.Igp));
            _shortest[(from, to)] = paths = [.. all.Where(p => Sum(p, PathMetric.Igp) == least)];
        }
        return paths;
    }

    public int? FewestSids(List<int> path)
    {
        var fewest = new int?[path.Count + 1];
        fewest[0] = 0;
        for (var start = 0; start < path.Count; start++)
        {
            if (fewest[start] is not { } used || topology[Node(path, start)].IsPseudonode)
                continue;
            for (var end = start + 1; end <= path.Count; end++)
            {
                if (!topology[Node(path, end)].IsPseudonode && IsOneSegment(path.GetRange(start, end - start)))
                    fewest[end] = Math.Min(fewest[end] ?? int.MaxValue, used + 1);
            }
        }
        return fewest[^1];
    }

    private bool IsOneSegment(List<int> part)
    {
        var link = topology[new EdgeIndex(part[0])];
        if (part.Count == 1 && (link.Attributes.PeerSids.Length > 0 || link.Attributes.AdjacencySids.Any(s => IsWished(s.Flags))))
            return true;
        if (Covered.Any(c => c.SequenceEqual(part)))
            return true;
        var end = new NodeIndex(topology.EdgeTo[part[^1]]);
        if (Routes is not null)
            return Routes(topology.EdgeFrom[part[0]], end.Value) is [var one] && one.SequenceEqual(part);
        if (!topology.TryGetNodeSid(end, request.Constraints.Algorithm, out var sid) || !TakesIn(topology, end, sid.Sid))
            return false;
        var canForward = part.All(e => topology[new NodeIndex(topology.EdgeFrom[e])].IsPseudonode
            || topology.TryGetLabel(new NodeIndex(topology.EdgeFrom[e]), sid.Sid, out _));
        return canForward && Shortest(topology.EdgeFrom[part[0]], end.Value) is [var only] && only.SequenceEqual(part);
    }

    /// <summary>A node that wants to see its own label must have one.</summary>
    public static bool TakesIn(TopologySnapshot topology, NodeIndex end, PrefixSid sid) =>
        !sid.Flags.HasFlag(PrefixSidFlags.NoPenultimateHopPopping) || sid.Flags.HasFlag(PrefixSidFlags.ExplicitNull) || topology.TryGetLabel(end, sid, out _);

    private NodeIndex Node(List<int> path, int position) =>
        new(position == 0 ? topology.EdgeFrom[path[0]] : topology.EdgeTo[path[position - 1]]);

    private ulong? Value(int edge, PathMetric metric)
    {
        var link = topology[new EdgeIndex(edge)];
        if (topology[link.From].IsPseudonode)
            return 0;
        var a = link.Attributes;
        var raw = metric switch
        {
            PathMetric.Igp => a.IgpMetric,
            PathMetric.Te => a.TeMetric == Metric.Missing ? a.IgpMetric : a.TeMetric,
            PathMetric.Delay => a.DelayMicroseconds,
            PathMetric.Hops => 1u,
            _ => throw new NotSupportedException(),
        };
        // Peering links are in no IGP: what they lack there is nothing.
        var isFree = a.PeerSids.Length > 0 && metric is PathMetric.Igp or PathMetric.Te && raw == Metric.Missing;
        return isFree ? 0 : raw == Metric.Missing ? null : raw;
    }

    private bool IsWished(AdjacencySidFlags flags) => request.Constraints.Protection switch
    {
        ProtectionWish.ProtectedMandatory => flags.HasFlag(AdjacencySidFlags.Backup),
        ProtectionWish.UnprotectedMandatory => !flags.HasFlag(AdjacencySidFlags.Backup),
        _ => true,
    };

    // Where a path starts and ends is not its choice.
    private bool IsEnd(Exclusion exclusion) => exclusion.Element.Node is { } address
        && (topology[request.Source].RouterId == address || topology[request.Destination].RouterId == address);

    private bool KeepsBounds(List<int> path) =>
        request.Constraints.Bounds.Where(b => b.Metric != PathMetric.SidDepth).All(b => Sum(path, b.Metric) <= b.Maximum);

    private ulong Most(PathMetric metric) => Enumerable.Range(0, topology.EdgeCount).Max(e => Value(e, metric) ?? 0);

    private int Limit(int first) => (int)Math.Min(
        Math.Min((ulong)(request.Constraints.MaximumSids ?? int.MaxValue), Announced(first) ?? int.MaxValue),
        request.Constraints.Bounds.Where(b => b.Metric == PathMetric.SidDepth).Select(b => b.Maximum).Append((ulong)int.MaxValue).Min());

    private ulong? Announced(int first) => !request.KeepsToAnnouncedDepth ? null
        : topology[new EdgeIndex(first)].Attributes.MaximumSidDepth ?? topology[request.Source].Attributes.MaximumSidDepth ?? (ulong?)request.DepthUnlessAnnounced;

    private bool Touches(NetworkElement element, int edge)
    {
        var link = topology[new EdgeIndex(edge)];
        return element switch
        {
            { Node: { } address } => topology[link.From].RouterId == address || topology[link.To].RouterId == address,
            { Link: { } address } => link.Key.LocalAddress == address || link.Key.RemoteAddress == address,
            { Srlg: { } group } => link.Attributes.Srlgs.Contains(group),
            _ => throw new NotSupportedException(),
        };
    }

    private bool Answers(Node node, IpAddress address) => node.RouterId == address
        || topology.PrefixesOf(node.Index).ToArray().Any(p => p.Key.Prefix == IpPrefix.Host(address) && p.Attributes.IsAnycast);

    private bool PassesInclusions(List<int> path)
    {
        var nodes = Enumerable.Range(0, path.Count + 1).Select(i => topology[Node(path, i)]).Where(n => !n.IsPseudonode).ToList();
        var at = -1;
        foreach (var inclusion in request.Constraints.Inclusions)
        {
            var next = nodes.FindIndex(Math.Max(at, 0), n => Answers(n, inclusion.Element.Node!.Value));
            if (next < 0 || (!inclusion.IsLoose && next > at + 1 && !(at < 0 && next <= 1)))
                return false;
            at = next;
        }
        return true;
    }
}
