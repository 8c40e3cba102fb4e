using System.Numerics;

namespace PceServer.PathComputation.Search;

/// <summary>
/// How many distances share a bucket (a power of two, <c>1 &lt;&lt; Shift</c>) and how many buckets a ring must have. Wide buckets keep the ring short; they pay as
/// long as nodes of one bucket seldom improve one another, that is, while few weights are smaller than a bucket is wide.
/// </summary>
internal readonly record struct BucketWidth(int Shift, int Buckets)
{
    /// <summary>Marks of so many buckets fit into one word.</summary>
    public const int LeastBuckets = 64;

    private const int MostBuckets = 1 << 16;
    private const int Samples = 32;

    /// <summary>False where the weights lie too far apart for any ring.</summary>
    /// <param name="most">No usable weight is above it, and no two roots start further apart.</param>
    public static bool TryChoose(ReadOnlySpan<uint> weights, uint most, out BucketWidth width)
    {
        // A bucket of the widest sort is a 16th to a 32nd of the largest weight.
        var shift = Math.Max(0, BitOperations.Log2(most | 1) - 4);
        while (shift > 0 && HasManyBelow(weights, 1u << shift))
            shift--;
        // A bucket may begin before its node: one more than the spread.
        var buckets = BitOperations.RoundUpToPowerOf2((ulong)(most >> shift) + 2);
        width = new BucketWidth(shift, (int)Math.Clamp(buckets, LeastBuckets, MostBuckets));
        return buckets <= MostBuckets;
    }

    // A sample tells: more than one of eight.
    private static bool HasManyBelow(ReadOnlySpan<uint> weights, uint limit)
    {
        var step = Math.Max(1, weights.Length / Samples);
        var (below, taken) = (0, 0);
        for (var i = 0; i < weights.Length && taken < Samples; i += step, taken++)
            below += weights[i] < limit ? 1 : 0;
        return below * 8 > taken;
    }
}
