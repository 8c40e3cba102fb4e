using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.PathComputation;

/// <summary>Why a path is the answer.</summary>
/// <param name="Metrics">The path's sum in every metric that all of its links announce.</param>
/// <param name="Tight">What limits the path: the bound or the link nearest to its limit, for each constraint that has one.</param>
/// <param name="RunnerUp">The next best path; null when there is none.</param>
/// <param name="Margin">By how much the runner-up's objective is larger.</param>
/// <param name="Sentence">One sentence for people; why each SID is there stands with the segment.</param>
public sealed record FoundExplanation(
    ImmutableArray<MetricValue> Metrics, ImmutableArray<TightConstraint> Tight, ComputedPath? RunnerUp, ulong? Margin, string Sentence);

/// <summary>How near a path comes to one limit.</summary>
/// <param name="Used">What the path uses or, for bandwidth, asks for.</param>
/// <param name="Limit">What the bound allows or, for bandwidth, the narrowest link has left.</param>
/// <param name="Edge">The narrowest link; null for limits on whole paths.</param>
public sealed record TightConstraint(ConstraintKind Kind, string Text, ulong Used, ulong Limit, EdgeIndex? Edge = null);
