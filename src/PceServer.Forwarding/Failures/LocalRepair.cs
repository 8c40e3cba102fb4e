using System.Collections.Immutable;
using PceServer.Forwarding.Labels;
using PceServer.Forwarding.Walking;
using PceServer.Topology;

namespace PceServer.Forwarding.Failures;

/// <summary>
/// Repair lists of a node beside a failure of links, a node or a risk group (TI-LFA, RFC 9855): over each next hop that the node's SPF will have after the failure,
/// to the nodes of that path from which the others, who know nothing yet, carry the packet clear of the failure.
/// </summary>
/// <param name="now">Tables that everyone still has.</param>
/// <param name="later">Tables that everyone will have.</param>
internal sealed class LocalRepair(ForwardingTables now, ForwardingTables later, FailedParts failed)
{
    /// <summary>A repair over each next hop after convergence; none when there is no way, or no list for it.</summary>
    public List<Repair> Around(int node, Fec fec)
    {
        var repairs = new List<Repair>();
        // Simulators are asked by several threads at once: no scratch is shared.
        var exits = new List<Exit>();
        NextHops.Find(later, fec.Slot, node, exits);
        foreach (var exit in exits)
        {
            if (PathOver(exit, fec) is { } path && ListAlong(path, fec) is { } repair)
                repairs.Add(repair);
        }
        return repairs;
    }

    /// <summary>The node SID by which a packet for the far end of a link is repaired (RFC 9855 §6.2); null when the far end is down or has none.</summary>
    public Fec? FarEnd(int neighbor, EdgeIndex link)
    {
        if (failed.Nodes[neighbor])
            return null;
        return NodeFec(neighbor, RoutingDomain.Of(now.Topology.KeyOf(link)), 0);
    }

    /// <summary>
    /// The first node of the path that is in Q space (RFC 9855 §4.2), or the far end itself, and the list that leads to it: nothing for the next hop, a node SID for
    /// one in its P space, else a node SID as far as P space goes and links or node SIDs from there on (RFC 9855 §5.1 to §5.4).
    /// </summary>
    private Repair? ListAlong(List<Exit> path, Fec fec)
    {
        var labels = ImmutableArray.CreateBuilder<Label>();
        var last = path.Count - 1;
        var at = 0;
        // A node that is in both spaces needs one segment, wherever the others stand.
        if (!IsClear(path[0].Node, fec) && Enumerable.Range(1, last).FirstOrDefault(i => i < last && IsInBoth(path[0].Node, path[i].Node, fec)) is > 0 and var both)
            TryNode(path[0].Node, path, both, fec, labels, ref at);
        while (at < last && !IsClear(path[at].Node, fec))
        {
            if (!TryFarthest(path, fec, labels, ref at) && !TryLink(path, labels, ref at))
                return null;
        }
        var pushed = labels.Count;
        return TryActive(path[at].Node, fec, labels) ? new Repair(path[0], labels.ToImmutable(), pushed) : null;
    }

    /// <summary>
    /// The active segment goes below the list, in the label of the node where the list ends; it is popped where that node is the one that it leads to and wants it
    /// popped (RFC 9855 §7.1).
    /// </summary>
    private bool TryActive(int end, Fec fec, ImmutableArray<Label>.Builder labels)
    {
        if (!OutgoingLabel.TryFind(now, end, fec, out var active))
            return false;
        if (active is { } label)
            labels.Add(label);
        return true;
    }

    private bool IsInBoth(int from, int node, Fec fec) =>
        IsClear(node, fec) && NodeFec(node, fec.Domain, fec.Sid.Algorithm) is { } segment && IsClear(from, segment);

    private bool TryFarthest(List<Exit> path, Fec fec, ImmutableArray<Label>.Builder labels, ref int at)
    {
        for (var ahead = path.Count - 1; ahead > at; ahead--)
        {
            if (TryNode(path[at].Node, path, ahead, fec, labels, ref at))
                return true;
        }
        return false;
    }

    /// <summary>A node SID of the same domain and algorithm, if the way of all others to it is clear (RFC 9855 §4.1, §8).</summary>
    private bool TryNode(int here, List<Exit> path, int ahead, Fec fec, ImmutableArray<Label>.Builder labels, ref int at)
    {
        if (NodeFec(path[ahead].Node, fec.Domain, fec.Sid.Algorithm) is not { } segment || !IsClear(here, segment)
            || !now.Labels(here).TryLabel(segment.Sid.Value, out var label))
            return false;
        labels.Add(new Label(label));
        at = ahead;
        return true;
    }

    /// <summary>The adjacency SID of the path's next link: of two, the one that is not protected itself (RFC 9855 §9).</summary>
    private bool TryLink(List<Exit> path, ImmutableArray<Label>.Builder labels, ref int at)
    {
        var next = path[at + 1];
        var best = default(AdjacencyLabel);
        foreach (var local in now.Labels(path[at].Node).Local)
        {
            if (local is AdjacencyLabel { Exits: [var only] } adjacency && only.Edge == next.Edge && !failed.IsDown(next)
                && (best is null || (best.Exits[0].IsProtected && !only.IsProtected)))
                best = adjacency;
        }
        if (best is null)
            return false;
        labels.Add(new Label(best.Label));
        at++;
        return true;
    }

    private List<Exit>? PathOver(Exit first, Fec fec)
    {
        var path = new List<Exit> { first };
        var exits = new List<Exit>();
        while (!fec.TryFind(path[^1].Node, out _))
        {
            exits.Clear();
            NextHops.Find(later, fec.Slot, path[^1].Node, exits);
            if (exits.Count == 0 || path.Count > now.Topology.NodeCount)
                return null;
            path.Add(exits[0]);
        }
        return path;
    }

    /// <summary>True when, by the old tables, no branch from the node to the FEC meets the failure.</summary>
    private bool IsClear(int node, Fec fec)
    {
        var seen = new HashSet<int> { node };
        var queue = new Queue<int>([node]);
        var exits = new List<Exit>();
        while (queue.TryDequeue(out var at))
        {
            if (failed.Nodes[at])
                return false;
            if (fec.TryFind(at, out _))
                continue;
            exits.Clear();
            NextHops.Find(now, fec.Slot, at, exits);
            if (exits.Count == 0 || exits.Exists(e => failed.IsDown(e)))
                return false;
            foreach (var exit in exits)
            {
                if (seen.Add(exit.Node))
                    queue.Enqueue(exit.Node);
            }
        }
        return true;
    }

    private Fec? NodeFec(int node, RoutingDomain domain, byte algorithm)
    {
        foreach (var sid in now.Topology.NodeSids(new NodeIndex(node)))
        {
            if (sid.Sid.Algorithm != algorithm || sid.Sid.IsLabel)
                continue;
            foreach (var fec in now.Fecs.To(sid.Prefix, algorithm))
            {
                if (fec.Domain == domain && !fec.Sid.IsLabel && fec.TryFind(node, out var announcer) && announcer.IsOwner)
                    return fec;
            }
        }
        return null;
    }
}
