using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Engine.Mapping.LinkState;

/// <summary>
/// Gives one array for the same values: the links of a network repeat their SRLGs and adjacency SIDs by the thousand. A bounded number is remembered, the
/// latest of those that fall together; an array that is not remembered is only not shared. One user at a time.
/// </summary>
internal sealed class SharedArrays<T> where T : struct, IEquatable<T>
{
    private const int Places = 4096;

    private readonly ImmutableArray<T>[] _known = new ImmutableArray<T>[Places];

    public ImmutableArray<T> Of(ImmutableArray<T> values)
    {
        if (values.IsEmpty)
            return [];
        var hash = 0;
        foreach (var value in values)
            hash = HashCode.Combine(hash, value);
        ref var known = ref _known[hash & (Places - 1)];
        if (known.IsDefault || !known.AsSpan().SequenceEqual(values.AsSpan()))
            known = values;
        return known;
    }
}

/// <summary>The arrays of link attributes that repeat.</summary>
internal sealed class SharedLinkArrays
{
    public SharedArrays<AdjacencySid> AdjacencySids { get; } = new();

    public SharedArrays<uint> Srlgs { get; } = new();
}
