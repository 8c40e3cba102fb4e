namespace PceServer.Emulation;

/// <summary>
/// A timer that is put off far more often than it fires, as Keepalive and dead timers are: putting it off only moves a deadline, and the
/// clock below is set anew when it comes early.
/// </summary>
internal sealed class DeadlineTimer : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Action _expired;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private DateTimeOffset _deadline = DateTimeOffset.MaxValue;
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;

    public DeadlineTimer(TimeProvider time, Action expired)
    {
        _time = time;
        _expired = expired;
        _timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start(TimeSpan after)
    {
        lock (_lock)
        {
            _deadline = _time.GetUtcNow() + after;
            if (_deadline < _armedFor)
                Arm();
        }
    }

    public void Stop()
    {
        lock (_lock)
            _deadline = DateTimeOffset.MaxValue;
    }

    public void Dispose() => _timer.Dispose();

    private void Ring()
    {
        lock (_lock)
        {
            _armedFor = DateTimeOffset.MaxValue;
            if (_deadline == DateTimeOffset.MaxValue)
                return;
            if (_time.GetUtcNow() < _deadline)
            {
                Arm();
                return;
            }
            _deadline = DateTimeOffset.MaxValue;
        }
        _expired();
    }

    private void Arm()
    {
        _armedFor = _deadline;
        var after = _deadline - _time.GetUtcNow();
        _timer.Change(after > TimeSpan.Zero ? after : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
