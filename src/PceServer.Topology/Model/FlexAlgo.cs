using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>What a flexible algorithm minimises (RFC 9350 §5.1).</summary>
public enum FlexAlgoMetric : byte
{
    Igp = 0,
    /// <summary>Minimum unidirectional link delay, microseconds.</summary>
    MinimumDelay = 1,
    Te = 2,
}

/// <summary>
/// A flexible algorithm definition as one node announces it (RFC 9350 §5.1, RFC 9351 §3). Nodes take part that list the algorithm.
/// </summary>
/// <param name="Priority">The highest wins, then the highest IGP router id (RFC 9350 §5.3).</param>
public sealed record FlexAlgoDefinition(byte Algorithm, FlexAlgoMetric Metric, byte CalculationType = 0, byte Priority = 128)
{
    public AdminGroup ExcludeAny { get; init; }
    public AdminGroup IncludeAny { get; init; }
    public AdminGroup IncludeAll { get; init; }
    public ImmutableArray<uint> ExcludedSrlgs { get; init; } = [];

    /// <summary>M flag: prefixes of other areas are reached by the algorithm's own prefix metric (RFC 9350 §6.4).</summary>
    public bool UsesPrefixMetric { get; init; }

    public bool Equals(FlexAlgoDefinition? other) =>
        other is not null && Algorithm == other.Algorithm && Metric == other.Metric && CalculationType == other.CalculationType
        && Priority == other.Priority && ExcludeAny == other.ExcludeAny && IncludeAny == other.IncludeAny && IncludeAll == other.IncludeAll
        && UsesPrefixMetric == other.UsesPrefixMetric && ExcludedSrlgs.AsSpan().SequenceEqual(other.ExcludedSrlgs.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Algorithm, Metric, Priority, ExcludeAny, IncludeAny, IncludeAll);
}

/// <summary>The metric of a prefix in a flexible algorithm (RFC 9350 §8, RFC 9351 §4).</summary>
public readonly record struct FlexAlgoPrefixMetric(byte Algorithm, uint Metric);
