namespace PceServer.Engine.Ports;

/// <summary>
/// Counts what waits for an actor. While too much does, nothing is read from its peer, until half of that has been taken. Any thread may add, any may take.
/// </summary>
internal sealed class Backlog(IPeerConnection connection, int limit)
{
    private readonly Lock _turn = new();
    private int _waiting;
    private volatile bool _isPaused;

    public void Add(int count = 1)
    {
        if (Interlocked.Add(ref _waiting, count) > limit && !_isPaused)
            Decide();
    }

    public void Take(int count = 1)
    {
        if (Interlocked.Add(ref _waiting, -count) <= limit / 2 && _isPaused)
            Decide();
    }

    /// <summary>Under a lock, by what waits now: else the pause of one thread could come behind the resumption of another, and nobody would lift it again.</summary>
    private void Decide()
    {
        lock (_turn)
        {
            var waiting = Volatile.Read(ref _waiting);
            if (_isPaused ? waiting > limit / 2 : waiting <= limit)
                return;
            _isPaused = !_isPaused;
            connection.IsReading = !_isPaused;
        }
    }
}
