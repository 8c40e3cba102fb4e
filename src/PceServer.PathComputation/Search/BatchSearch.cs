using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PceServer.PathComputation.Search;

/// <summary>
/// Dijkstra on a large network: a ring of buckets that span several distances, emptied in batches. Each batch goes through three plain loops, none of which has a
/// branch that the processor could not foresee: the nodes are spread into links, the links that improve something are sifted out, and what they reach is put into
/// its bucket. The order within a bucket does not matter, for a node that a neighbour in the same bucket improves is looked at again.
/// </summary>
internal sealed class BatchSearch
{
    private const int BatchLinks = 512;
    private const int ChunkSize = 16;

    // Buckets are lists of chunks of 16 words: the first says where the chunk before it ends (0: there is none), the others are nodes.
    private uint[] _chunks = new uint[1 << 12];
    private uint _top;

    // By bucket: one past its last node, 0 when it is empty.
    private uint[] _tails = [];
    private ulong[] _marks = [];
    private uint _mask;
    private int _shift;

    // Links to be looked at: the near end's distance above, the link below.
    private ulong[] _links = [];

    // Those that improve: the far end's node below and the link above, and the distance that it would get.
    private ulong[] _improving = [];
    private uint[] _improved = [];

    /// <summary>False when nodes improved one another too often; the tree is then worth nothing.</summary>
    public bool TryRun(
        in Arcs arcs, ReadOnlySpan<uint> weights, BucketWidth width, ReadOnlySpan<(int Node, uint Start)> roots, DistanceTree<uint> tree, int until)
    {
        Prepare(width, Math.Max(weights.Length, roots.Length));
        var key = uint.MaxValue;
        for (var i = 0; i < roots.Length; i++)
        {
            (_improving[i], _improved[i]) = (((ulong)uint.MaxValue << 32) | (uint)roots[i].Node, roots[i].Start);
            key = Math.Min(key, roots[i].Start >> _shift);
        }
        Put(roots.Length, tree);
        // Every link is looked at once for each time that its near end is settled; without the limit, hostile weights could make that very often.
        var (pushed, limit) = (roots.Length, roots.Length + (weights.Length * 4L));
        while (TryNext(ref key, out var position) && (until < 0 || tree.Distance[until] >> _shift >= key))
        {
            tree.ReserveSettled(pushed + 1);
            Take(key);
            while (position != 0)
            {
                var links = Spread(arcs, tree, key, ref position);
                var improving = Sift(arcs.Heads, weights, tree.Distance, links);
                pushed += improving;
                if (pushed > limit)
                {
                    Clear();
                    return false;
                }
                Put(improving, tree);
            }
        }
        Clear();
        return true;
    }

    private void Prepare(BucketWidth width, int links)
    {
        (_shift, _mask, _top) = (width.Shift, (uint)width.Buckets - 1, ChunkSize);
        if (_tails.Length < width.Buckets)
            (_tails, _marks) = (new uint[width.Buckets], new ulong[width.Buckets >> 6]);
        // A batch ends with the node that fills it; vectors of four write past it.
        var room = BatchLinks + links + 4;
        if (_links.Length < room)
            (_links, _improving, _improved) = (new ulong[room], new ulong[room], new uint[room]);
    }

    // The first bucket that holds something, at or after a key: round the ring and back to the first word.
    private bool TryNext(ref uint key, out uint position)
    {
        position = 0;
        var bucket = key & _mask;
        var word = bucket >> 6;
        var bits = _marks[word] & (ulong.MaxValue << (int)(bucket & 63));
        for (var i = _mask >> 6; bits == 0; i--)
        {
            word = (word + 1) & (_mask >> 6);
            bits = _marks[word];
            if (i == 0 && bits == 0)
                return false;
        }
        var found = (word << 6) + (uint)BitOperations.TrailingZeroCount(bits);
        key += (found - bucket) & _mask;
        position = _tails[found];
        return true;
    }

    // Small weights may put more into the bucket that is being emptied: it is then met again.
    private void Take(uint key)
    {
        var bucket = key & _mask;
        _tails[bucket] = 0;
        _marks[bucket >> 6] &= ~(1UL << (int)(bucket & 63));
    }

