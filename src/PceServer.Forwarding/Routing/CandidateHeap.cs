namespace PceServer.Forwarding.Routing;

/// <summary>Binary heap of (distance, node) pairs packed into 64 bits; the same node may stand in it more than once.</summary>
internal sealed class CandidateHeap
{
    private ulong[] _items = new ulong[256];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Push(uint distance, int node)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        var items = _items;
        var item = ((ulong)distance << 32) | (uint)node;
        var at = Count++;
        while (at > 0)
        {
            var above = (at - 1) >> 1;
            if (items[above] <= item)
                break;
            items[at] = items[above];
            at = above;
        }
        items[at] = item;
    }

    public (uint Distance, int Node) Pop()
    {
        var items = _items;
        var top = items[0];
        var last = items[--Count];
        var at = 0;
        for (var below = 1; below < Count; below = (at << 1) + 1)
        {
            if (below + 1 < Count && items[below + 1] < items[below])
                below++;
            if (items[below] >= last)
                break;
            items[at] = items[below];
            at = below;
        }
        items[at] = last;
        return ((uint)(top >> 32), (int)(uint)top);
    }
}
