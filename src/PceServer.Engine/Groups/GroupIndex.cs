using System.Diagnostics.CodeAnalysis;
using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;

namespace PceServer.Engine.Groups;

/// <summary>One thing for each LSP, found by LSP and by the group that it belongs to.</summary>
internal sealed class GroupIndex<T>(Func<T, DisjointGroupKey> groupOf) where T : class
{
    private readonly Dictionary<BookingKey, T> _byLsp = [];
    private readonly Dictionary<DisjointGroupKey, Dictionary<BookingKey, T>> _byGroup = [];

    public IEnumerable<KeyValuePair<BookingKey, T>> Of(DisjointGroupKey group) => _byGroup.TryGetValue(group, out var found) ? found : [];

    public bool TryGet(BookingKey key, [NotNullWhen(true)] out T? item) => _byLsp.TryGetValue(key, out item);

    /// <summary>Null takes it out.</summary>
    public void Set(BookingKey key, T? item)
    {
        if (_byLsp.Remove(key, out var before) && _byGroup.TryGetValue(groupOf(before), out var left) && left.Remove(key) && left.Count == 0)
            _byGroup.Remove(groupOf(before));
        if (item is null)
            return;
        _byLsp[key] = item;
        if (!_byGroup.TryGetValue(groupOf(item), out var group))
            _byGroup[groupOf(item)] = group = [];
        group[key] = item;
    }
}
