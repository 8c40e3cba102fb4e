using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PceServer.Emulation;
using PceServer.Options;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Scenarios;

/// <summary>Traces, and where they are sent.</summary>
public sealed class TelemetryTests
{
    private static readonly Ipv4Address C = Ipv4Address.Parse("10.0.0.3");

    [Test, CancelAfter(60_000)]
    public async Task Computation_and_update_leave_traces(CancellationToken cancellation)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("PceServer.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await RunningServer.StartAsync();
        await DelegateAsync(server, cancellation);
        Assert.That(spans.Select(s => s.OperationName), Is.SupersetOf(new[] { "pcep.receive", "path.compute", "pcep.update" }));
        var computation = spans.First(s => s.OperationName == "path.compute");
        Assert.That(computation.GetTagItem("pce.topology.version"), Is.EqualTo(1L));
        Assert.That(computation.GetTagItem("pce.outcome"), Is.EqualTo("Found"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Traces_and_metrics_are_sent_where_the_settings_say(CancellationToken cancellation)
    {
        var calls = new ConcurrentDictionary<string, bool>();
        await using var collector = await CollectorAsync(calls);
        var endpoint = new Uri(collector.Urls.First());
        await using (var server = await RunningServer.StartAsync(o => o with { Telemetry = new TelemetryOptions { OtlpEndpoint = endpoint } }))
            await DelegateAsync(server, cancellation);
        // What is left is sent when the server stops.
        Assert.That(calls.Keys, Is.SupersetOf(new[]
        {
            "/opentelemetry.proto.collector.trace.v1.TraceService/Export", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
        }));
        await collector.StopAsync(cancellation);
    }

    private static async Task DelegateAsync(RunningServer server, CancellationToken cancellation)
    {
        await server.LoadAsync(Net.Build("A-B 10", "B-C 10"));
        var router = await server.RouterAsync("10.0.0.1");
        router.Add(new LspPlan("traced", C));
        await router.LspAsync("traced", l => l.CarriesTraffic && l.Labels.Count > 0, cancellation);
    }

    /// <summary>Takes every export and notes which it was.</summary>
    private static async Task<WebApplication> CollectorAsync(ConcurrentDictionary<string, bool> calls)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(async context =>
        {
            calls[context.Request.Path.Value!] = true;
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await app.StartAsync();
        return app;
    }
}