    /// <summary>Settles nodes of a bucket until the batch is full, and lists their links.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Spread(in Arcs arcs, DistanceTree<uint> tree, uint key, ref uint position)
    {
        ref var chunks = ref MemoryMarshal.GetArrayDataReference(_chunks);
        ref var distance = ref MemoryMarshal.GetArrayDataReference(tree.Distance);
        ref var starts = ref Unsafe.As<int, uint>(ref MemoryMarshal.GetReference(arcs.Starts));
        ref var settled = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(tree.Settled), tree.SettledCount);
        ref var links = ref MemoryMarshal.GetArrayDataReference(_links);
        var hasNoTransit = arcs.HasNoTransit;
        var (at, shift) = (position, _shift);
        nuint settledCount = 0;
        nuint count = 0;
        do
        {
            nuint node = Unsafe.Add(ref chunks, --at);
            if ((at & (ChunkSize - 1)) == 1)
                at = Unsafe.Add(ref chunks, at - 1);
            var near = Unsafe.Add(ref distance, node);
            var start = Unsafe.Add(ref starts, node);
            // All ones unless the entry went stale; then it has no links.
            var isFresh = near >> shift == key ? -1 : 0;
            var degree = (int)(Unsafe.Add(ref starts, node + 1) - start) & isFresh;
            if (hasNoTransit && arcs.NoTransit[(int)node] && tree.Via[(int)node] >= 0)
                degree = 0;
            Unsafe.Add(ref settled, settledCount) = (int)node;
            settledCount += (nuint)(-isFresh);
            var four = Vector256.Create(((ulong)near << 32) | start) + Vector256.Create(0UL, 1, 2, 3);
            four.StoreUnsafe(ref links, count);
            for (nuint i = 4; (int)i < degree; i += 4)
            {
                four += Vector256.Create(4UL);
                four.StoreUnsafe(ref links, count + i);
            }
            count += (nuint)degree;
        }
        while (at != 0 && count < BatchLinks);
        position = at;
        tree.SettledCount += (int)settledCount;
        return (int)count;
    }

    /// <summary>Keeps the links that improve what their far end had before the batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Sift(ReadOnlySpan<int> heads, ReadOnlySpan<uint> weights, uint[] distances, int count)
    {
        ref var link = ref MemoryMarshal.GetArrayDataReference(_links);
        ref var end = ref Unsafe.Add(ref link, count);
        ref var improving = ref MemoryMarshal.GetArrayDataReference(_improving);
        ref var improved = ref MemoryMarshal.GetArrayDataReference(_improved);
        ref var ends = ref Unsafe.As<int, uint>(ref MemoryMarshal.GetReference(heads));
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var distance = ref MemoryMarshal.GetArrayDataReference(distances);
        nint kept = 0;
        for (; Unsafe.IsAddressLessThan(ref link, ref end); link = ref Unsafe.Add(ref link, 1))
        {
            nuint arc = (uint)link;
            nuint to = Unsafe.Add(ref ends, arc);
            // In 64 bits: an unusable link, or a sum that runs over, is never less than what is there.
            var next = (link >> 32) + Unsafe.Add(ref weight, arc);
            Unsafe.Add(ref improving, kept) = ((ulong)arc << 32) | to;
            Unsafe.Add(ref improved, kept) = (uint)next;
            // One more where the difference is negative, without a branch.
            kept += (nint)((next - Unsafe.Add(ref distance, to)) >> 63);
        }
        return (int)kept;
    }

    /// <summary>Takes over the distances that still improve, and puts their nodes into buckets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Put(int count, DistanceTree<uint> tree)
    {
        // Each may open a chunk.
        if (_chunks.Length < _top + (count * (long)ChunkSize))
            Array.Resize(ref _chunks, (int)Math.Max(_chunks.Length * 2L, _top + (count * (long)ChunkSize)));
        ref var chunks = ref MemoryMarshal.GetArrayDataReference(_chunks);
        ref var tails = ref MemoryMarshal.GetArrayDataReference(_tails);
        ref var marks = ref MemoryMarshal.GetArrayDataReference(_marks);
        ref var improving = ref MemoryMarshal.GetArrayDataReference(_improving);
        ref var improved = ref MemoryMarshal.GetArrayDataReference(_improved);
        ref var distance = ref MemoryMarshal.GetArrayDataReference(tree.Distance);
        ref var via = ref MemoryMarshal.GetArrayDataReference(tree.Via);
        var (shift, mask, top) = (_shift, _mask, _top);
        for (nint i = 0; i < count; i++)
        {
            var link = Unsafe.Add(ref improving, i);
            var next = Unsafe.Add(ref improved, i);
            nuint node = (uint)link;
            if (next >= Unsafe.Add(ref distance, node))
                continue;
            Unsafe.Add(ref distance, node) = next;
            Unsafe.Add(ref via, node) = (int)(link >> 32);
            nuint bucket = (next >> shift) & mask;
            ref var tail = ref Unsafe.Add(ref tails, bucket);
            var at = tail;
            if ((at & (ChunkSize - 1)) == 0)
            {
                Unsafe.Add(ref chunks, top) = at;
                Unsafe.Add(ref marks, bucket >> 6) |= 1UL << (int)(bucket & 63);
                at = top + 1;
                top += ChunkSize;
            }
            Unsafe.Add(ref chunks, at) = (uint)node;
            tail = at + 1;
        }
        _top = top;
    }

    // Empties the ring after a search that stopped early.
    private void Clear()
    {
        for (var word = 0; word <= _mask >> 6; word++)
        {
            for (; _marks[word] != 0; _marks[word] &= _marks[word] - 1)
                _tails[(word << 6) + BitOperations.TrailingZeroCount(_marks[word])] = 0;
        }
    }
}
