using PceServer.Forwarding.Routing;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>Labels of the links that leave a node; links under one label are a set if they say so (RFC 8402 §3.4.1, RFC 9086 §5).</summary>
internal sealed class AdjacencyLabels(TopologySnapshot topology, int node)
{
    private readonly List<Entry> _entries = [];

    private sealed record Entry(uint Label, bool IsPeer, bool IsSet, byte Distance, List<AdjacencyExit> Exits);

    public IEnumerable<AdjacencyLabel> All()
    {
        var at = new NodeIndex(node);
        for (var edge = topology.OutStart[node]; edge < topology.OutStart[node + 1]; edge++)
        {
            var attributes = topology.AttributesOf(new EdgeIndex(edge));
            foreach (var sid in attributes.AdjacencySids)
            {
                if (topology.TryGetLabel(at, sid, out var label) && TryExit(edge, sid, out var exit))
                    Add(label.Value, exit, sid.Flags, sid.Flags.HasFlag(AdjacencySidFlags.Set), isPeer: false);
            }
            foreach (var sid in attributes.PeerSids)
            {
                // One peer may be reached over several links, and a set holds several peers; an adjacency is one link.
                if (topology.TryGetLabel(at, sid, out var label))
                    Add(label.Value, ExitOver(edge, sid.Flags, sid.Weight), sid.Flags, sid.Kind != PeerSidKind.Adjacency, isPeer: true);
            }
        }
        return _entries.Select(e => new AdjacencyLabel(e.Label, LabelRank.OfAdjacency(e.Distance, [.. e.Exits.Select(Neighbor)]), [.. e.Exits]) { IsPeer = e.IsPeer });
    }

    private void Add(uint label, AdjacencyExit exit, AdjacencySidFlags flags, bool isSet, bool isPeer)
    {
        var known = _entries.Find(e => e.Label == label && (e.IsSet || e.Exits[0].Edge == exit.Edge || IsSameWire(e.Exits[0], exit)));
        if (known is not null && known.Exits.Exists(e => e.Edge == exit.Edge || IsSameWire(e, exit)))
            return;
        if (known is not null && isSet)
        {
            known.Exits.Add(exit);
            return;
        }
        // A persistent SID is one that somebody gave and that outlives a restart.
        var distance = flags.HasFlag(AdjacencySidFlags.Persistent) ? LabelRank.Explicit
            : RouteKind.AdministrativeDistance(topology.KeyOf(new EdgeIndex(exit.Edge)).Local.Protocol);
        _entries.Add(new Entry(label, isPeer, isSet, distance, [exit]));
    }

    /// <summary>Levels and areas may give one label to the adjacency that they share.</summary>
    private bool IsSameWire(AdjacencyExit one, AdjacencyExit other) =>
        Wires.AreShared(topology) && Wires.IsSame(topology, one.Edge, other.Edge) && (one.LanEdge < 0 || Wires.IsSame(topology, one.LanEdge, other.LanEdge));

    private (IpAddress Next, uint Interface) Neighbor(AdjacencyExit exit)
    {
        var key = topology.KeyOf(new EdgeIndex(exit.LanEdge >= 0 ? exit.LanEdge : exit.Edge));
        var next = key.RemoteAddress ?? key.RemoteIpv6Address ?? topology.Nodes[exit.Node].RouterId ?? default;
        return (next, key.LocalIdentifier);
    }

    private AdjacencyExit ExitOver(int edge, AdjacencySidFlags flags, byte weight) =>
        new(edge, -1, topology.EdgeTo[edge], weight == 0 ? (byte)1 : weight, flags.HasFlag(AdjacencySidFlags.Backup));

    private bool TryExit(int edge, AdjacencySid sid, out AdjacencyExit exit)
    {
        exit = ExitOver(edge, sid.Flags, sid.Weight);
        var to = topology.EdgeTo[edge];
        if (!topology.IsPseudonode[to])
            return sid.Neighbor == default || topology.Nodes[to].Keys.Any(k => k.RouterId == sid.Neighbor);
        // On a LAN without a named neighbour the adjacency is that with the designated router (RFC 8665 §6.1).
        var neighbor = sid.Neighbor == default ? topology.Nodes[to].Key.RouterId.Router : sid.Neighbor;
        for (var onward = topology.OutStart[to]; onward < topology.OutStart[to + 1]; onward++)
        {
            var member = topology.EdgeTo[onward];
            if (topology.Nodes[member].Keys.Any(k => k.RouterId == neighbor))
            {
                exit = exit with { Edge = onward, LanEdge = edge, Node = member };
                return true;
            }
        }
        return false;
    }
}
