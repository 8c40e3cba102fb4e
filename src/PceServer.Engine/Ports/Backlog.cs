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

    /// <summary>
    /// Under a lock, by what waits now: else the pause of one thread could come behind the resumption of another. And looked at again after
    /// each turn: who adds or takes meanwhile still sees the old state, leaves it at that, and nobody else would ever come back to it.
    /// </summary>
    private void Decide()
    {
        lock (_turn)
        {
            while (_isPaused ? Volatile.Read(ref _waiting) <= limit / 2 : Volatile.Read(ref _waiting) > limit)
            {
                _isPaused = !_isPaused;
                connection.IsReading = !_isPaused;
                Interlocked.MemoryBarrier();
            }
        }
    }
}
