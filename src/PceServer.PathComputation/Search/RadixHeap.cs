using System.Numerics;

namespace PceServer.PathComputation.Search;

/// <summary>
/// Priority queue for large whole weights whose keys never fall below the last one popped: an entry lies in the bucket of the highest bit in which it
/// differs from that one, and moves down at most once for each bit.
/// </summary>
internal sealed class RadixHeap
{
    private readonly int[] _heads = new int[65];
    private (ulong Key, int Node, int Next)[] _entries = new (ulong, int, int)[1024];
    private ulong _last;
    private ulong _used;
    private int _count = 1;

    public void Clear()
    {
        Array.Clear(_heads);
        (_last, _used, _count) = (0, 0, 1);
    }

    public void Push(ulong key, int node)
    {
        if (_count == _entries.Length)
            Array.Resize(ref _entries, _count * 2);
        _entries[_count] = (key, node, 0);
        Link(_count++);
    }

    public bool TryPop(out ulong key, out int node)
    {
        if (_heads[0] == 0 && !Refill())
        {
            (key, node) = (0, 0);
            return false;
        }
        (key, node, _heads[0]) = _entries[_heads[0]];
        return true;
    }

    /// <summary>Spreads the lowest bucket around its least key, which comes first from now on.</summary>
    private bool Refill()
    {
        if (_used == 0)
            return false;
        var bucket = BitOperations.TrailingZeroCount(_used) + 1;
        _used &= _used - 1;
        var entry = _heads[bucket];
        _heads[bucket] = 0;
        var least = ulong.MaxValue;
        for (var at = entry; at != 0; at = _entries[at].Next)
            least = Math.Min(least, _entries[at].Key);
        _last = least;
        while (entry != 0)
        {
            var next = _entries[entry].Next;
            Link(entry);
            entry = next;
        }
        return true;
    }

    private void Link(int entry)
    {
        ref var it = ref _entries[entry];
        var bucket = 64 - BitOperations.LeadingZeroCount(it.Key ^ _last);
        it.Next = _heads[bucket];
        _heads[bucket] = entry;
        if (bucket > 0)
            _used |= 1UL << (bucket - 1);
    }
}
