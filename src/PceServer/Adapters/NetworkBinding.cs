using System.Net;
using PceServer.Engine;
using PceServer.Options;
using PceServer.Transport;

namespace PceServer.Adapters;

/// <summary>Binds the transport's listeners to the engine's ports.</summary>
internal sealed class NetworkBinding : IAsyncDisposable
{
    private readonly EventLoops _loops = new();
    private PcepListener? _pcep;
    private BgpListener? _bgp;

    private NetworkBinding()
    {
    }

    public IPEndPoint Pcep => _pcep!.EndPoint;

    public IPEndPoint Bgp => _bgp!.EndPoint;

    /// <exception cref="HostStartException">A port is taken.</exception>
    public static async Task<NetworkBinding> StartAsync(PceOptions options, IServiceProvider services)
    {
        var engine = services.GetRequiredService<PceEngine>();
        var time = services.GetRequiredService<TimeProvider>();
        var logs = services.GetRequiredService<ILoggerFactory>();
        var binding = new NetworkBinding();
        try
        {
            binding._pcep = await ListenAsync("Pce:Pcep:Listen", () => PcepListener.StartAsync(
                options.Pcep.Listen, binding._loops, channel => PccConnection.HandlerFor(engine.AcceptPcc(new PccConnection(channel))),
                time: time, log: logs.CreateLogger("PceServer.Transport.Pcep")));
            var bgpLog = logs.CreateLogger("PceServer.Transport.Bgp");
            binding._bgp = await ListenAsync("Pce:Bgp:Listen", () => BgpListener.StartAsync(
                options.Bgp.Listen, binding._loops, channel => BgpConnection.HandlerFor(engine.AcceptBgp(new BgpConnection(channel))), time: time, log: bgpLog));
            engine.StartBgp(new BgpDialer(binding._loops, bgpLog));
            return binding;
        }
        catch
        {
            await binding.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_pcep is not null)
            await _pcep.DisposeAsync();
        if (_bgp is not null)
            await _bgp.DisposeAsync();
        await _loops.DisposeAsync();
    }

    private static async Task<T> ListenAsync<T>(string setting, Func<Task<T>> listen)
    {
        try
        {
            return await listen();
        }
        catch (TransportException e)
        {
            throw new HostStartException($"{setting}: {e.Message}", e);
        }
    }
}
