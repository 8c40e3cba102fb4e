using PceServer.Pcep;
using PceServer.Pcep.Session;
using PceServer.Transport;
using Act = PceServer.Pcep.Session.PcepSessionAction;
using On = PceServer.Pcep.Session.PcepSessionEvent;

namespace PceServer.Emulation;

/// <summary>What a session driver tells the router above; calls come one at a time.</summary>
internal interface IPcepSessionOwner
{
    void Established(OpenObject localOpen, OpenObject remoteOpen);

    void Received(PcepMessage message);

    void Sent(PcepMessage message);

    void Ended(PcepSessionEnd end);
}

/// <summary>Gives the pure session machine a connection and clocks. One lock holds the machine and its owner, so that the owner needs none.</summary>
internal sealed class PcepSessionDriver : IPcepChannelHandler
{
    private readonly PcepChannel _channel;
    private readonly IPcepSessionOwner _owner;
    private readonly Lock _lock = new();
    private readonly Queue<PcepSessionEvent> _events = new();
    private readonly DeadlineTimer[] _timers;
    private PcepSessionState _state;
    private bool _stepping;

    public PcepSessionDriver(PcepChannel channel, PcepSessionSettings settings, IPcepSessionOwner owner, TimeProvider time)
    {
        _channel = channel;
        _owner = owner;
        _state = PcepSessionMachine.Start(settings);
        _timers = [.. Enum.GetValues<PcepSessionTimer>().Select(timer => new DeadlineTimer(time, () => Happen(new On.TimerExpired(timer))))];
    }

    public void Start() => Happen(new On.TransportUp());

    /// <summary>Sends a message of the established session.</summary>
    public void Send(PcepMessage message)
    {
        lock (_lock)
        {
            if (_state.Phase != PcepSessionPhase.Up)
                return;
            Write(message);
            Happen(new On.MessageSent());
        }
    }

    /// <summary>Runs owner code under the lock of the session.</summary>
    public T Do<T>(Func<T> work)
    {
        lock (_lock)
            return work();
    }

    public void Stop(CloseReason reason) => Happen(new On.StopRequested(reason));

    void IPcepChannelHandler.OnMessage(DecodedMessage decoded)
    {
        if (decoded.SessionFault is { } fault)
        {
            Happen(new On.FaultReceived(fault));
            return;
        }
        foreach (var lesser in decoded.Faults)
            Send(PcErr.For(lesser));
        if (decoded.Message is { } message)
        {
            lock (_lock)
                Happen(PcepSessionInput.For(message, _state));
        }
    }

    void IPcepChannelHandler.OnFramingFault(PcepFramingFault fault) => Happen(new On.FaultReceived(fault.ToProtocolFault()));

    void IPcepChannelHandler.OnClosed(ChannelClosed closed) => Happen(new On.TransportDown(closed.ToString()));

    // What an action causes waits until all actions of the present step are done.
    private void Happen(PcepSessionEvent happening)
    {
        lock (_lock)
        {
            _events.Enqueue(happening);
            if (_stepping)
                return;
            _stepping = true;
            try
            {
                while (_events.TryDequeue(out var next))
                    Step(next);
            }
            finally
            {
                _stepping = false;
            }
        }
    }

    private void Step(PcepSessionEvent happening)
    {
        var step = PcepSessionMachine.Step(_state, happening);
        _state = step.State;
        foreach (var action in step.Actions)
            Perform(action);
    }

    private void Perform(PcepSessionAction action)
    {
        switch (action)
        {
            case Act.Send send: Write(send.Message); break;
            case Act.StartTimer start: _timers[(int)start.Timer].Start(start.After); break;
            case Act.StopTimer stop: _timers[(int)stop.Timer].Stop(); break;
            case Act.Deliver deliver: _owner.Received(deliver.Message); break;
            case Act.Established up: _owner.Established(up.LocalOpen, up.RemoteOpen); break;
            case Act.CloseTransport: _ = _channel.CloseAsync(); break;
            case Act.Ended ended: End(ended.End); break;
        }
    }

    private void End(PcepSessionEnd end)
    {
        foreach (var timer in _timers)
            timer.Dispose();
        _owner.Ended(end);
    }

    private void Write(PcepMessage message)
    {
        _channel.Send(message);
        _owner.Sent(message);
    }
}
