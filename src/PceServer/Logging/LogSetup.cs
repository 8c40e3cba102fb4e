using Microsoft.Extensions.Logging.Console;
using PceServer.Options;

namespace PceServer.Logging;

/// <summary>Logs go to standard error, so that standard output carries what was asked for and nothing else.</summary>
internal static class LogSetup
{
    public static void AddPceLog(this ILoggingBuilder logging, LogOptions options)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(options.Level);
        var frameworkLevel = options.Level > LogLevel.Warning ? options.Level : LogLevel.Warning;
        logging.AddFilter("Microsoft", frameworkLevel).AddFilter("Grpc", frameworkLevel).AddFilter("OpenTelemetry", frameworkLevel);
        logging.Services.AddSingleton(TimeProvider.System);
        logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        logging.AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName = options.Format == LogFormat.Json ? ConsoleFormatterNames.Json : LineFormatter.FormatterName;
        });
        if (options.Format == LogFormat.Json)
        {
            logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
    }
}
