using System.Runtime.CompilerServices;

namespace PceServer.PathComputation.Search;

/// <summary>A four-way heap of (key, value) with lazy deletion: whoever pops drops entries that have gone stale. Keeps its memory between runs.</summary>
internal sealed class MinHeap
{
    private (ulong Key, int Value)[] _items = new (ulong, int)[64];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(ulong key, int value)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        var items = _items;
        var at = Count++;
        while (at > 0)
        {
            var parent = (at - 1) >> 2;
            if (items[parent].Key <= key)
                break;
            items[at] = items[parent];
            at = parent;
        }
        items[at] = (key, value);
    }

    public bool TryPop(out ulong key, out int value)
    {
        if (Count == 0)
        {
            (key, value) = (0, 0);
            return false;
        }
        var items = _items;
        (key, value) = items[0];
        var last = items[--Count];
        var at = 0;
        while (true)
        {
            var child = (at << 2) + 1;
            if (child >= Count)
                break;
            var least = child;
            var end = Math.Min(child + 4, Count);
            for (var other = child + 1; other < end; other++)
            {
                if (items[other].Key < items[least].Key)
                    least = other;
            }
            if (items[least].Key >= last.Key)
                break;
            items[at] = items[least];
            at = least;
        }
        items[at] = last;
        return true;
    }
}
