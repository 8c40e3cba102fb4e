using System.Collections.Immutable;

namespace PceServer.PathComputation;

/// <summary>What paths of a set may not share (RFC 5440 §7.13.2, RFC 8800 §5.2): flags may be combined.</summary>
[Flags]
public enum Disjointness : byte
{
    None = 0,
    /// <summary>No link in either direction, and no LAN.</summary>
    Link = 1,
    /// <summary>No node between the ends; implies <see cref="Link"/>.</summary>
    Node = 2,
    /// <summary>No shared risk link group; implies <see cref="Link"/>.</summary>
    Srlg = 4,
}

/// <summary>How a set is optimised.</summary>
public enum DisjointGoal : byte
{
    /// <summary>The least sum of the objectives.</summary>
    LeastSum,

    /// <summary>The least objective of the worst path; of those the least sum.</summary>
    LeastMaximum,

    /// <summary>The first path is its best one as if alone, the others keep away from it in order (the P flag of RFC 8800 §5.5).</summary>
    FirstIsBest,
}

/// <summary>A question to the core: paths that keep away from each other, each with its own ends and constraints.</summary>
/// <param name="Paths">Two or more; they may share their ends or not.</param>
public sealed record DisjointRequest(ImmutableArray<PathRequest> Paths, Disjointness Level)
{
    public DisjointGoal Goal { get; init; }

    /// <summary>Nothing less than <see cref="Level"/> will do; otherwise the best lower level is taken (the T flag of RFC 8800 §5.2 is strict).</summary>
    public bool IsStrict { get; init; } = true;

    /// <summary>Paths looked at before the exact search gives up and returns the best set found so far.</summary>
    public int WorkLimit { get; init; } = 2_000;
}

/// <summary>The answer to a <see cref="DisjointRequest"/>.</summary>
/// <param name="Paths">In the order of the requests; empty when there is no such set.</param>
/// <param name="Reached">The level that the paths really keep to.</param>
/// <param name="IsProven">False when the search gave up at its limit: a better set, or one at all, may exist.</param>
/// <param name="Sentence">What was reached, for people.</param>
public sealed record DisjointResult(ImmutableArray<ComputedPath> Paths, Disjointness Reached, bool IsProven, string Sentence)
{
    public bool IsFound => !Paths.IsEmpty;
}
