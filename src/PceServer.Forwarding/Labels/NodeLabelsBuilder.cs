using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>
/// Makes a node's own label table. Where two things claim a label, prefix SIDs come before adjacency and peer SIDs, and these before binding
/// SIDs (RFC 8660 §2.5.1).
/// </summary>
internal sealed class NodeLabelsBuilder(TopologySnapshot topology, FecTable fecs, int node)
{
    private readonly Dictionary<uint, LocalLabel> _local = [];
    private readonly ImmutableArray<LabelConflict>.Builder _conflicts = ImmutableArray.CreateBuilder<LabelConflict>();

    public NodeLabels Build(IEnumerable<BindingSid> bindings)
    {
        var attributes = topology.Nodes[node].Attributes;
        var srgb = LabelBlockUse.Usable(attributes.Srgb, out var fault);
        if (fault is { } kind)
            Report(kind, "announces an SRGB that breaks the rules; it counts as having none");
        if (srgb.Overlaps(attributes.Srlb))
            Report(LabelConflictKind.OverlappingBlocks, "announces an SRLB that overlaps its SRGB; the SRGB counts");
        foreach (var (label, fec) in fecs.LocalLabels(node))
            Claim(srgb, new PrefixLabel(label, fec));
        foreach (var adjacency in Adjacencies())
            Claim(srgb, adjacency);
        foreach (var binding in bindings)
            Claim(srgb, new BindingLabel(binding.Label.Value, binding));
        return new NodeLabels(srgb, [.. _local.Values], _conflicts.ToImmutable());
    }

    private void Claim(LabelBlock srgb, LocalLabel entry)
    {
        if (srgb.TryIndex(new Label(entry.Label), out var index) && fecs.TryFind(index, out var fec))
            Report(LabelConflictKind.DuplicateLabel, $"has label {entry.Label} for {fec} and for {Describe(entry)}; the prefix counts");
        else if (!_local.TryAdd(entry.Label, entry))
        {
            var first = Describe(_local[entry.Label]);
            Report(LabelConflictKind.DuplicateLabel, $"has label {entry.Label} for {first} and for {Describe(entry)}; the first counts");
        }
    }

    /// <summary>Labels of the links that leave the node; links under one label are a set if they say so (RFC 8402 §3.4.1, RFC 9086 §5).</summary>
    private List<AdjacencyLabel> Adjacencies()
    {
        var entries = new List<AdjacencyLabel>();
        var at = new NodeIndex(node);
        for (var edge = topology.OutStart[node]; edge < topology.OutStart[node + 1]; edge++)
        {
            var attributes = topology.AttributesOf(new EdgeIndex(edge));
            foreach (var sid in attributes.AdjacencySids)
            {
                if (topology.TryGetLabel(at, sid, out var label) && TryExit(edge, sid, out var exit))
                    Add(entries, label.Value, exit, sid.Flags.HasFlag(AdjacencySidFlags.Set), isPeer: false);
            }
            foreach (var sid in attributes.PeerSids)
            {
                // One peer may be reached over several links, and a set holds several peers; an adjacency is one link.
                if (topology.TryGetLabel(at, sid, out var label))
                    Add(entries, label.Value, ExitOver(edge, sid.Flags, sid.Weight), sid.Kind != PeerSidKind.Adjacency, isPeer: true);
            }
        }
        return entries;
    }

    private static void Add(List<AdjacencyLabel> entries, uint label, AdjacencyExit exit, bool isSet, bool isPeer)
    {
        var at = entries.FindIndex(e => e.Label == label);
        if (at >= 0 && entries[at].Exits.Any(e => e.Edge == exit.Edge))
            return;
        if (at >= 0 && isSet)
            entries[at] = entries[at] with { Exits = entries[at].Exits.Add(exit) };
        else
            entries.Add(new AdjacencyLabel(label, [exit]) { IsPeer = isPeer });
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

    private string Describe(LocalLabel entry) => entry switch
    {
        PrefixLabel p => p.Fec.ToString(),
        AdjacencyLabel a => $"the link to {topology.Nodes[a.Exits[0].Node].DisplayName}",
        BindingLabel b => $"the LSP {b.Binding.Lsp}",
        _ => "",
    };

    private void Report(LabelConflictKind kind, string what) =>
        _conflicts.Add(new LabelConflict(kind, [new NodeIndex(node)], $"{topology.Nodes[node].DisplayName} {what}"));
}
