using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PceServer.Engine.Lsps;
using PceServer.Engine.Ports;
using PceServer.Engine.Queries;
using PceServer.Pcep;
using PceServer.Pcep.Session;
using PceServer.Topology;

namespace PceServer.Engine.Sessions;

/// <summary>
/// One connection of a PCC, from accept to close. Mail is taken one at a time by one reader, which alone owns the session machine and the PCC's LSPs;
/// work on LSPs is done between mails, so that a Keepalive never waits for a thousand computations.
/// </summary>
internal sealed partial class PccActor : IPccSink
{
    private readonly Channel<PccMail> _mailbox = Channel.CreateUnbounded<PccMail>(new UnboundedChannelOptions { SingleReader = true });
    private readonly EngineServices _engine;
    private readonly PccRegistry _registry;
    private readonly IPccConnection _connection;
    private readonly ILogger _log;
    private readonly SessionDriver _driver;
    private readonly ITimer _updatesTimer;
    private readonly List<TaskCompletionSource> _settling = [];
    private LspTable? _published;
    private SessionView _view;
    private readonly Backlog _backlog;
    private volatile bool _isEnding;

    /// <param name="earlier">The end of an earlier connection of the same router, to be waited for.</param>
    public PccActor(EngineServices engine, PccRegistry registry, IPccConnection connection, byte sessionId, Task earlier)
    {
        (_engine, _registry, _connection) = (engine, registry, connection);
        _backlog = new Backlog(connection, engine.Options.Pcep.MailboxCapacity);
        _log = engine.Logs.CreateLogger<PccActor>();
        _driver = new SessionDriver(engine, registry, this, connection, sessionId);
        _view = SessionViews.Of(_driver, connection);
        var period = engine.Options.Pcep.UpdateTimeout / 4;
        _updatesTimer = engine.Time.CreateTimer(_ => Post(PccMail.UpdatesDue.Instance), null, period, period);
        Completion = Task.Run(() => RunAsync(earlier));
    }

    /// <summary>The session as it is now, for whoever asks.</summary>
    public SessionView View => Volatile.Read(ref _view);

    public Task Completion { get; }

    /// <summary>The connection is closed; what that means for the session and its LSPs may still be in hand.</summary>
    public bool IsEnding => _isEnding;

    public IpAddress RemoteAddress => _connection.RemoteAddress;

    public void Received(in DecodedMessage message) => Post(new PccMail.Received(message));

    public void FramingFault(string reason) => Post(new PccMail.FramingFault(reason));

    public void Closed(string detail)
    {
        _isEnding = true;
        Post(new PccMail.Closed(detail));
        _mailbox.Writer.TryComplete();
    }

    /// <summary>Puts mail in the box. When too much waits, reading from the peer pauses until the actor has caught up.</summary>
    public void Post(PccMail mail)
    {
        // Counted first: the reader may be quicker than this line.
        _backlog.Add();
        if (_mailbox.Writer.TryWrite(mail))
            return;
        if (mail is PccMail.Settle settle)
            _ = EndedAsync(settle.Done);
        else if (mail is PccMail.Order order)
            order.Done.TrySetResult(PccMail.Order.NoSession(order.Wanted));
    }

    private async Task EndedAsync(TaskCompletionSource done)
    {
        await Completion;
        done.TrySetResult();
    }

    private async Task RunAsync(Task earlier)
    {
        await earlier;
        Guard(() => _driver.Step(new PcepSessionEvent.TransportUp()));
        do
        {
            Drain();
            Rest();
        }
        while (await _mailbox.Reader.WaitToReadAsync());
        Rest();
        await _updatesTimer.DisposeAsync();
        _driver.Release();
        _registry.Remove(this);
    }

    /// <summary>All mail, and between mails the work that it made.</summary>
    private void Drain()
    {
        while (true)
        {
            if (_mailbox.Reader.TryRead(out var mail))
                Guard(() => Take(mail));
            else if (_driver.Up is { } up && up.State.Work.TryTake(out var work))
                Guard(() => up.Keeper.Look(work));
            else
                return;
        }
    }

    /// <summary>Nothing to do for the moment: what has changed is published, and who waits for that is told.</summary>
    private void Rest()
    {
        Guard(Publish);
        foreach (var done in _settling)
            done.TrySetResult();
        _settling.Clear();
    }

    private void Take(PccMail mail)
    {
        _backlog.Take();
        switch (mail)
        {
            case PccMail.Received received:
                _driver.Receive(received.Message);
                break;
            case PccMail.FramingFault fault:
                _driver.Step(new PcepSessionEvent.FaultReceived(
                    new ProtocolFault(PcepErrors.InvalidOpen, FaultScope.Session, fault.Reason) { IsMalformed = true }));
                break;
            case PccMail.Closed closed:
                _driver.Step(new PcepSessionEvent.TransportDown(closed.Detail));
                break;
            case PccMail.TimerElapsed elapsed:
                _driver.Elapsed(elapsed);
                break;
            case PccMail.TopologyMoved moved:
                _driver.Up?.TopologyMoved(moved.FirstChange);
                break;
            case PccMail.TopologyComplete:
                _driver.Up?.TopologyComplete();
                break;
            case PccMail.BindingsMoved moved:
                _driver.Up?.Follower.Follow(moved.Labels);
                break;
            case PccMail.Order order:
                Carry(order);
                break;
            case PccMail.GroupMoved moved:
                _driver.Up?.Follower.Follow(moved.Group);
                break;
            case PccMail.UpdatesDue:
                _driver.Up?.Check();
                break;
            case PccMail.Stop stop:
                _driver.Step(new PcepSessionEvent.StopRequested(stop.Reason));
                break;
            case PccMail.Settle settle:
                _settling.Add(settle.Done);
                break;
        }
    }

    /// <summary>The answer comes when what was done can be seen.</summary>
    private void Carry(PccMail.Order order)
    {
        try
        {
            var outcome = _driver.Up?.Explicit.Carry(order.Wanted) ?? PccMail.Order.NoSession(order.Wanted);
            Publish();
            order.Done.TrySetResult(outcome);
        }
        catch (Exception defect)
        {
            order.Done.TrySetException(defect);
            throw;
        }
    }

    /// <summary>A defect in handling one piece of mail costs that piece and is logged; the session goes on.</summary>
    private void Guard(Action step)
    {
        try
        {
            step();
        }
        catch (Exception defect)
        {
            LogDefect(_driver.Pcc, defect);
        }
    }

    private void Publish()
    {
        if (_driver.Up is { } up && !ReferenceEquals(_published, up.State.Table))
        {
            _published = up.State.Table;
            _engine.Database.Publish(_published);
        }
        Volatile.Write(ref _view, SessionViews.Of(_driver, _connection));
    }
}
