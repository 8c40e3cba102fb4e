using System.Collections.Immutable;
using PceServer.Forwarding.Walking;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>A next hop in a label table.</summary>
/// <param name="Label">What the packet carries in the label's place; null = popped. Meaningless when <see cref="HasLabel"/> is false.</param>
/// <param name="HasLabel">False where the next hop announces no label for the SID, so that packets this way are lost.</param>
public readonly record struct LabelNextHop(EdgeIndex Edge, NodeIndex Node, Label? Label, bool HasLabel = true);

/// <summary>What a node does with an incoming label.</summary>
/// <param name="Meaning">The prefix, link or LSP behind the label.</param>
/// <param name="NextHops">Empty for labels that are popped here, replaced, or lead nowhere.</param>
public sealed record LabelTableEntry(Label Label, SegmentKind Kind, string Meaning, ImmutableArray<LabelNextHop> NextHops)
{
    /// <summary>The node's own prefix: the label is popped and what is below looked at.</summary>
    public bool IsOwn { get; init; }
}

/// <summary>Writes a node's label table out in full, for people and for comparison.</summary>
internal static class LabelTable
{
    public static ImmutableArray<LabelTableEntry> Of(ForwardingTables tables, NodeIndex node)
    {
        var labels = tables.Labels(node.Value);
        var entries = ImmutableArray.CreateBuilder<LabelTableEntry>();
        foreach (var index in tables.Fecs.Indices)
        {
            if (labels.TryLabel(index, out var label) && tables.TryFind(node.Value, index, out var fec) && !LabelPrecedence.KeepsFrom(tables, node.Value, labels, label, fec))
                AddPrefix(entries, tables, node, new Label(label), fec);
        }
        foreach (var local in labels.Local)
        {
            if (labels.TryIndex(local.Label, out var index) && tables.TryFind(node.Value, index, out var fec)
                && !LabelPrecedence.KeepsFrom(tables, node.Value, labels, local.Label, fec))
                continue;
            if (local is PrefixLabel given)
            {
                AddPrefix(entries, tables, node, new Label(given.Label), tables.WayOf(node.Value, given.Fec));
                continue;
            }
            entries.Add(local switch
            {
                AdjacencyLabel a => new LabelTableEntry(
                    new Label(a.Label), a.IsPeer ? SegmentKind.Peer : SegmentKind.Adjacency, $"link to {tables.Topology.Nodes[a.Exits[0].Node].DisplayName}",
                    [.. a.Exits.Select(e => new LabelNextHop(new EdgeIndex(e.Edge), new NodeIndex(e.Node), null))]),
                BindingLabel b => new LabelTableEntry(new Label(b.Label), SegmentKind.Binding, b.Binding.Lsp, []),
                _ => throw new InvalidOperationException(local.GetType().Name),
            });
        }
        entries.Sort((a, b) => a.Label.Value.CompareTo(b.Label.Value));
        return entries.DrainToImmutable();
    }

    /// <summary>Nothing for a prefix that the node has no way to.</summary>
    private static void AddPrefix(ImmutableArray<LabelTableEntry>.Builder entries, ForwardingTables tables, NodeIndex node, Label label, Fec fec)
    {
        var kind = fec.Announcers.Length > 1 ? SegmentKind.Anycast : fec.Prefix.IsHost ? SegmentKind.Node : SegmentKind.Prefix;
        if (fec.TryFind(node.Value, out var own))
        {
            if (own.IsOwner)
                entries.Add(new LabelTableEntry(label, kind, fec.ToString(), []) { IsOwn = true });
            return;
        }
        var exits = new List<Exit>();
        NextHops.Find(tables, fec.Slot, node.Value, exits);
        if (exits.Count > 0)
            entries.Add(new LabelTableEntry(label, kind, fec.ToString(), [.. exits.Select(e => NextHopOf(tables, e, fec))]));
    }

    private static LabelNextHop NextHopOf(ForwardingTables tables, Exit exit, Fec fec)
    {
        var has = OutgoingLabel.TryFind(tables, exit.Node, fec, out var label);
        return new LabelNextHop(new EdgeIndex(exit.Edge), new NodeIndex(exit.Node), label, has);
    }
}
