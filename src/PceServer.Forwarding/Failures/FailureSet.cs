using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Failures;

/// <summary>What is down: links (both directions), nodes with all their links, and all links of risk groups.</summary>
public sealed record FailureSet
{
    public static readonly FailureSet None = new();

    public ImmutableArray<EdgeIndex> Links { get; init; } = [];
    public ImmutableArray<NodeIndex> Nodes { get; init; } = [];
    public ImmutableArray<uint> Srlgs { get; init; } = [];

    public bool IsEmpty => Links.IsEmpty && Nodes.IsEmpty && Srlgs.IsEmpty;
}

/// <summary>How far the network has come since a failure.</summary>
public enum FailurePhase : byte
{
    /// <summary>Nobody but those at the failure has noticed: packets into it are lost.</summary>
    BeforeConvergence,

    /// <summary>As before, but those at the failure send packets around it on repair lists (TI-LFA).</summary>
    LocalRepair,

    /// <summary>All nodes have run their SPF on what is left.</summary>
    AfterConvergence,
}
