using PceServer.Pcep.Session;

namespace PceServer.Engine.Sessions;

/// <summary>The machine's timers on the engine's clock: what elapses comes back as mail.</summary>
internal sealed class SessionTimers(TimeProvider time, Action<PccMail> post)
{
    private readonly Dictionary<PcepSessionTimer, Entry> _timers = [];

    public void Start(PcepSessionTimer timer, TimeSpan after)
    {
        if (!_timers.TryGetValue(timer, out var entry))
            _timers[timer] = entry = new Entry(timer, time, post);
        entry.Start(after);
    }

    public void Stop(PcepSessionTimer timer)
    {
        if (_timers.TryGetValue(timer, out var entry))
            entry.Stop();
    }

    /// <summary>False for a timer that was stopped or started anew while its mail was under way.</summary>
    public bool IsCurrent(PccMail.TimerElapsed elapsed) => _timers.TryGetValue(elapsed.Timer, out var entry) && entry.Generation == elapsed.Generation;

    public void Release()
    {
        foreach (var entry in _timers.Values)
            entry.Release();
        _timers.Clear();
    }

    private sealed class Entry
    {
        private readonly ITimer _timer;
        private int _generation;

        public Entry(PcepSessionTimer which, TimeProvider time, Action<PccMail> post) => _timer = time.CreateTimer(
            _ => post(new PccMail.TimerElapsed(which, Volatile.Read(ref _generation))), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public int Generation => _generation;

        public void Start(TimeSpan after)
        {
            Interlocked.Increment(ref _generation);
            _timer.Change(after, Timeout.InfiniteTimeSpan);
        }

        public void Stop()
        {
            Interlocked.Increment(ref _generation);
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Release() => _timer.Dispose();
    }
}
