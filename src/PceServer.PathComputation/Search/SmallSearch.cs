using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PceServer.PathComputation.Search;

/// <summary>
/// Dijkstra on a small network with a ring of 64 buckets, whose marks stay in a register. A bucket spans several distances: its nodes come in any order, and one
/// that a neighbour in the same bucket improves is looked at again. Entries that went stale stay until popped.
/// </summary>
internal sealed class SmallSearch
{
    /// <summary>Networks of so many nodes and links at most: larger ones do better in batches.</summary>
    public const int MostNodes = 256, MostLinks = 2048;

    private const int Buckets = BucketWidth.LeastBuckets;

    // The first 64 hold the buckets' heads in their upper halves; each other one its node below and the next entry above, 0 at the end.
    private ulong[] _entries = new ulong[1024];

    /// <summary>False when nodes improved one another too often; the tree is then worth nothing.</summary>
    public bool TryRun(
        in Arcs arcs, ReadOnlySpan<uint> weights, int shift, ReadOnlySpan<(int Node, uint Start)> roots, DistanceTree<uint> tree, int until)
    {
        var limit = Buckets + roots.Length + (weights.Length * 3);
        if (_entries.Length < limit + weights.Length)
            _entries = new ulong[limit + weights.Length];
        tree.ReserveSettled(limit + weights.Length);
        _entries.AsSpan(0, Buckets).Clear();
        var (count, marks, first) = (Buckets, 0UL, uint.MaxValue);
        foreach (var (node, start) in roots)
        {
            if (start >= tree.Distance[node])
                continue;
            tree.Distance[node] = start;
            var bucket = (int)(start >> shift) & (Buckets - 1);
            _entries[count] = (uint)node | _entries[bucket];
            _entries[bucket] = (ulong)count++ << 32;
            marks |= 1UL << bucket;
            first = Math.Min(first, start >> shift);
        }
        return Settle(arcs, weights, shift, tree, until, (count, limit), marks, first);
    }

    // Everything in locals and unchecked: every index comes from the snapshot, from a mask, or from an entry below the limit.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Settle(
        in Arcs arcs, ReadOnlySpan<uint> weights, int shift, DistanceTree<uint> tree, int until, (int Count, int Limit) fill, ulong marks, uint key)
    {
        ref var entries = ref MemoryMarshal.GetArrayDataReference(_entries);
        ref var distance = ref MemoryMarshal.GetArrayDataReference(tree.Distance);
        ref var via = ref MemoryMarshal.GetArrayDataReference(tree.Via);
        ref var settled = ref MemoryMarshal.GetArrayDataReference(tree.Settled);
        ref var starts = ref Unsafe.As<int, uint>(ref MemoryMarshal.GetReference(arcs.Starts));
        ref var ends = ref Unsafe.As<int, uint>(ref MemoryMarshal.GetReference(arcs.Heads));
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var noTransit = ref MemoryMarshal.GetReference(arcs.NoTransit);
        var hasNoTransit = arcs.HasNoTransit;
        var (count, limit, settledCount) = ((nuint)fill.Count, (nuint)fill.Limit, (nuint)0);
        while (marks != 0)
        {
            key += (uint)BitOperations.TrailingZeroCount(BitOperations.RotateRight(marks, (int)key));
            if (until >= 0 && Unsafe.Add(ref distance, until) >> shift < key)
                break;
            nuint bucket = key & (Buckets - 1);
            var entry = (nuint)(Unsafe.Add(ref entries, bucket) >> 32);
            Unsafe.Add(ref entries, bucket) = 0;
            // Small weights may put more into the bucket that is being emptied: it is then met again.
            marks &= ~(1UL << (int)bucket);
            do
            {
                var record = Unsafe.Add(ref entries, entry);
                nuint node = (uint)record;
                entry = (nuint)(record >> 32);
                var at = Unsafe.Add(ref distance, node);
                if (at >> shift != key)
                    continue;
                Unsafe.Add(ref settled, settledCount++) = (int)node;
                if (hasNoTransit && Unsafe.Add(ref noTransit, node) && Unsafe.Add(ref via, node) >= 0)
                    continue;
                if (count > limit)
                    return false;
                nuint end = Unsafe.Add(ref starts, node + 1);
                for (nuint arc = Unsafe.Add(ref starts, node); arc < end; arc++)
                {
                    nuint to = Unsafe.Add(ref ends, arc);
                    // In 64 bits: an unusable link, or a sum that runs over, is never less than what is there.
                    var next = (ulong)at + Unsafe.Add(ref weight, arc);
                    if (next >= Unsafe.Add(ref distance, to))
                        continue;
                    Unsafe.Add(ref distance, to) = (uint)next;
                    Unsafe.Add(ref via, to) = (int)arc;
                    var into = (nuint)(next >> shift) & (Buckets - 1);
                    ref var head = ref Unsafe.Add(ref entries, into);
                    Unsafe.Add(ref entries, count) = to | head;
                    head = (ulong)count++ << 32;
                    marks |= 1UL << (int)into;
                }
            }
            while (entry != 0);
        }
        tree.SettledCount = (int)settledCount;
        return true;
    }
}
