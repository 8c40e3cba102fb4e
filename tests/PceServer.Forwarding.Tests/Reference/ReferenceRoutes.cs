using PceServer.Topology;

namespace PceServer.Forwarding.Tests.Reference;

/// <summary>The first links on the way to a router: one, or two over a LAN.</summary>
internal sealed record FirstHop(string Links, int Router);

/// <summary>A router's view of one domain by the textbook: one forward SPF from the router itself, remembering the first hops of every shortest path.</summary>
internal sealed class ReferenceRoutes
{
    private readonly Dictionary<int, (long Distance, HashSet<FirstHop> Hops)> _reached = [];

    /// <param name="cost">Of a link for this domain and algorithm; null where it has no part in them.</param>
    public ReferenceRoutes(TopologySnapshot topology, int root, Func<Link, long?> cost, Func<int, bool> isClosed)
    {
        var open = new Dictionary<int, (long Distance, HashSet<FirstHop> Hops)> { [root] = (0, []) };
        while (open.Count > 0)
        {
            // A LAN is entered before the routers at the same distance, which may lie behind it.
            var (at, (distance, hops)) = open.OrderBy(o => o.Value.Distance).ThenBy(o => topology.Nodes[o.Key].IsPseudonode ? 0 : 1).First();
            open.Remove(at);
            _reached[at] = (distance, hops);
            if (at != root && isClosed(at))
                continue;
            foreach (var link in topology.Links.Where(l => l.From.Value == at))
            {
                if (cost(link) is { } step)
                    Extend(topology, open, root, link, distance + step, hops);
            }
        }
    }

    public bool TryReach(int node, out long distance, out HashSet<FirstHop> hops)
    {
        var known = _reached.TryGetValue(node, out var reached);
        (distance, hops) = known ? reached : (long.MaxValue, []);
        return known;
    }

    private void Extend(
        TopologySnapshot topology, Dictionary<int, (long Distance, HashSet<FirstHop> Hops)> open, int root, Link link, long far, HashSet<FirstHop> hops)
    {
        var to = link.To.Value;
        if (_reached.ContainsKey(to))
            return;
        var via = hops.Select(h => topology.Nodes[h.Router].IsPseudonode && h.Router == link.From.Value ? new FirstHop($"{h.Links}+{link.Index}", to) : h).ToHashSet();
        if (link.From.Value == root)
            via = [new FirstHop(link.Index.ToString(), to)];
        if (open.TryGetValue(to, out var known) && known.Distance < far)
            return;
        if (known.Hops is not null && known.Distance == far)
            via.UnionWith(known.Hops);
        open[to] = (far, via);
    }
}
