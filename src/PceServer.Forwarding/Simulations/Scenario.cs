using System.Collections.Immutable;
using PceServer.Forwarding.Failures;
using PceServer.Topology;

namespace PceServer.Forwarding.Simulations;

/// <summary>An LSP as a simulation sees it: what it pushes, what it must keep to, and what it carries.</summary>
/// <param name="Request">Numbers are those of the simulator's snapshot.</param>
/// <param name="BytesPerSecond">Traffic, or the booking that stands for it.</param>
public sealed record SimulatedLsp(string Name, TraceRequest Request, double BytesPerSecond = 0);

/// <summary>New metrics of one directed link; null leaves a metric as it is.</summary>
public readonly record struct MetricChange(EdgeIndex Edge, uint? Igp = null, uint? Te = null, uint? DelayMicroseconds = null);

/// <summary>A network that is not: what fails, what is drained, what costs otherwise, what comes new.</summary>
public sealed record Scenario
{
    public FailureSet Failures { get; init; } = FailureSet.None;

    /// <summary>How far the network has come since <see cref="Failures"/>.</summary>
    public FailurePhase Phase { get; init; } = FailurePhase.AfterConvergence;

    /// <summary>Nodes that carry no transit any more.</summary>
    public ImmutableArray<NodeIndex> Drains { get; init; } = [];
    public ImmutableArray<MetricChange> Metrics { get; init; } = [];

    /// <summary>New nodes, links and prefixes, or others in the place of those known under the same key. A link needs both its halves.</summary>
    public ImmutableArray<TopologyChange> Changes { get; init; } = [];

    /// <summary>LSPs that exist only in the scenario.</summary>
    public ImmutableArray<SimulatedLsp> NewLsps { get; init; } = [];

    /// <summary>True when links and nodes fail and all else stays: then no other topology has to be made.</summary>
    internal bool OnlyFails => Drains.IsEmpty && Metrics.IsEmpty && Changes.IsEmpty;
}

public enum LspOutcome : byte
{
    /// <summary>It goes where it went.</summary>
    Unchanged,

    /// <summary>It arrives over other links.</summary>
    Moved,

    /// <summary>It arrives, but no longer within its constraints.</summary>
    Violated,

    /// <summary>It does not arrive.</summary>
    Lost,
}

/// <summary>What a scenario does to an LSP.</summary>
/// <param name="Before">Null for an LSP that exists only in the scenario.</param>
/// <param name="After">Numbers are those of <see cref="ScenarioResult.Topology"/>.</param>
public sealed record LspImpact(SimulatedLsp Lsp, LspOutcome Outcome, Trace? Before, Trace After);

/// <summary>Traffic over a directed link, split over branches, bytes per second.</summary>
/// <param name="Capacity">Maximum bandwidth as announced; null = not announced.</param>
public readonly record struct LinkLoad(LinkKey Link, double Before, double After, ulong? Capacity)
{
    public bool IsOverloaded => Capacity is { } capacity && After > capacity;
}

/// <param name="Topology">The network of the scenario; with failures alone it is the one from before.</param>
/// <param name="Impacts">Every LSP, in the order given, new ones last.</param>
/// <param name="Loads">Links that carry something before or after.</param>
public sealed record ScenarioResult(TopologySnapshot Topology, ImmutableArray<LspImpact> Impacts, ImmutableArray<LinkLoad> Loads)
{
    public int Count(LspOutcome outcome) => Impacts.Count(i => i.Outcome == outcome);
}
