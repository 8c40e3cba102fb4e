namespace PceServer.PathComputation.Segments;

/// <summary>Labels that wait to be extended: least estimate first, then fewest SIDs, then nearest to the target.</summary>
internal sealed class OpenLabels
{
    private (ulong Estimate, int Sids, ulong Remaining, int Label)[] _items = new (ulong, int, ulong, int)[64];
    private int _count;

    public void Clear() => _count = 0;

    public void Push(ulong estimate, int sids, ulong remaining, int label)
    {
        if (_count == _items.Length)
            Array.Resize(ref _items, _count * 2);
        var item = (estimate, sids, remaining, label);
        var at = _count++;
        for (; at > 0; at = (at - 1) >> 1)
        {
            if (!IsBefore(item, _items[(at - 1) >> 1]))
                break;
            _items[at] = _items[(at - 1) >> 1];
        }
        _items[at] = item;
    }

    public bool TryPop(out int label)
    {
        label = -1;
        if (_count == 0)
            return false;
        label = _items[0].Label;
        var last = _items[--_count];
        var at = 0;
        for (var child = 1; child < _count; child = (at << 1) + 1)
        {
            if (child + 1 < _count && IsBefore(_items[child + 1], _items[child]))
                child++;
            if (!IsBefore(_items[child], last))
                break;
            _items[at] = _items[child];
            at = child;
        }
        _items[at] = last;
        return true;
    }

    private static bool IsBefore(in (ulong Estimate, int Sids, ulong Remaining, int Label) one, in (ulong Estimate, int Sids, ulong Remaining, int Label) other) =>
        one.Estimate != other.Estimate ? one.Estimate < other.Estimate : one.Sids != other.Sids ? one.Sids < other.Sids : one.Remaining < other.Remaining;
}
