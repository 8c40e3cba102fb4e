using DotNetty.Common.Concurrency;
using DotNetty.Transport.Channels;

namespace PceServer.Transport;

/// <summary>The threads that move octets, shared by all endpoints of a process. A channel stays on one of them, so its handler is never called twice at once.</summary>
public sealed class EventLoops : IAsyncDisposable
{
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WakeInterval = TimeSpan.FromMilliseconds(50);
    private readonly MultithreadEventLoopGroup _group;

    /// <param name="count">Threads; 0 = one per processor, at most four: sessions cost little and paths are computed elsewhere.</param>
    public EventLoops(int count = 0) => _group = new MultithreadEventLoopGroup(count > 0 ? count : Math.Clamp(Environment.ProcessorCount, 1, 4));

    internal IEventLoopGroup Group => _group;

    /// <summary>Every thread has come to its end.</summary>
    internal bool HasEnded => _group.TerminationCompletion.IsCompleted;

    /// <summary>Ends the threads once what they have in hand is done, or after a bounded time: they are background threads and hold nothing back.</summary>
    public async ValueTask DisposeAsync()
    {
        var ended = _group.ShutdownGracefullyAsync(TimeSpan.Zero, GracePeriod);
        for (var waited = TimeSpan.Zero; waited < GracePeriod * 2; waited += WakeInterval)
        {
            if (await Task.WhenAny(ended, Task.Delay(WakeInterval)).ConfigureAwait(false) == ended)
                return;
            Wake();
        }
    }

    /// <summary>A loop may fall asleep in the very moment in which it is told to end, and the library looks at its time limit only in loops that are awake.</summary>
    private void Wake()
    {
        foreach (var loop in _group.Items)
        {
            try
            {
                if (!loop.IsShutdown)
                    loop.Execute(static () => { });
            }
            catch (RejectedExecutionException)
            {
                // It has ended meanwhile, which is what was wanted.
            }
        }
    }
}
