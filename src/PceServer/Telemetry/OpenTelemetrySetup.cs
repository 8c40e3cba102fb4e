using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PceServer.Options;

namespace PceServer.Telemetry;

/// <summary>The one place that knows the OpenTelemetry SDK. Rooms say what happens with the base library; here it is collected and sent.</summary>
internal static class OpenTelemetrySetup
{
    private static readonly string[] Meters =
        ["PceServer.*", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <summary>From 10 microseconds to 10 seconds: a computation takes some, a reaction to an event at most some hundred milliseconds.</summary>
    private static readonly double[] SecondBuckets =
        [0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

    public static void AddPceTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        var endpoint = options.OtlpEndpoint ?? (Uri.TryCreate(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"), UriKind.Absolute, out var uri) ? uri : null);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("pceserver", serviceVersion: typeof(OpenTelemetrySetup).Assembly.GetName().Version?.ToString()))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters).AddPrometheusExporter().AddView(
                    instrument => instrument.Meter.Name.StartsWith("PceServer", StringComparison.Ordinal) && instrument.Unit == "s"
                        ? new ExplicitBucketHistogramConfiguration { Boundaries = SecondBuckets } : null);
                if (endpoint is not null)
                    metrics.AddOtlpExporter(otlp => otlp.Endpoint = endpoint);
            });
        // Without somebody to send them to, spans are not even made.
        if (endpoint is not null)
            telemetry.WithTracing(tracing => tracing.AddSource("PceServer.*", "Microsoft.AspNetCore").AddOtlpExporter(otlp => otlp.Endpoint = endpoint));
    }
}
