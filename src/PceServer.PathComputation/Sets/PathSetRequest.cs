using System.Collections.Immutable;

namespace PceServer.PathComputation;

/// <summary>What a set of paths minimises together (RFC 5541 §4, RFC 8800 §5.3); of sets equal in it, the one with the least sum of the paths' own objectives.</summary>
public enum SetObjective : byte
{
    /// <summary>The sum of the paths' own objectives (MCC).</summary>
    LeastSum,

    /// <summary>Bandwidth taken on all links together: each path's hops times its bandwidth (MBC); where no path asks for any, the hops.</summary>
    LeastBandwidth,

    /// <summary>The load of the most loaded link that the set crosses, the set's own bandwidth included (MLL). A link that announces no bandwidth counts as full.</summary>
    LeastLoad,

    /// <summary>Links, LANs included, that more than one path crosses (MSL).</summary>
    FewestSharedLinks,

    /// <summary>Shared risk link groups that more than one path touches (MSS).</summary>
    FewestSharedSrlgs,

    /// <summary>Nodes that more than one path passes, ends that they have in common apart (MSN).</summary>
    FewestSharedNodes,
}

/// <summary>Two paths of a set, by their places in it, that keep away from each other.</summary>
/// <param name="MayBeRelaxed">
/// Where there is no such set, this is given up as far as it must be: down to the fewest shared elements where that is the objective of the set, else level by
/// level (RFC 8800 §5.6).
/// </param>
public readonly record struct PairDiversity(int One, int Other, Disjointness Level, bool MayBeRelaxed = false);

/// <summary>
/// A question to the core: paths that are computed together, each with its own ends and constraints. Pairs of them may have to keep away from each other; what they
/// share they must be able to carry together.
/// </summary>
/// <param name="Paths">Two or more.</param>
public sealed record PathSetRequest(ImmutableArray<PathRequest> Paths)
{
    /// <summary>Pairs that are not named may share what they like.</summary>
    public ImmutableArray<PairDiversity> Diversity { get; init; } = [];

    public SetObjective Objective { get; init; }

    /// <summary>
    /// So many paths, the first of the set, have the least objective of their own that they could have alone; the others make do (the P flag of RFC 8800 §5.5).
    /// </summary>
    public int Preferred { get; init; }

    /// <summary>
    /// Paths looked at before the search gives up and returns the best set found so far; null = as many as a network of this size allows,
    /// 2,000 up to a thousand links and fewer above, at least 50.
    /// </summary>
    public int? WorkLimit { get; init; }

    /// <summary>All pairs at one level.</summary>
    public static ImmutableArray<PairDiversity> EachPair(int count, Disjointness level, bool mayBeRelaxed = false) =>
    [
        .. from one in Enumerable.Range(0, count)
           from other in Enumerable.Range(one + 1, count - one - 1)
           select new PairDiversity(one, other, level, mayBeRelaxed),
    ];
}

/// <summary>The answer to a <see cref="PathSetRequest"/>.</summary>
/// <param name="Paths">In the order of the requests; empty when there is no such set.</param>
/// <param name="Reached">What every pair that was to keep apart really keeps to.</param>
/// <param name="IsProven">False when the search gave up at its limit: a better set, or one at all, may exist.</param>
/// <param name="Sentence">What was reached, for people.</param>
public sealed record PathSetResult(ImmutableArray<ComputedPath> Paths, Disjointness Reached, bool IsProven, string Sentence)
{
    public bool IsFound => !Paths.IsEmpty;

    /// <summary>Value of the set's objective; 0 where there is no set.</summary>
    public double Value { get; init; }
}
