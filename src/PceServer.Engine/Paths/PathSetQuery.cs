using System.Collections.Immutable;
using PceServer.PathComputation;

namespace PceServer.Engine.Paths;

/// <summary>Questions on one snapshot whose answers must keep away from each other (SVEC of RFC 5440 §7.13).</summary>
/// <param name="Members">Two or more.</param>
public sealed record PathSetQuery(ImmutableArray<PathQuery> Members, Disjointness Level)
{
    public DisjointGoal Goal { get; init; }

    /// <summary>Nothing less than <see cref="Level"/> will do.</summary>
    public bool IsStrict { get; init; } = true;
}

/// <summary>The answer to a <see cref="PathSetQuery"/>.</summary>
/// <param name="Members">In the order of the questions; all found, or none.</param>
/// <param name="Reached">What the paths really keep to.</param>
public sealed record PathSetAnswer(ImmutableArray<PathAnswer> Members, Disjointness Reached, string Sentence)
{
    public bool IsFound => Members.All(member => member is PathAnswer.Found);
}
