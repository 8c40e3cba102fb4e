using System.Net;
using PceServer.Bgp;
using PceServer.Transport;

namespace PceServer.Adapters;

/// <summary>Binds the BGP listener to the engine's ports.</summary>
internal sealed class BgpBinding(BgpListener listener) : IAsyncDisposable
{
    public IPEndPoint EndPoint => listener.EndPoint;

    public static async Task<BgpBinding> StartAsync(IPEndPoint listen, EventLoops loops, TimeProvider time, ILogger log) =>
        new(await BgpListener.StartAsync(listen, loops, channel => new Refusal(channel), time: time, log: log));

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private sealed class Refusal : IBgpChannelHandler
    {
        public Refusal(BgpChannel channel) => _ = channel.CloseAsync();

        public void OnMessage(BgpDecoded message)
        {
        }

        public void OnFramingFault(BgpFault fault)
        {
        }

        public void OnClosed(ChannelClosed closed)
        {
        }
    }
}
