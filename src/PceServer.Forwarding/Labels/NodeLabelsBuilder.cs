using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>Makes a node's own label table. Of two things that claim a label the one of the smaller <see cref="LabelRank"/> has it (RFC 8660 §2.5.1).</summary>
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
        foreach (var entry in Claims(bindings).OrderBy(e => e.Rank).ThenBy(e => (e as BindingLabel)?.Binding.Lsp, StringComparer.Ordinal))
            Claim(srgb, entry);
        return new NodeLabels(srgb, [.. _local.Values], _conflicts.ToImmutable());
    }

    private IEnumerable<LocalLabel> Claims(IEnumerable<BindingSid> bindings)
    {
        foreach (var (label, fec) in fecs.LocalLabels(node))
            yield return new PrefixLabel(label, LabelRank.OfPrefix(fec), fec);
        foreach (var adjacency in new AdjacencyLabels(topology, node).All())
            yield return adjacency;
        foreach (var binding in bindings)
            yield return new BindingLabel(binding.Label.Value, LabelRank.OfPolicy(binding), binding);
    }

    private void Claim(LabelBlock srgb, LocalLabel entry)
    {
        if (srgb.TryIndex(new Label(entry.Label), out var index) && fecs.TryFind(index, out var head) && Known(head) is { } fec)
        {
            var winner = LabelPrecedence.IsPreferred(entry, fec) ? Describe(entry) : "the prefix";
            Report(LabelConflictKind.DuplicateLabel, $"has label {entry.Label} for {fec} and for {Describe(entry)}; {winner} counts");
        }
        if (!_local.TryAdd(entry.Label, entry))
        {
            var first = Describe(_local[entry.Label]);
            Report(LabelConflictKind.DuplicateLabel, $"has label {entry.Label} for {first} and for {Describe(entry)}; the first counts");
        }
    }

    /// <summary>The first of those that claim an index and are known in a domain of this node.</summary>
    private Fec? Known(Fec head)
    {
        if (IsKnown(head))
            return head;
        foreach (var rival in head.Rivals)
        {
            if (IsKnown(rival))
                return rival;
        }
        return null;
    }

    private bool IsKnown(Fec fec) => topology.Nodes[node].Keys.Any(fec.Domain.Holds);

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
