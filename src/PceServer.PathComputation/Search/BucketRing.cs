using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PceServer.PathComputation.Search;

/// <summary>
/// Priority queue for small whole weights: one bucket for each distance that can be waiting at the same time, and a bitmap of three levels to jump over
/// empty ones. Pushing and popping cost the same however many wait. Entries that went stale stay until popped.
/// </summary>
internal sealed class BucketRing
{
    /// <summary>Weights must be below it.</summary>
    public const int Size = 1 << 16;

    private int[] _heads = new int[4096];
    private ulong[] _words = new ulong[4096 >> 6];
    private ulong[] _summary = new ulong[1];
    private int _mask = 4095;
    private (int Node, int Next)[] _entries = new (int, int)[1024];
    private int _count = 1;

    /// <summary>Makes room for weights up to the largest, and for so many pushes, so that <see cref="Push"/> need not look. The ring must be empty.</summary>
    public void Reserve(uint largest, int pushes)
    {
        var size = Math.Max(4096, (int)BitOperations.RoundUpToPowerOf2(largest + 1));
        if (size > _heads.Length)
            (_heads, _words, _summary) = (new int[size], new ulong[size >> 6], new ulong[size >> 12]);
        _mask = _heads.Length - 1;
        if (_entries.Length <= pushes)
            _entries = new (int, int)[pushes + 1];
        _count = 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(uint key, int node)
    {
        var bucket = (int)(key & _mask);
        ref var head = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_heads), bucket);
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_entries), _count) = (node, head);
        if (head == 0)
            Mark(bucket);
        head = _count++;
    }

    /// <summary>The first bucket that holds something, at or after a distance; false when all are empty.</summary>
    public bool TryNext(uint from, out uint key)
    {
        key = from;
        var bucket = (int)(from & _mask);
        var word = bucket >> 6;
        var bits = _words[word] >> (bucket & 63);
        if (bits != 0)
        {
            key = from + (uint)BitOperations.TrailingZeroCount(bits);
            return true;
        }
        var next = NextWord(word);
        if (next < 0)
            return false;
        var found = (next << 6) + BitOperations.TrailingZeroCount(_words[next]);
        key = from + (uint)((found - bucket) & _mask);
        return true;
    }

    /// <summary>Takes a bucket's entries: the first of a chain that <see cref="Follow"/> walks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Take(uint key)
    {
        var bucket = (int)(key & _mask);
        var head = _heads[bucket];
        _heads[bucket] = 0;
        var word = bucket >> 6;
        if ((_words[word] &= ~(1UL << (bucket & 63))) == 0)
            _summary[word >> 6] &= ~(1UL << (word & 63));
        return head;
    }

    /// <summary>The node of an entry, and the next one; 0 ends the chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Follow(ref int entry)
    {
        var (node, next) = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_entries), entry);
        entry = next;
        return node;
    }

    /// <summary>Empties the ring after a search that stopped early.</summary>
    public void Clear()
    {
        for (var group = 0; group < _summary.Length; group++)
        {
            for (; _summary[group] != 0; _summary[group] &= _summary[group] - 1)
                ClearWord((group << 6) + BitOperations.TrailingZeroCount(_summary[group]));
        }
    }

    private void ClearWord(int word)
    {
        for (; _words[word] != 0; _words[word] &= _words[word] - 1)
            _heads[(word << 6) + BitOperations.TrailingZeroCount(_words[word])] = 0;
    }

    private void Mark(int bucket)
    {
        _words[bucket >> 6] |= 1UL << (bucket & 63);
        _summary[bucket >> 12] |= 1UL << ((bucket >> 6) & 63);
    }

    // The next word that holds something, round the ring and back to this one.
    private int NextWord(int word)
    {
        var group = word >> 6;
        var bits = (word & 63) == 63 ? 0 : _summary[group] & (ulong.MaxValue << ((word & 63) + 1));
        for (var i = 0; i <= _summary.Length; i++)
        {
            if (bits != 0)
                return (group << 6) + BitOperations.TrailingZeroCount(bits);
            group = (group + 1) & (_summary.Length - 1);
            bits = _summary[group];
        }
        return -1;
    }
}
