using System.Numerics;

namespace PceServer.PathComputation.Constraints;

/// <summary>
/// What a path is judged by: soft exclusions trodden on, objective and tie-breakers, packed into as few words as hold them. Words compare one after the other,
/// so that no tie-breaker is lost for want of bits.
/// </summary>
internal readonly struct PathWeight(ulong first, ulong[]? rest = null) : IComparable<PathWeight>, IAdditionOperators<PathWeight, PathWeight, PathWeight>
{
    public static readonly PathWeight None = new(ulong.MaxValue);

    private readonly ulong[]? _rest = rest;

    public ulong First { get; } = first;

    public ulong this[int level] => level == 0 ? First : _rest is not null && level <= _rest.Length ? _rest[level - 1] : 0;

    private int Levels => 1 + (_rest?.Length ?? 0);

    /// <summary>The same with one more word behind.</summary>
    public PathWeight Then(ulong next) => new(First, [.. _rest ?? [], next]);

    public int CompareTo(PathWeight other)
    {
        for (var level = 0; level < Math.Max(Levels, other.Levels); level++)
        {
            if (this[level].CompareTo(other[level]) is not 0 and var order)
                return order;
        }
        return 0;
    }

    public static PathWeight Max(PathWeight one, PathWeight other) => one.CompareTo(other) >= 0 ? one : other;

    public static PathWeight operator +(PathWeight left, PathWeight right)
    {
        if (left._rest is null && right._rest is null)
            return new PathWeight(left.First + right.First);
        var rest = new ulong[Math.Max(left.Levels, right.Levels) - 1];
        for (var i = 0; i < rest.Length; i++)
            rest[i] = left[i + 1] + right[i + 1];
        return new PathWeight(left.First + right.First, rest);
    }

    public static bool operator <(PathWeight left, PathWeight right) => left.CompareTo(right) < 0;

    public static bool operator >(PathWeight left, PathWeight right) => left.CompareTo(right) > 0;

    public static bool operator <=(PathWeight left, PathWeight right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PathWeight left, PathWeight right) => left.CompareTo(right) >= 0;
}
