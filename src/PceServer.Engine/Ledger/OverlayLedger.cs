using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PceServer.Topology;

namespace PceServer.Engine.Ledger;

/// <summary>
/// Bookings and binding SIDs of all LSPs. SR reserves nothing in the network, so the PCE must remember what it has given away.
/// Writers take turns; readers take <see cref="Current"/> and never wait.
/// </summary>
public sealed class OverlayLedger
{
    private readonly Lock _writers = new();
    private readonly Dictionary<BookingKey, LedgerEntry> _entries = [];
    private readonly Dictionary<BookingKey, ImmutableArray<BindingSid>> _bindings = [];
    private readonly Dictionary<Label, int> _users = [];
    private NetworkOverlay _current = NetworkOverlay.Empty;

    public NetworkOverlay Current => Volatile.Read(ref _current);

    /// <summary>Held while an answer with bandwidth is found and booked: each must see what the one before it took.</summary>
    public Lock BandwidthTurn { get; } = new();

    /// <summary>Told the labels whose binding is new, gone or leads elsewhere and which some list pushes; called by whoever changed them, outside of any turn.</summary>
    public event Action<ImmutableHashSet<Label>>? BindingsMoved;

    /// <summary>What others have booked: an LSP does not compete with itself.</summary>
    public NetworkOverlay Without(BookingKey own)
    {
        lock (_writers)
        {
            return _entries.TryGetValue(own, out var entry)
                ? _current with { BookedBandwidth = Unbook(_current.BookedBandwidth, entry) }
                : _current;
        }
    }

    /// <summary>The same for several that are computed together.</summary>
    public NetworkOverlay Without(IEnumerable<BookingKey> own)
    {
        lock (_writers)
        {
            var booked = _current.BookedBandwidth;
            foreach (var key in own)
            {
                if (_entries.TryGetValue(key, out var entry))
                    booked = Unbook(booked, entry);
            }
            return ReferenceEquals(booked, _current.BookedBandwidth) ? _current : _current with { BookedBandwidth = booked };
        }
    }

    /// <summary>An overlay with one more path in it.</summary>
    internal static NetworkOverlay With(NetworkOverlay overlay, LedgerEntry entry) =>
        entry.BandwidthBytesPerSecond == 0 ? overlay : overlay with { BookedBandwidth = Book(overlay.BookedBandwidth, entry) };

    /// <summary>Puts what an LSP uses now in the place of what it used before.</summary>
    public void Set(BookingKey lsp, LedgerEntry entry)
    {
        var moved = ImmutableHashSet<Label>.Empty;
        lock (_writers)
        {
            _entries.TryGetValue(lsp, out var before);
            if (before is null && entry.IsNothing)
                return;
            before ??= LedgerEntry.Nothing;
            if (entry.IsNothing)
                _entries.Remove(lsp);
            else
                _entries[lsp] = entry;
            moved = MovedLabels(before.BindingSids, entry.BindingSids);
            Count(before.Labels, entry.Labels);
            Bind(lsp, entry.BindingSids);
            if (!moved.IsEmpty || before.BandwidthBytesPerSecond != 0 || entry.BandwidthBytesPerSecond != 0)
            {
                Volatile.Write(ref _current, new NetworkOverlay
                {
                    BookedBandwidth = Book(Unbook(_current.BookedBandwidth, before), entry),
                    // The array stays the same object where nothing moved: forwarding tables are shared by it.
                    BindingSids = moved.IsEmpty ? _current.BindingSids : [.. _bindings.Values.SelectMany(sids => sids)],
                });
            }
            moved = moved.Where(_users.ContainsKey).ToImmutableHashSet();
        }
        if (!moved.IsEmpty)
            BindingsMoved?.Invoke(moved);
    }

    private void Bind(BookingKey lsp, ImmutableArray<BindingSid> sids)
    {
        if (sids.IsEmpty)
            _bindings.Remove(lsp);
        else
            _bindings[lsp] = sids;
    }

    private void Count(ImmutableArray<Label> before, ImmutableArray<Label> after)
    {
        if (before == after || before.AsSpan().SequenceEqual(after.AsSpan()))
            return;
        foreach (var label in before)
        {
            if (--CollectionsMarshal.GetValueRefOrAddDefault(_users, label, out _) <= 0)
                _users.Remove(label);
        }
        foreach (var label in after)
            CollectionsMarshal.GetValueRefOrAddDefault(_users, label, out _)++;
    }

    public void Clear(BookingKey lsp) => Set(lsp, LedgerEntry.Nothing);

    private static ImmutableHashSet<Label> MovedLabels(ImmutableArray<BindingSid> before, ImmutableArray<BindingSid> after)
    {
        if (before.IsEmpty && after.IsEmpty)
            return [];
        var stay = before.Where(old => after.Any(now => Same(old, now))).Select(old => old.Label).ToHashSet();
        return [.. before.Concat(after).Select(binding => binding.Label).Where(label => !stay.Contains(label))];
    }

    private static bool Same(BindingSid one, BindingSid other) =>
        one.HeadEnd == other.HeadEnd && one.Label == other.Label && one.Labels.AsSpan().SequenceEqual(other.Labels.AsSpan());

    private static ImmutableDictionary<LinkKey, ulong> Book(ImmutableDictionary<LinkKey, ulong> booked, LedgerEntry entry)
    {
        if (entry.BandwidthBytesPerSecond == 0)
            return booked;
        var next = booked.ToBuilder();
        for (var i = 0; i < entry.Links.Length; i++)
            next[entry.Links[i]] = next.GetValueOrDefault(entry.Links[i]) + entry.BandwidthOn(i);
        return next.ToImmutable();
    }

    private static ImmutableDictionary<LinkKey, ulong> Unbook(ImmutableDictionary<LinkKey, ulong> booked, LedgerEntry entry)
    {
        if (entry.BandwidthBytesPerSecond == 0)
            return booked;
        var next = booked.ToBuilder();
        for (var i = 0; i < entry.Links.Length; i++)
        {
            var (link, bandwidth) = (entry.Links[i], entry.BandwidthOn(i));
            if (next.GetValueOrDefault(link) > bandwidth)
                next[link] -= bandwidth;
            else
                next.Remove(link);
        }
        return next.ToImmutable();
    }
}
