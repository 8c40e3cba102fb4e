using PceServer.Forwarding.Labels;
using PceServer.Forwarding.Walking;
using PceServer.Topology;

namespace PceServer.Forwarding.Failures;

/// <summary>
/// Repair lists of a node beside a failure: along the path that its SPF will take after the failure, with segments that the others, who know
/// nothing yet, carry clear of it (RFC 9855). A list has node SIDs as long as they go, and adjacency SIDs in between.
/// </summary>
/// <param name="now">Tables that everyone still has.</param>
/// <param name="later">Tables that everyone will have.</param>
internal sealed class LocalRepair(ForwardingTables now, ForwardingTables later, FailedParts failed)
{
    /// <summary>Labels that take a packet from the node to the FEC, as the node itself reads them; null when there is no way.</summary>
    public List<Label>? Around(int node, Fec fec)
    {
        var path = PathLater(node, fec);
        if (path is null)
            return null;
        var labels = new List<Label>();
        for (var at = -1; at < path.Count - 1;)
        {
            var here = at < 0 ? node : path[at].Node;
            if (at >= 0 && IsClear(here, fec))
                return TryPrefixLabel(here, fec, labels) ? labels : null;
            if (!TryAdvance(here, path, ref at, labels))
                return null;
        }
        return labels;
    }

    /// <summary>The repair towards the far end of a link, for an adjacency SID that asks for protection.</summary>
    public List<Label>? AroundLink(int node, int neighbor)
    {
        if (failed.Nodes[neighbor] || !TryNodeFec(neighbor, out var fec))
            return null;
        return Around(node, fec);
    }

    /// <summary>One step of the list: the farthest node of the path that a node SID reaches clear of the failure, else the next link.</summary>
    private bool TryAdvance(int here, List<Exit> path, ref int at, List<Label> labels)
    {
        for (var ahead = path.Count - 1; ahead > at; ahead--)
        {
            if (TryNodeFec(path[ahead].Node, out var fec) && IsClear(here, fec) && TryPrefixLabel(here, fec, labels))
            {
                at = ahead;
                return true;
            }
        }
        at++;
        return TryAdjacencyLabel(here, path[at], labels);
    }

    private List<Exit>? PathLater(int node, Fec fec)
    {
        var path = new List<Exit>();
        // Simulators are asked by several threads at once: no scratch is shared.
        var exits = new List<Exit>();
        while (!(fec.TryFind(node, out var announcer) && announcer.IsOwner))
        {
            exits.Clear();
            NextHops.Find(later, fec.Slot, node, exits);
            if (exits.Count == 0 || path.Count > now.Topology.NodeCount)
                return null;
            path.Add(exits[0]);
            node = exits[0].Node;
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
            if (fec.TryFind(at, out var announcer) && announcer.IsOwner)
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

    private bool TryNodeFec(int node, out Fec fec)
    {
        fec = null!;
        return now.Topology.TryGetNodeSid(new NodeIndex(node), 0, out var sid) && !sid.Sid.IsLabel
            && now.TryFind(node, sid.Sid.Value, out fec) && fec.TryFind(node, out _);
    }

    private bool TryPrefixLabel(int at, Fec fec, List<Label> labels)
    {
        if (fec.Sid.IsLabel || !now.Labels(at).TryLabel(fec.Sid.Value, out var label))
            return false;
        labels.Add(new Label(label));
        return true;
    }

    private bool TryAdjacencyLabel(int at, Exit exit, List<Label> labels)
    {
        foreach (var local in now.Labels(at).Local)
        {
            if (local is AdjacencyLabel { Exits: [var only] } && only.Edge == exit.Edge && !failed.IsDown(exit))
            {
                labels.Add(new Label(local.Label));
                return true;
            }
        }
        return false;
    }
}
