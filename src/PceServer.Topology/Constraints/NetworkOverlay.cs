using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>
/// What the PCE knows beyond the topology: bandwidth booked by LSPs, and binding SIDs of known LSPs. Keys outlive snapshots.
/// </summary>
public sealed record NetworkOverlay
{
    public static readonly NetworkOverlay Empty = new();

    /// <summary>Bytes per second booked on each directed link.</summary>
    public ImmutableDictionary<LinkKey, ulong> BookedBandwidth { get; init; } = ImmutableDictionary<LinkKey, ulong>.Empty;

    public ImmutableArray<BindingSid> BindingSids { get; init; } = [];
}

/// <summary>At <see cref="HeadEnd"/>, label <see cref="Label"/> is replaced by <see cref="Labels"/>.</summary>
public sealed record BindingSid(NodeKey HeadEnd, Label Label, ImmutableArray<Label> Labels, string Lsp);
