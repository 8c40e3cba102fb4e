using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.PathComputation;

/// <summary>Why there is no path.</summary>
/// <param name="Reason">Code for programs and for the wire.</param>
/// <param name="Sentence">One sentence for people.</param>
public sealed record Explanation(NoPathReason Reason, string Sentence)
{
    /// <summary>Constraints that together, and without any of the others, leave no path; empty where even an unconstrained request has none.</summary>
    public ImmutableArray<ConstraintFinding> Cutting { get; init; } = [];

    /// <summary>No smaller set cuts. False where only single steps of deletion were tried.</summary>
    public bool IsCutMinimal { get; init; }

    /// <summary>What would yield a path, single changes first.</summary>
    public ImmutableArray<Relaxation> Relaxations { get; init; } = [];

    /// <summary>What the topology lacks for a node SID to lead there, where the want of SIDs is a reason: in words, one fact each.</summary>
    public ImmutableArray<string> Facts { get; init; } = [];

    /// <summary>What the budget left out, in words; null when everything was tried.</summary>
    public string? CutShort { get; init; }
}

/// <summary>The kinds of failure that NO-PATH-VECTOR and operators tell apart (RFC 5440 §7.5).</summary>
public enum NoPathReason : byte
{
    UnknownSource, UnknownDestination, Unreachable, ConstraintsCut, NoSegmentList, TooManySegments, RefusedBySimulator,
    /// <summary>There may be a path, but no set of paths that keep away from each other as asked for (RFC 8800 §5.6).</summary>
    NotDisjoint,
}

public enum ConstraintKind : byte
{
    Bandwidth, ExcludeAny, IncludeAny, IncludeAll, Exclusion, Inclusion, Bound, SidDepth, Protection, Algorithm,
    /// <summary>A link that does not announce the objective's metric cannot be used.</summary>
    Objective,
}

/// <summary>One constraint of the request and what it did.</summary>
/// <param name="Text">As an operator would write it, for instance <c>exclude-any 0x4</c>.</param>
/// <param name="RemovedLinks">Links that this constraint alone takes away; none for bounds and depths, which judge whole paths.</param>
public sealed record ConstraintFinding(ConstraintKind Kind, string Text, ImmutableArray<EdgeIndex> RemovedLinks);

/// <summary>A change of the request that would yield a path.</summary>
/// <param name="Changes">One or more changes, all of them together.</param>
/// <param name="Text">As an operator would write it, for instance <c>bandwidth &lt;= 400000000 bytes/s</c> or <c>without exclude-any 0x4</c>.</param>
/// <param name="Cost">The objective's value on the path that it would yield.</param>
/// <param name="IsMinimal">No smaller change of the same constraints would do.</param>
public sealed record Relaxation(ImmutableArray<RelaxedConstraint> Changes, string Text, ulong Cost, bool IsMinimal)
{
    /// <summary>The request's constraints after the change.</summary>
    public required PathConstraints Constraints { get; init; }
}

/// <param name="Value">The value that would do, in the constraint's own unit; null where the constraint would have to go.</param>
public sealed record RelaxedConstraint(ConstraintKind Kind, string Text, ulong? Value);
