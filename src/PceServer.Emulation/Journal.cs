namespace PceServer.Emulation;

/// <summary>What happened, in order, for whoever wants to read it or wait for it. Keeps the newest <c>capacity</c> entries.</summary>
public sealed class Journal<T>(int capacity = 10_000)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Queue<T> _entries = new();
    private readonly List<Waiter> _waiters = [];
    private long _count;

    private sealed record Waiter(Func<T, bool> Predicate, TaskCompletionSource<T> Found);

    /// <summary>Entries ever made; a place to look on from.</summary>
    public long Position
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    public IReadOnlyList<T> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    /// <summary>The first entry of a kind, and of a quality, at or after a position; waits until there is one.</summary>
    public async Task<TEntry> FirstAsync<TEntry>(Func<TEntry, bool>? predicate = null, long from = 0, CancellationToken cancellation = default)
        where TEntry : T
    {
        bool Matches(T entry) => entry is TEntry typed && (predicate is null || predicate(typed));
        Waiter waiter;
        lock (_lock)
        {
            var oldest = _count - _entries.Count;
            if (_entries.Skip((int)Math.Max(0, from - oldest)).FirstOrDefault(Matches) is TEntry found)
                return found;
            waiter = new Waiter(Matches, new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiters.Add(waiter);
        }
        try
        {
            return (TEntry)await waiter.Found.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
                _waiters.Remove(waiter);
        }
    }

    internal void Add(T entry)
    {
        lock (_lock)
        {
            _count++;
            _entries.Enqueue(entry);
            if (_entries.Count > capacity)
                _entries.Dequeue();
            foreach (var waiter in _waiters)
            {
                if (waiter.Predicate(entry))
                    waiter.Found.TrySetResult(entry);
            }
        }
    }
}
