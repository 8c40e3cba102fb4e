using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>What a node says of itself (RFC 9552 §5.3.1, RFC 9085 §2.1, RFC 8814, RFC 9351). Equal when every value is.</summary>
public sealed record NodeAttributes
{
    public static readonly NodeAttributes None = new();

    public string? Name { get; init; }

    /// <summary>TE router ids (TLVs 1028 and 1029): where the node is reached.</summary>
    public ImmutableArray<IpAddress> RouterIds { get; init; } = [];

    /// <summary>Node flag bits O (overload) and, for OSPF, the router bits, as far as they bear on transit.</summary>
    public bool Overloaded { get; init; }

    /// <summary>Taken out of transit by the operator, not by the router.</summary>
    public bool Drained { get; init; }

    /// <summary>Node flags T, E and B (RFC 9552 §5.3.1.1).</summary>
    public bool IsAttached { get; init; }
    public bool IsExternal { get; init; }
    public bool IsAreaBorderRouter { get; init; }

    public LabelBlock Srgb { get; init; } = LabelBlock.Empty;
    public LabelBlock Srlb { get; init; } = LabelBlock.Empty;

    /// <summary>SR algorithms; empty means that the node did not say, and then algorithm 0 is taken for granted.</summary>
    public ImmutableArray<byte> Algorithms { get; init; } = [];
    public ImmutableArray<FlexAlgoDefinition> FlexAlgoDefinitions { get; init; } = [];

    /// <summary>Base MPLS imposition MSD (type 1 of TLV 266): labels; null = not said.</summary>
    public byte? MaximumSidDepth { get; init; }

    /// <summary>MSDs of types other than 1.</summary>
    public ImmutableArray<SidDepth> OtherSidDepths { get; init; } = [];

    /// <summary>Preference of a mapping server (RFC 9085 §2.1.4): the highest wins; null = none announced.</summary>
    public byte? SrmsPreference { get; init; }

    /// <summary>IS-IS area addresses (TLV 1027), as <c>49.0001</c>.</summary>
    public ImmutableArray<string> IsisAreas { get; init; } = [];

    /// <summary>Null where the node announces no SRv6 (TLV 1038).</summary>
    public Srv6Capabilities? Srv6 { get; init; }

    public bool Equals(NodeAttributes? other) => other is not null && this.DifferencesFrom(other) == NodeAspects.None;

    public override int GetHashCode() => HashCode.Combine(Name, Overloaded, Drained, MaximumSidDepth, RouterIds.Length);
}
