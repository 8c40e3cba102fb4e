using System.Globalization;
using System.Net;

namespace PceServer.Options;

/// <summary>A setting that cannot be used: which one, what stood there, and the rule that it breaks.</summary>
public sealed record OptionError(string Field, string? Value, string Rule)
{
    public override string ToString() => Value is null ? $"{Field}: {Rule}" : $"{Field} = '{Value}': {Rule}";
}

/// <summary>Reads one section value by value. A bad value becomes an error in the list and the default takes its place, so that reading goes on and finds the rest.</summary>
internal sealed class OptionReader(IConfigurationSection section, List<OptionError> errors)
{
    private readonly HashSet<string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _sections = new(StringComparer.OrdinalIgnoreCase);

    public string Path => section.Path;

    public string FieldOf(string key) => $"{section.Path}:{key}";

    public void Fail(string key, string rule) => errors.Add(new OptionError(FieldOf(key), section[key], rule));

    /// <summary>The same for a value that must not be shown.</summary>
    public void FailSecret(string key, string rule) => errors.Add(new OptionError(FieldOf(key), null, rule));

    public IPEndPoint EndPoint(string key, IPEndPoint fallback)
    {
        if (Text(key) is not { } text)
            return fallback;
        // Without the port IPEndPoint would quietly take 0.
        var portIsWritten = text.StartsWith('[') ? text.Contains("]:", StringComparison.Ordinal) : text.Count(c => c == ':') == 1;
        if (portIsWritten && IPEndPoint.TryParse(text, out var endPoint) && IsPlain(text[..text.LastIndexOf(':')].Trim('[', ']')))
            return endPoint;
        Fail(key, "must be ADDRESS:PORT with an IP address and a port from 0 to 65535, such as 127.0.0.1:4189 or [::]:4189");
        return fallback;
    }

    public IPAddress Address(string key, IPAddress fallback, bool ipv4Only = false)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (IsPlain(text) && (!ipv4Only || !text.Contains(':', StringComparison.Ordinal)))
            return IPAddress.Parse(text);
        Fail(key, ipv4Only ? "must be an IPv4 address in dotted form" : "must be an IPv4 or IPv6 address");
        return fallback;
    }

    public uint Number(string key, uint fallback, uint minimum, uint maximum)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
            return value;
        Fail(key, $"must be an integer from {minimum} to {maximum}");
        return fallback;
    }

    public bool Flag(string key, bool fallback)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (bool.TryParse(text, out var value))
            return value;
        Fail(key, "must be true or false");
        return fallback;
    }

    public T Choice<T>(string key, T fallback) where T : struct, Enum
    {
        if (Text(key) is not { } text)
            return fallback;
        if (Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase))
            return value;
        Fail(key, $"must be one of {string.Join(", ", Enum.GetNames<T>())}");
        return fallback;
    }

    /// <summary>The value as it is written; null when absent or empty.</summary>
    public string? Text(string key)
    {
        _values.Add(key);
        return string.IsNullOrWhiteSpace(section[key]) ? null : section[key]!.Trim();
    }

    public string Required(string key)
    {
        if (Text(key) is { } text)
            return text;
        Fail(key, "is required");
        return "";
    }

    public T Section<T>(string key, Func<OptionReader, T> read)
    {
        _sections.Add(key);
        var inner = new OptionReader(section.GetSection(key), errors);
        var value = read(inner);
        inner.RefuseUnknown();
        return value;
    }

    public IReadOnlyList<T> List<T>(string key, Func<OptionReader, T> read)
    {
        _sections.Add(key);
        return [.. section.GetSection(key).GetChildren().Select(child =>
        {
            var inner = new OptionReader(child, errors);
            var value = read(inner);
            inner.RefuseUnknown();
            return value;
        })];
    }

    /// <summary>A misspelt setting must not be taken for one that was left out, nor one that stands where it cannot be read.</summary>
    public void RefuseUnknown()
    {
        foreach (var child in section.GetChildren())
        {
            if (_sections.Contains(child.Key) && !string.IsNullOrWhiteSpace(child.Value))
                errors.Add(new OptionError(child.Path, child.Value, "must have its settings below it, and no value itself"));
            else if (_values.Contains(child.Key) && child.GetChildren().Any())
                errors.Add(new OptionError(child.Path, null, "must be one value"));
            else if (!_sections.Contains(child.Key) && !_values.Contains(child.Key))
                errors.Add(new OptionError(child.Path, child.Value, $"is not a setting; here may stand {string.Join(", ", _values.Concat(_sections).Order())}"));
        }
    }

    // "1" and "0x7f.1" are addresses to the parser, and mistakes to an operator.
    private static bool IsPlain(string text) =>
        IPAddress.TryParse(text, out _) && (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3);
}
