using System.Net;
using PceServer.Options;

namespace PceServer.Adapters;

/// <summary>Binds the transport's connections to the engine's ports.</summary>
internal sealed class NetworkBinding : IAsyncDisposable
{
    public required IPEndPoint Pcep { get; init; }

    public required IPEndPoint Bgp { get; init; }

    public static Task<NetworkBinding> StartAsync(PceOptions options, IServiceProvider services) =>
        Task.FromResult(new NetworkBinding { Pcep = options.Pcep.Listen, Bgp = options.Bgp.Listen });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
