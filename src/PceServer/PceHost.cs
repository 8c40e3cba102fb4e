using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PceServer.Adapters;
using PceServer.Admin;
using PceServer.Engine;
using PceServer.Logging;
using PceServer.Options;
using PceServer.Telemetry;

namespace PceServer;

/// <summary>One running server: the engine, its listeners and the operator's endpoints. Several may run in one process.</summary>
public sealed class PceHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly NetworkBinding _network;

    private PceHost(WebApplication app, NetworkBinding network, ListeningEndpoints listening) =>
        (_app, _network, Listening) = (app, network, listening);

    public ListeningEndpoints Listening { get; }

    public PceEngine Engine => _app.Services.GetRequiredService<PceEngine>();

    /// <summary>Starts everything or nothing.</summary>
    /// <exception cref="HostStartException">A port is taken, or the topology file cannot be used.</exception>
    public static async Task<PceHost> StartAsync(PceOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        ListenOptions? admin = null, grpc = null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "PceServer", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddPceLog(options.Log);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 256 << 20;
            kestrel.Listen(options.Admin.Listen, listen => (admin = listen).Protocols = HttpProtocols.Http1);
            kestrel.Listen(options.Admin.GrpcListen, listen => (grpc = listen).Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton(services => new PceEngine(
            EngineOptions.From(options), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddPceAdmin();
        builder.Services.AddPceTelemetry(options.Telemetry);
        builder.Services.AddHostedService<TopologyHealthWatch>();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapPceAdmin();
        app.MapPrometheusScrapingEndpoint("/metrics");
        NetworkBinding? network = null;
        try
        {
            await TopologyAtStart.LoadAsync(options.Topology, app.Services.GetRequiredService<PceEngine>());
            network = await NetworkBinding.StartAsync(options, app.Services);
            await StartWebAsync(app, options);
            var listening = new ListeningEndpoints(network.Pcep, network.Bgp, Bound(admin), Bound(grpc));
            return new PceHost(app, network, listening);
        }
        catch
        {
            if (network is not null)
                await network.DisposeAsync();
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when the process is asked to stop.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        // The engine first: its sessions say goodbye while there are connections to say it on.
        await Engine.DisposeAsync();
        await _network.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    // Kestrel writes the port that it was given back into the options.
    private static IPEndPoint Bound(ListenOptions? listen) => listen?.IPEndPoint ?? throw new InvalidOperationException("the listener was not configured");

    private static async Task StartWebAsync(WebApplication app, PceOptions options)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (e is IOException or AddressInUseException or System.Net.Sockets.SocketException)
        {
            throw new HostStartException($"Pce:Admin:Listen = {options.Admin.Listen}, Pce:Admin:GrpcListen = {options.Admin.GrpcListen}: {e.Message}", e);
        }
    }
}

/// <summary>The settings are right in themselves, but the machine does not allow them. The message names the setting.</summary>
public sealed class HostStartException(string message, Exception? cause = null) : Exception(message, cause);
