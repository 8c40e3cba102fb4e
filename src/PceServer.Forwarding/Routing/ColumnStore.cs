using System.Collections.Concurrent;
using System.Collections.Immutable;
using PceServer.Forwarding.Labels;

namespace PceServer.Forwarding.Routing;

/// <summary>
/// Distance columns by slot, made when first asked for, or repaired from those of a store before a change. Safe for many threads: a column is published
/// by one write, and two threads that make the same one make equal ones. Old columns are dropped when the store would outgrow its bound.
/// </summary>
internal sealed class ColumnStore
{
    private const int MaximumElements = 1 << 26;

    private readonly ImmutableArray<RouteSlot> _slots;
    private readonly RoutingView _base;
    private readonly ConcurrentDictionary<RoutingPlane, RoutingView> _views = [];
    private readonly uint[]?[] _ready;
    private readonly ConcurrentQueue<int> _age = [];
    private uint[]?[]? _before;
    private EdgeChange[] _changes = [];

    public ColumnStore(RoutingView view, ImmutableArray<RouteSlot> slots)
    {
        _base = view;
        _slots = slots;
        _ready = new uint[slots.Length][];
    }

    public RoutingView View => _base;

    public ImmutableArray<RouteSlot> Slots => _slots;

    /// <summary>A store over another view of the same nodes and slots, which takes over what the changes leave as it is.</summary>
    public ColumnStore After(RoutingView view, EdgeChange[] changes)
    {
        var next = new ColumnStore(view, _slots);
        Complete();
        next._before = _ready;
        next._changes = changes;
        return next;
    }

    public uint[] Get(int slot) => Volatile.Read(ref _ready[slot]) ?? Make(slot);

    public RoutingView ViewOf(int slot) => ViewFor(_slots[slot].Plane);

    /// <summary>Makes every column now.</summary>
    public void Warm() => Parallel.For(0, _slots.Length, slot => Get(slot));

    /// <summary>Repairs what was taken over and not asked for yet, so that the store before can be let go.</summary>
    private void Complete()
    {
        if (_before is not { } before)
            return;
        for (var slot = 0; slot < before.Length; slot++)
        {
            if (_ready[slot] is null && before[slot] is not null)
                Make(slot);
        }
        _before = null;
    }

    private uint[] Make(int slot)
    {
        var (plane, sources) = _slots[slot];
        var view = ViewFor(plane);
        // Changes are in the costs of the base view, which other planes see in part.
        var old = ReferenceEquals(view, _base) ? Volatile.Read(ref _before)?[slot] : null;
        var made = old is null ? ShortestPaths.Compute(view, sources.AsSpan()) : ColumnRepair.Repair(view, old, sources.AsSpan(), _changes);
        if (Interlocked.CompareExchange(ref _ready[slot], made, null) is { } other)
            return other;
        _age.Enqueue(slot);
        while ((long)_age.Count * made.Length > MaximumElements && _age.TryDequeue(out var oldest))
            Volatile.Write(ref _ready[oldest], null);
        return made;
    }

    private RoutingView ViewFor(RoutingPlane plane) =>
        plane.IsDefault && !_base.HasSeveralTopologies ? _base : _views.GetOrAdd(plane, static (p, view) => view.For(p), _base);
}
