using System.Collections.Immutable;
using PceServer.PathComputation;

namespace PceServer.Engine.Paths;

/// <summary>Questions on one snapshot that are answered together (SVECs of RFC 5440 §7.13, groups of RFC 8800 §5.1).</summary>
/// <param name="Members">Two or more; those that come first have their best paths where <paramref name="Preferred"/> says so.</param>
/// <param name="Preferred">So many members, the first ones, have the paths that they would have alone.</param>
public sealed record PathSetQuery(ImmutableArray<PathQuery> Members, ImmutableArray<PairDiversity> Diversity, int Preferred = 0)
{
    public SetObjective Objective { get; init; }
}

/// <summary>The answer to a <see cref="PathSetQuery"/>.</summary>
/// <param name="Members">In the order of the questions; all found, or none.</param>
/// <param name="Reached">What the pairs that were to keep apart really keep to.</param>
public sealed record PathSetAnswer(ImmutableArray<PathAnswer> Members, Disjointness Reached, string Sentence)
{
    public bool IsFound => Members.All(member => member is PathAnswer.Found);
}
