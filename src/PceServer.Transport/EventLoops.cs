using DotNetty.Transport.Channels;

namespace PceServer.Transport;

/// <summary>The threads that move octets, shared by all endpoints of a process. A channel stays on one of them, so its handler is never called twice at once.</summary>
public sealed class EventLoops : IAsyncDisposable
{
    private readonly MultithreadEventLoopGroup _group;

    /// <param name="count">Threads; 0 = one per processor, at most four: sessions cost little and paths are computed elsewhere.</param>
    public EventLoops(int count = 0) => _group = new MultithreadEventLoopGroup(count > 0 ? count : Math.Clamp(Environment.ProcessorCount, 1, 4));

    internal IEventLoopGroup Group => _group;

    public async ValueTask DisposeAsync() => await _group.ShutdownGracefullyAsync(TimeSpan.Zero, TimeSpan.FromSeconds(2)).ConfigureAwait(false);
}
