using System.Collections.Immutable;
using PceServer.Engine.Ledger;
using PceServer.PathComputation;
using PceServer.Topology;

namespace PceServer.Engine.Paths;

/// <summary>A question on one snapshot.</summary>
/// <param name="HeadEnd">Null where nothing leads to a node.</param>
/// <param name="SidDepth">How the head-end's label limit is found.</param>
public sealed record PathQuery(NodeIndex? HeadEnd, NodeIndex? Destination, PathDemand Demand, SidDepthRule SidDepth)
{
    /// <summary>The LSP that asks: its own bookings do not stand in its way.</summary>
    public BookingKey? Own { get; init; }

    /// <summary>Lists that the router would not have lately: they are no candidates.</summary>
    public ImmutableArray<ImmutableArray<Label>> Refused { get; init; } = [];

    /// <summary>How long the search for the reason of a failure may take; what that cuts short is said.</summary>
    public TimeSpan ExplanationBudget { get; init; } = TimeSpan.FromMilliseconds(50);
}

/// <summary>What the path service answers: a path that passed the gate, or why there is none.</summary>
public abstract record PathAnswer(ulong TopologyVersion)
{
    /// <summary>What the gate refused on the way, in order.</summary>
    public ImmutableArray<string> Refusals { get; init; } = [];

    public TimeSpan Elapsed { get; init; }

    public sealed record Found(RecordedPath Path, RecordedTrace Trace, string HeadEnd, string Tail) : PathAnswer(Path.TopologyVersion);

    public sealed record NotFound(Explanation Explanation, ulong TopologyVersion) : PathAnswer(TopologyVersion);
}
