using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PceServer.Engine;
using PceServer.Testing;

namespace PceServer.Admin.Tests;

/// <summary>The operator's endpoints over a real socket, with an engine that knows one small network and no routers.</summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AdminServer(WebApplication app, PceEngine engine, int httpPort, int grpcPort)
    {
        (_app, Engine) = (app, engine);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{httpPort}") };
        Grpc = GrpcChannel.ForAddress($"http://127.0.0.1:{grpcPort}");
    }

    public PceEngine Engine { get; }

    public HttpClient Http { get; }

    public GrpcChannel Grpc { get; }

    public static async Task<AdminServer> StartAsync(Net? net = null)
    {
        var engine = new PceEngine(new PceEngineOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        if (net is not null)
        {
            await engine.ApplyTopologyAsync([.. net.Changes]);
            await engine.FlushTopologyAsync();
        }
        ListenOptions? http = null, grpc = null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => (http = listen).Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => (grpc = listen).Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddLogging();
        builder.Services.AddSingleton(engine).AddSingleton(TimeProvider.System).AddPceAdmin();
        var app = builder.Build();
        app.MapPceAdmin();
        await app.StartAsync();
        return new AdminServer(app, engine, http!.IPEndPoint!.Port, grpc!.IPEndPoint!.Port);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Grpc.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Engine.DisposeAsync();
    }
}
