using PceServer.Bgp.Session;

namespace PceServer.Engine.Feeds;

/// <summary>The timers of one BGP peer on the engine's clock: what elapses comes back as mail.</summary>
internal sealed class BgpTimers(BgpPeer peer, TimeProvider time, Action<BgpMail> post)
{
    private readonly Dictionary<(BgpTimer, ConnectionSide), Entry> _timers = [];

    public void Start(BgpTimer timer, ConnectionSide side, TimeSpan after)
    {
        if (!_timers.TryGetValue((timer, side), out var entry))
        {
            entry = new Entry();
            var own = entry;
            entry.Timer = time.CreateTimer(
                _ => post(new BgpMail.TimerElapsed(peer, timer, side, Volatile.Read(ref own.Generation))), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timers[(timer, side)] = entry;
        }
        Interlocked.Increment(ref entry.Generation);
        entry.Timer!.Change(after, Timeout.InfiniteTimeSpan);
    }

    public void Stop(BgpTimer timer, ConnectionSide side)
    {
        if (!_timers.TryGetValue((timer, side), out var entry))
            return;
        Interlocked.Increment(ref entry.Generation);
        entry.Timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>False for a timer that was stopped or started anew while its mail was under way.</summary>
    public bool IsCurrent(BgpMail.TimerElapsed elapsed) =>
        _timers.TryGetValue((elapsed.Timer, elapsed.Side), out var entry) && entry.Generation == elapsed.Generation;

    private sealed class Entry
    {
        public ITimer? Timer;
        public int Generation;
    }
}
