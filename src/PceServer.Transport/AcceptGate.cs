using System.Net;

namespace PceServer.Transport;

/// <summary>Decides whether a connection is let in: a bound on all of them and a token bucket for each source address.</summary>
internal sealed class AcceptGate(TransportLimits limits, TimeProvider time)
{
    // Sources that have rested this long have a full bucket again, so forgetting them changes nothing.
    private readonly TimeSpan _rest = TimeSpan.FromSeconds(limits.AcceptBurstPerSource / limits.AcceptsPerSecondPerSource);
    private readonly Dictionary<IPAddress, (double Tokens, long At)> _sources = [];
    private readonly Lock _lock = new();
    private long _lastSweep = time.GetTimestamp();
    private int _open;

    /// <summary>Null when the connection may stay (then <see cref="Leave"/> must follow), else why not.</summary>
    public string? Enter(IPAddress source)
    {
        lock (_lock)
        {
            if (_open >= limits.MaximumConnections)
                return $"{_open} connections are open, no more allowed";
            var now = time.GetTimestamp();
            Sweep(now);
            var tokens = _sources.TryGetValue(source, out var bucket)
                ? Math.Min(limits.AcceptBurstPerSource, bucket.Tokens + (time.GetElapsedTime(bucket.At, now).TotalSeconds * limits.AcceptsPerSecondPerSource))
                : limits.AcceptBurstPerSource;
            if (tokens < 1)
                return $"more than {limits.AcceptsPerSecondPerSource} connections a second from {source}";
            _sources[source] = (tokens - 1, now);
            _open++;
            return null;
        }
    }

    public void Leave()
    {
        lock (_lock)
            _open--;
    }

    private void Sweep(long now)
    {
        if (time.GetElapsedTime(_lastSweep, now) < _rest)
            return;
        _lastSweep = now;
        foreach (var (source, bucket) in _sources)
        {
            if (time.GetElapsedTime(bucket.At, now) >= _rest)
                _sources.Remove(source);
        }
    }
}
