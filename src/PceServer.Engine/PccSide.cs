using System.Collections.Immutable;
using PceServer.Engine.Feeds;
using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Engine.Ports;
using PceServer.Engine.Queries;
using PceServer.Engine.Sessions;
using PceServer.Pcep;

namespace PceServer.Engine;

/// <summary>All PCCs: starts an actor for each connection and tells every one of them of a new snapshot.</summary>
internal sealed class PccSide
{
    private readonly EngineServices _engine;
    private readonly PccRegistry _registry;
    private int _sessionIds;

    public PccSide(EngineServices engine)
    {
        _engine = engine;
        _registry = new PccRegistry(engine.Options, engine.Time, Forget);
        engine.Feed.Published += Follow;
        engine.Readiness.Completed += Complete;
        engine.Ledger.BindingsMoved += Follow;
        engine.Groups.Moved += Follow;
    }

    public ImmutableArray<SessionView> Sessions => [.. _registry.Actors.Select(actor => actor.View)];

    public PccActor Accept(IPccConnection connection)
    {
        // The session id of an Open increments with each session and wraps (RFC 5440 §7.3).
        // A router that comes back at once must not find its own old session in the way.
        var earlier = Task.WhenAll(_registry.Actors.Where(a => a.IsEnding && a.RemoteAddress == connection.RemoteAddress).Select(a => a.Completion));
        var actor = new PccActor(_engine, _registry, connection, (byte)Interlocked.Increment(ref _sessionIds), earlier);
        _registry.Add(actor);
        return actor;
    }

    /// <summary>Hands an operator's order to the actor of its PCC.</summary>
    public Task<LspOrderOutcome> OrderAsync(LspOrder order)
    {
        if (_registry.Find(order.Pcc) is not { } actor)
        {
            return Task.FromResult(_engine.Database.Current.Tables.ContainsKey(order.Pcc)
                ? PccMail.Order.NoSession(order)
                : new LspOrderOutcome.Refused(OrderRefusal.UnknownPcc, $"no PCC \"{order.Pcc}\" has reported an LSP"));
        }
        var done = new TaskCompletionSource<LspOrderOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        actor.Post(new PccMail.Order(order, done));
        return done.Task;
    }

    public Task SettleAsync() => Task.WhenAll(_registry.Actors.Select(actor =>
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        actor.Post(new PccMail.Settle(done));
        return done.Task;
    }));

    public void Stop()
    {
        _engine.Feed.Published -= Follow;
        _engine.Readiness.Completed -= Complete;
        _engine.Ledger.BindingsMoved -= Follow;
        _engine.Groups.Moved -= Follow;
        foreach (var actor in _registry.Actors)
            actor.Post(new PccMail.Stop(CloseReason.NoExplanation));
    }

    private void Follow(TopologyPublication publication)
    {
        foreach (var actor in _registry.Actors)
            actor.Post(new PccMail.TopologyMoved(publication.Received));
    }

    private void Complete()
    {
        foreach (var actor in _registry.Actors)
            actor.Post(PccMail.TopologyComplete.Instance);
    }

    private void Follow(ImmutableHashSet<PceServer.Topology.Label> labels)
    {
        foreach (var actor in _registry.Actors)
            actor.Post(new PccMail.BindingsMoved(labels));
    }

    private void Follow(Lsps.DisjointGroupKey group)
    {
        foreach (var actor in _registry.Actors)
            actor.Post(new PccMail.GroupMoved(group));
    }

    /// <summary>The state timeout of a PCC that did not come back.</summary>
    private void Forget(Lsps.LspTable table)
    {
        foreach (var lsp in table.All)
        {
            _engine.Ledger.Clear(BookingKey.Of(lsp));
            _engine.Groups.Forget(BookingKey.Of(lsp));
        }
        _engine.Database.Forget(table.Pcc);
    }
}
