using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace PceServer.Logging;

/// <summary>One event, one line: time, level, room, message, then every named value as key=value. Control characters are escaped, so a peer cannot forge a line.</summary>
public sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new StringBuilder(200);
        line.Append(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)).Append(' ')
            .Append(Word(logEntry.LogLevel)).Append(' ').Append(logEntry.Category).Append(' ');
        AppendPlain(line, logEntry.Formatter(logEntry.State, logEntry.Exception));
        AppendValues(line, logEntry.State);
        if (logEntry.Exception is { } exception)
            AppendValue(line, "exception", exception.ToString());
        textWriter.WriteLine(line.ToString());
    }

    private static void AppendValues(StringBuilder line, object? state)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> values)
            return;
        foreach (var (key, value) in values)
        {
            if (key != "{OriginalFormat}")
                AppendValue(line, key, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }
    }

    private static void AppendValue(StringBuilder line, string key, string value)
    {
        line.Append(' ').Append(key).Append('=');
        var quoted = value.Length == 0 || value.Any(c => c is ' ' or '"' or '=' || char.IsControl(c));
        if (quoted)
            line.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\' && quoted)
                line.Append('\\').Append(c);
            else
                AppendPlain(line, c);
        }
        if (quoted)
            line.Append('"');
    }

    private static void AppendPlain(StringBuilder line, string text)
    {
        foreach (var c in text)
            AppendPlain(line, c);
    }

    private static void AppendPlain(StringBuilder line, char c)
    {
        if (char.IsControl(c) || c is '\u2028' or '\u2029')
            line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        else
            line.Append(c);
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
