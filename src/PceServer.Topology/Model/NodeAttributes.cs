using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>What a node says of itself (RFC 9552 §5.3.1, RFC 9085 §2.1, RFC 8814).</summary>
public sealed record NodeAttributes
{
    public static readonly NodeAttributes None = new();

    public string? Name { get; init; }

    /// <summary>TE router ids (TLVs 1028 and 1029): where the node is reached.</summary>
    public ImmutableArray<IpAddress> RouterIds { get; init; } = [];

    /// <summary>Node flag bits O (overload) and, for OSPF, the router bits, as far as they bear on transit.</summary>
    public bool Overloaded { get; init; }
    public LabelBlock Srgb { get; init; } = LabelBlock.Empty;
    public LabelBlock Srlb { get; init; } = LabelBlock.Empty;

    /// <summary>SR algorithms; empty means that the node did not say, and then algorithm 0 is taken for granted.</summary>
    public ImmutableArray<byte> Algorithms { get; init; } = [];

    /// <summary>Base MPLS imposition MSD (type 1 of TLV 266): labels; null = not said.</summary>
    public byte? MaximumSidDepth { get; init; }
}
