using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Engine.Ledger;

/// <summary>What one LSP adds to the overlay.</summary>
/// <param name="Links">Every link of the trace, each once: with ECMP each branch must be able to carry the whole flow.</param>
public sealed record LedgerEntry(ulong BandwidthBytesPerSecond, ImmutableArray<LinkKey> Links, ImmutableArray<BindingSid> BindingSids)
{
    public static readonly LedgerEntry Nothing = new(0, [], []);

    public bool IsNothing => (BandwidthBytesPerSecond == 0 || Links.IsEmpty) && BindingSids.IsEmpty;
}

/// <summary>
/// Bookings and binding SIDs of all LSPs. SR reserves nothing in the network, so the PCE must remember what it has given away.
/// Writers take turns; readers take <see cref="Current"/> and never wait.
/// </summary>
public sealed class OverlayLedger
{
    private readonly Lock _writers = new();
    private readonly Dictionary<BookingKey, LedgerEntry> _entries = [];
    private NetworkOverlay _current = NetworkOverlay.Empty;

    public NetworkOverlay Current => Volatile.Read(ref _current);

    /// <summary>Held while an answer with bandwidth is found and booked: each must see what the one before it took.</summary>
    public Lock BandwidthTurn { get; } = new();

    /// <summary>What others have booked: an LSP does not compete with itself.</summary>
    public NetworkOverlay Without(BookingKey own)
    {
        lock (_writers)
        {
            return _entries.TryGetValue(own, out var entry)
                ? _current with
                {
                    BookedBandwidth = Unbook(_current.BookedBandwidth, entry),
                    BindingSids = _current.BindingSids.RemoveRange(entry.BindingSids),
                }
                : _current;
        }
    }

    /// <summary>Puts what an LSP uses now in the place of what it used before.</summary>
    public void Set(BookingKey lsp, LedgerEntry entry)
    {
        lock (_writers)
        {
            _entries.TryGetValue(lsp, out var before);
            if (before is null && entry.IsNothing)
                return;
            var booked = Book(Unbook(_current.BookedBandwidth, before ?? LedgerEntry.Nothing), entry);
            var bindings = before is null || !before.BindingSids.IsEmpty || !entry.BindingSids.IsEmpty
                ? _current.BindingSids.RemoveRange(before?.BindingSids ?? []).AddRange(entry.BindingSids)
                : _current.BindingSids;
            if (entry.IsNothing)
                _entries.Remove(lsp);
            else
                _entries[lsp] = entry;
            Volatile.Write(ref _current, new NetworkOverlay { BookedBandwidth = booked, BindingSids = bindings });
        }
    }

    public void Clear(BookingKey lsp) => Set(lsp, LedgerEntry.Nothing);

    private static ImmutableDictionary<LinkKey, ulong> Book(ImmutableDictionary<LinkKey, ulong> booked, LedgerEntry entry) =>
        entry.BandwidthBytesPerSecond == 0 ? booked
            : booked.SetItems(entry.Links.Select(link => KeyValuePair.Create(link, booked.GetValueOrDefault(link) + entry.BandwidthBytesPerSecond)));

    private static ImmutableDictionary<LinkKey, ulong> Unbook(ImmutableDictionary<LinkKey, ulong> booked, LedgerEntry entry)
    {
        if (entry.BandwidthBytesPerSecond == 0)
            return booked;
        var next = booked.ToBuilder();
        foreach (var link in entry.Links)
        {
            if (next.GetValueOrDefault(link) > entry.BandwidthBytesPerSecond)
                next[link] -= entry.BandwidthBytesPerSecond;
            else
                next.Remove(link);
        }
        return next.ToImmutable();
    }
}
