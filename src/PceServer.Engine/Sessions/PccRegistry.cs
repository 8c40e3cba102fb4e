using System.Collections.Immutable;
using PceServer.Engine.Lsps;

namespace PceServer.Engine.Sessions;

/// <summary>
/// Who is connected, and what is kept of those who are not: at most one session for each PCC (RFC 5440 §4.2.1), whose LSPs stay known for the state timeout
/// after it is lost.
/// </summary>
internal sealed class PccRegistry(PceEngineOptions options, TimeProvider time, Action<LspTable> forget)
{
    private readonly Lock _turn = new();
    private readonly Dictionary<PccId, (PccActor Actor, PceServer.Topology.IpAddress Address)> _claimed = [];
    private readonly Dictionary<PccId, (LspTable Table, ITimer Timer)> _away = [];
    private ImmutableArray<PccActor> _actors = [];

    /// <summary>Every connection, established or not.</summary>
    public ImmutableArray<PccActor> Actors
    {
        get
        {
            lock (_turn)
                return _actors;
        }
    }

    public void Add(PccActor actor)
    {
        lock (_turn)
            _actors = _actors.Add(actor);
    }

    public void Remove(PccActor actor)
    {
        lock (_turn)
            _actors = _actors.Remove(actor);
    }

    /// <summary>Takes an identity for a connection; the address of the one that has it already, else null.</summary>
    public PceServer.Topology.IpAddress? Claim(PccId pcc, PccActor actor, PceServer.Topology.IpAddress address)
    {
        lock (_turn)
        {
            if (_claimed.TryGetValue(pcc, out var holder) && holder.Actor != actor)
                return holder.Address;
            _claimed[pcc] = (actor, address);
            return null;
        }
    }

    /// <summary>The connection of a PCC whose session is up or coming up; null where there is none.</summary>
    public PccActor? Find(PccId pcc)
    {
        lock (_turn)
            return _claimed.TryGetValue(pcc, out var holder) ? holder.Actor : null;
    }

    /// <summary>What is known of a PCC from its earlier session.</summary>
    public LspTable TakeUp(PccId pcc)
    {
        lock (_turn)
        {
            if (!_away.Remove(pcc, out var away))
                return new LspTable(pcc);
            away.Timer.Dispose();
            return away.Table;
        }
    }

    /// <summary>Gives an identity free; a table is kept until the state timeout.</summary>
    public void Release(PccId pcc, PccActor actor, LspTable? table)
    {
        lock (_turn)
        {
            if (!_claimed.TryGetValue(pcc, out var holder) || holder.Actor != actor)
                return;
            _claimed.Remove(pcc);
            if (table is not null)
                _away[pcc] = (table, time.CreateTimer(_ => Expire(pcc, table), null, options.Pcep.StateTimeout, Timeout.InfiniteTimeSpan));
        }
    }

    private void Expire(PccId pcc, LspTable table)
    {
        lock (_turn)
        {
            if (!_away.TryGetValue(pcc, out var away) || !ReferenceEquals(away.Table, table))
                return;
            _away.Remove(pcc);
            away.Timer.Dispose();
        }
        forget(table);
    }
}
