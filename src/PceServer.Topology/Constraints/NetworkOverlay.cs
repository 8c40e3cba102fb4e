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
public sealed record BindingSid(NodeKey HeadEnd, Label Label, ImmutableArray<Label> Labels, string Lsp)
{
    /// <summary>End and colour of the SR policy, which say who keeps a label that two policies were given (RFC 8660 §2.5.1).</summary>
    public IpAddress Endpoint { get; init; }

    public uint Color { get; init; }
}
