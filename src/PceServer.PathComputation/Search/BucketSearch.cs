using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PceServer.PathComputation.Search;

/// <summary>
/// Dijkstra for weights below <see cref="BucketRing.Size"/>: a ring of buckets as long as the largest weight, and a bitmap of two levels to jump over empty ones, so
/// that pushing and popping cost the same however many wait. Where few weights are small, a bucket spans several distances: its nodes come in any order, and one
/// that a neighbour in the same bucket improves is looked at again. Entries that went stale stay until popped. The loop keeps everything in locals and unchecked:
/// every index comes from the snapshot or from a mask.
/// </summary>
internal sealed class BucketSearch
{
    private int[] _heads = [];
    private ulong[] _words = [];
    private ulong[] _summary = [];
    private (int Node, int Next)[] _entries = [];
    private int _mask = -1;
    private int _shift;

    public void Run(in Arcs arcs, ReadOnlySpan<uint> weights, uint largest, ReadOnlySpan<(int Node, uint Start)> roots, DistanceTree<uint> tree, int until)
    {
        _shift = ShiftFor(weights, largest);
        Prepare(Math.Max(largest, Spread(roots)) >> _shift, weights.Length + roots.Length);
        tree.ReserveSettled(weights.Length + roots.Length);
        var count = 1;
        var first = uint.MaxValue;
        foreach (var (node, start) in roots)
        {
            if (start >= tree.Distance[node])
                continue;
            tree.Distance[node] = start;
            count = Push(count, start >> _shift, node);
            first = Math.Min(first, start);
        }
        tree.SettledCount = Settle(arcs, weights, tree, until, first >> _shift, count);
        if (until >= 0)
            Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Settle(in Arcs arcs, ReadOnlySpan<uint> weights, DistanceTree<uint> tree, int until, uint key, int count)
    {
        ref var heads = ref MemoryMarshal.GetArrayDataReference(_heads);
        ref var words = ref MemoryMarshal.GetArrayDataReference(_words);
        ref var summary = ref MemoryMarshal.GetArrayDataReference(_summary);
        ref var entries = ref MemoryMarshal.GetArrayDataReference(_entries);
        ref var distance = ref MemoryMarshal.GetArrayDataReference(tree.Distance);
        ref var via = ref MemoryMarshal.GetArrayDataReference(tree.Via);
        ref var settled = ref MemoryMarshal.GetArrayDataReference(tree.Settled);
        ref var starts = ref MemoryMarshal.GetReference(arcs.Starts);
        ref var ends = ref MemoryMarshal.GetReference(arcs.Heads);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var noTransit = ref MemoryMarshal.GetReference(arcs.NoTransit);
        var mask = _mask;
        var shift = _shift;
        var settledCount = 0;
        var isDone = false;
        while (true)
        {
            var bucket = (int)key & mask;
            var bits = Unsafe.Add(ref words, bucket >> 6) >> bucket;
            if (bits == 0)
            {
                var word = NextWord(bucket >> 6);
                if (word < 0)
                    return settledCount;
                var found = (word << 6) + BitOperations.TrailingZeroCount(Unsafe.Add(ref words, word));
                key += (uint)((found - bucket) & mask);
                bucket = found;
                if (isDone)
                    return settledCount;
            }
            else
            {
                var skip = BitOperations.TrailingZeroCount(bits);
                if (isDone && skip > 0)
                    return settledCount;
                key += (uint)skip;
                bucket += skip;
            }
            // Small weights may put more into the bucket that is being emptied: it is then met again.
            var entry = Unsafe.Add(ref heads, bucket);
            Unsafe.Add(ref heads, bucket) = 0;
            if ((Unsafe.Add(ref words, bucket >> 6) &= ~(1UL << bucket)) == 0)
                Unsafe.Add(ref summary, bucket >> 12) &= ~(1UL << (bucket >> 6));
            do
            {
                (var node, entry) = Unsafe.Add(ref entries, entry);
                var at = Unsafe.Add(ref distance, node);
                if (at >> shift != key)
                    continue;
                Unsafe.Add(ref settled, settledCount++) = node;
                // Not before the bucket is empty for good: the distance may still fall.
                isDone |= node == until;
                if (Unsafe.Add(ref noTransit, node) && Unsafe.Add(ref via, node) >= 0)
                    continue;
                var end = Unsafe.Add(ref starts, node + 1);
                for (var arc = Unsafe.Add(ref starts, node); arc < end; arc++)
                {
                    var to = Unsafe.Add(ref ends, arc);
                    // In 64 bits: an unusable link, or a sum that runs over, is never less than what is there.
                    var next = (ulong)at + Unsafe.Add(ref weight, arc);
                    if (next >= Unsafe.Add(ref distance, to))
                        continue;
                    Unsafe.Add(ref distance, to) = (uint)next;
                    Unsafe.Add(ref via, to) = arc;
                    var into = (int)(next >> shift) & mask;
                    ref var head = ref Unsafe.Add(ref heads, into);
                    Unsafe.Add(ref entries, count) = (to, head);
                    head = count++;
                    ref var marked = ref Unsafe.Add(ref words, into >> 6);
                    if (marked == 0)
                        Unsafe.Add(ref summary, into >> 12) |= 1UL << (into >> 6);
                    marked |= 1UL << into;
                }
            }
            while (entry != 0);
        }
    }

    private int Push(int count, uint key, int node)
    {
        var bucket = (int)key & _mask;
        _entries[count] = (node, _heads[bucket]);
        _heads[bucket] = count;
        _words[bucket >> 6] |= 1UL << bucket;
        _summary[bucket >> 12] |= 1UL << (bucket >> 6);
        return count + 1;
    }

    // No larger than it must be, to stay near the processor; at least one word of the upper level. A wide bucket may begin before its node: one more than the spread.
    private void Prepare(uint spread, int pushes)
    {
        var size = Math.Max(4096, (int)BitOperations.RoundUpToPowerOf2(spread + 2));
        if (_heads.Length < size)
        {
            _heads = new int[size];
            _words = new ulong[size >> 6];
            _summary = new ulong[size >> 12];
        }
        _mask = size - 1;
        if (_entries.Length <= pushes)
            _entries = new (int, int)[pushes + 1];
    }

    // The next word that holds something, round the ring and back to this one.
    private int NextWord(int word)
    {
        var groups = (_mask + 1) >> 12;
        var group = word >> 6;
        var bits = (word & 63) == 63 ? 0 : _summary[group] & (ulong.MaxValue << ((word & 63) + 1));
        for (var i = 0; i <= groups; i++)
        {
            if (bits != 0)
                return (group << 6) + BitOperations.TrailingZeroCount(bits);
            group = (group + 1) & (groups - 1);
            bits = _summary[group];
        }
        return -1;
    }

    // Empties the ring after a search that stopped early.
    private void Clear()
    {
        for (var group = 0; group < _summary.Length; group++)
        {
            for (; _summary[group] != 0; _summary[group] &= _summary[group] - 1)
            {
                var word = (group << 6) + BitOperations.TrailingZeroCount(_summary[group]);
                for (; _words[word] != 0; _words[word] &= _words[word] - 1)
                    _heads[(word << 6) + BitOperations.TrailingZeroCount(_words[word])] = 0;
            }
        }
    }

    // Wide buckets pay where nodes seldom improve one another within one: when weights of less than sixteen widths are rare. A sample tells.
    private static int ShiftFor(ReadOnlySpan<uint> weights, uint largest)
    {
        var shift = Math.Max(0, BitOperations.Log2(largest | 1) - 10);
        if (shift == 0 || weights.Length < 32)
            return 0;
        var (step, small) = (weights.Length / 32, 0);
        for (var i = 0; i < 32; i++)
            small += weights[i * step] < 16u << shift ? 1 : 0;
        return small > 4 ? 0 : shift;
    }

    private static uint Spread(ReadOnlySpan<(int Node, uint Start)> roots)
    {
        var (least, most) = (uint.MaxValue, 0u);
        foreach (var (_, start) in roots)
            (least, most) = (Math.Min(least, start), Math.Max(most, start));
        return roots.IsEmpty ? 0 : most - least;
    }
}
