using System.Collections.Concurrent;

namespace PceServer.Forwarding.Routing;

/// <summary>
/// Distance columns by slot, made when first asked for, or repaired from those of a store before a change. Safe for many threads: a column is published
/// by one write, and two threads that make the same one make equal ones. Old columns are dropped when the store would outgrow its bound.
/// </summary>
internal sealed class ColumnStore
{
    private const int MaximumElements = 1 << 26;

    private readonly RouteSlots _slots;
    private readonly RoutingView _base;
    private readonly RoutingView?[] _views;
    private readonly uint[]?[] _ready;
    private readonly ConcurrentQueue<int> _age = [];
    private uint[]?[]? _before;
    private EdgeChange[] _changes = [];

    public ColumnStore(RoutingView view, RouteSlots slots)
    {
        _base = view;
        _slots = slots;
        _views = new RoutingView?[slots.Planes.Length];
        _ready = new uint[slots.Count][];
    }

    public RoutingView View => _base;

    public RouteSlots Slots => _slots;

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
    public void Warm() => Parallel.For(0, _slots.Count, slot => Get(slot));

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
        var old = Volatile.Read(ref _before)?[slot];
        var made = old is null || !TryChangesIn(plane, view, out var changes)
            ? ShortestPaths.Compute(view, sources.AsSpan()) : ColumnRepair.Repair(view, old, sources.AsSpan(), changes);
        if (Interlocked.CompareExchange(ref _ready[slot], made, null) is { } other)
            return other;
        _age.Enqueue(slot);
        while ((long)_age.Count * made.Length > MaximumElements && _age.TryDequeue(out var oldest))
            Volatile.Write(ref _ready[oldest], null);
        return made;
    }

    /// <summary>Changes are in the IGP metrics of all domains: a domain sees its own, and what they are to another algorithm is not known.</summary>
    private bool TryChangesIn(int plane, RoutingView view, out ReadOnlySpan<EdgeChange> changes)
    {
        var (domain, algorithm) = _slots.Planes[plane];
        changes = ReferenceEquals(view, _base) || algorithm != 0 ? _changes : Array.FindAll(_changes, c => c.Domain == domain);
        return algorithm == 0;
    }

    private RoutingView ViewFor(int plane) => Volatile.Read(ref _views[plane]) ?? MakeView(plane);

    private RoutingView MakeView(int plane)
    {
        var made = _base.Shows(_slots.Planes[plane]) ? _base : _base.For(_slots.Planes[plane]);
        return Interlocked.CompareExchange(ref _views[plane], made, null) ?? made;
    }
}
