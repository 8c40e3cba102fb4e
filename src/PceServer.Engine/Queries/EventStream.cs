using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PceServer.Engine.Queries;

/// <summary>Hands every event to every watcher. A watcher that does not keep up loses the oldest ones; nobody else waits for it.</summary>
public sealed class EventStream(TimeProvider time)
{
    private const int WatcherCapacity = 4096;
    private readonly Lock _writers = new();
    private volatile Channel<PceEvent>[] _watchers = [];

    public void Publish(PceEventKind kind, string message, Func<PceEvent, PceEvent>? with = null)
    {
        var watchers = _watchers;
        if (watchers.Length == 0)
            return;
        var happened = new PceEvent(time.GetUtcNow(), kind, message);
        happened = with?.Invoke(happened) ?? happened;
        foreach (var watcher in watchers)
            watcher.Writer.TryWrite(happened);
    }

    /// <summary>Everything from now on, until cancelled. Watching starts with this call, not with the first read.</summary>
    public IAsyncEnumerable<PceEvent> Watch(CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<PceEvent>(new BoundedChannelOptions(WatcherCapacity) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_writers)
            _watchers = [.. _watchers, channel];
        // Whoever leaves before the first read never comes to the end of the iterator.
        cancellation.UnsafeRegister(_ => Forget(channel), null);
        return Read(channel, cancellation);
    }

    /// <summary>How many are listening.</summary>
    internal int Watchers => _watchers.Length;

    private void Forget(Channel<PceEvent> channel)
    {
        lock (_writers)
            _watchers = [.. _watchers.Where(watcher => watcher != channel)];
    }

    private async IAsyncEnumerable<PceEvent> Read(Channel<PceEvent> channel, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            await foreach (var happened in channel.Reader.ReadAllAsync(cancellation))
                yield return happened;
        }
        finally
        {
            Forget(channel);
        }
    }
}
