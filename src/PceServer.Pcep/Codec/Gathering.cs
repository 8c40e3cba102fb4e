using PceServer.Wire;

namespace PceServer.Pcep;

/// <summary>Collects items of a number not known before; one item costs one array of one.</summary>
internal struct Gathering<T>
{
    private T[]? _items;
    private int _count;

    public readonly int Count => _count;

    public readonly ReadOnlySpan<T> Span => _items.AsSpan(0, _count);

    public void Add(T item)
    {
        if (_items is null)
            _items = new T[1];
        else if (_count == _items.Length)
            Array.Resize(ref _items, Math.Max(4, _count * 2));
        _items[_count++] = item;
    }

    /// <summary>Takes all of another collection, which nobody may use after.</summary>
    public void AddAll(in Gathering<T> other)
    {
        if (_items is null)
        {
            this = other;
            return;
        }
        for (var i = 0; i < other._count; i++)
            Add(other._items![i]);
    }

    public readonly ValueList<T> ToValueList()
    {
        if (_items is null)
            return default;
        return ValueList.Own(_count == _items.Length ? _items : _items[.._count]);
    }
}
