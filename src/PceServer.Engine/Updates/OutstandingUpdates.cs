using System.Collections.Immutable;

namespace PceServer.Engine.Updates;

/// <summary>A PCUpd that has not been answered.</summary>
/// <param name="SentAt">Timestamp of the engine's <see cref="TimeProvider"/>.</param>
/// <param name="Sends">How often it has been sent, this time included.</param>
public sealed record OutstandingUpdate(uint SrpId, PlspId Plsp, long SentAt, int Sends);

/// <summary>
/// SRP-IDs of one session and the PCUpds that wait for their report. A report with id m answers every id of that LSP up to m, in serial order,
/// because a PCC may skip reports for updates that a later one overtook (RFC 8231 §5.8.3).
/// </summary>
public sealed class OutstandingUpdates
{
    private readonly Dictionary<PlspId, List<OutstandingUpdate>> _byLsp = [];
    private uint _last;

    public OutstandingUpdates(uint last = 0) => _last = last;

    public int Count { get; private set; }

    /// <summary>1 to 0xFFFFFFFE, then from 1 again (RFC 8231 §7.2).</summary>
    public uint NextSrpId() => _last = _last >= uint.MaxValue - 1 ? 1 : _last + 1;

    public OutstandingUpdate Add(PlspId plsp, uint srpId, long now, int sends = 1)
    {
        var update = new OutstandingUpdate(srpId, plsp, now, sends);
        if (!_byLsp.TryGetValue(plsp, out var list))
            _byLsp[plsp] = list = [];
        list.Add(update);
        Count++;
        return update;
    }

    public bool IsPending(PlspId plsp) => _byLsp.ContainsKey(plsp);

    /// <summary>Takes out the updates of an LSP that a report with this SRP-ID answers.</summary>
    public ImmutableArray<OutstandingUpdate> Confirm(PlspId plsp, uint srpId)
    {
        if (srpId == 0 || !_byLsp.TryGetValue(plsp, out var list))
            return [];
        return Take(plsp, list, update => IsUpTo(update.SrpId, srpId));
    }

    /// <summary>Takes out the one update that a PCErr names.</summary>
    public OutstandingUpdate? Refuse(uint srpId)
    {
        foreach (var (plsp, list) in _byLsp)
        {
            if (list.Exists(update => update.SrpId == srpId))
                return Take(plsp, list, update => update.SrpId == srpId)[0];
        }
        return null;
    }

    /// <summary>Takes out everything of an LSP.</summary>
    public ImmutableArray<OutstandingUpdate> Drop(PlspId plsp) =>
        _byLsp.TryGetValue(plsp, out var list) ? Take(plsp, list, static _ => true) : [];

    /// <summary>Takes out what was sent at or before a moment.</summary>
    public ImmutableArray<OutstandingUpdate> TakeSentBy(long moment) =>
        [.. _byLsp.ToArray().SelectMany(entry => Take(entry.Key, entry.Value, update => update.SentAt <= moment))];

    /// <summary>Serial comparison: ids wrap (RFC 1982 §3.2).</summary>
    public static bool IsUpTo(uint id, uint bound) => (int)(bound - id) >= 0;

    private ImmutableArray<OutstandingUpdate> Take(PlspId plsp, List<OutstandingUpdate> list, Func<OutstandingUpdate, bool> which)
    {
        ImmutableArray<OutstandingUpdate> taken = [.. list.Where(which)];
        list.RemoveAll(taken.Contains);
        if (list.Count == 0)
            _byLsp.Remove(plsp);
        Count -= taken.Length;
        return taken;
    }
}
