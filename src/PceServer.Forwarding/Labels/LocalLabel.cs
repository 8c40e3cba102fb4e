using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>Where an adjacency segment leads: over a link, or over a link to a pseudonode and the one from there.</summary>
/// <param name="LanEdge">The link that reaches the pseudonode; -1 where there is none.</param>
internal readonly record struct AdjacencyExit(int Edge, int LanEdge, int Node, byte Weight, bool IsProtected);

/// <summary>A label that means something at one node only.</summary>
internal abstract record LocalLabel(uint Label, LabelRank Rank);

/// <summary>Pop and forward over the link, or over one of the set by weight (RFC 8402 §3.4).</summary>
internal sealed record AdjacencyLabel(uint Label, LabelRank Rank, ImmutableArray<AdjacencyExit> Exits) : LocalLabel(Label, Rank)
{
    public bool IsPeer { get; init; }
}

/// <summary>Pop and push (RFC 8402 §5).</summary>
internal sealed record BindingLabel(uint Label, LabelRank Rank, BindingSid Binding) : LocalLabel(Label, Rank);

/// <summary>A prefix SID that its announcer gave as a label.</summary>
internal sealed record PrefixLabel(uint Label, LabelRank Rank, Fec Fec) : LocalLabel(Label, Rank);
