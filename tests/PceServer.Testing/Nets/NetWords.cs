using System.Collections.Immutable;
using System.Globalization;
using PceServer.Topology;

namespace PceServer.Testing;

/// <summary>The words of one statement: <c>key=value</c>, bare flags, and <c>forth/back</c> values.</summary>
internal sealed class NetWords(IEnumerable<string> words)
{
    private readonly Dictionary<string, string> _values = words.Select(w => w.Split('=', 2))
        .ToDictionary(p => p[0], p => p.Length > 1 ? p[1] : "");

    public bool Has(string flag) => _values.ContainsKey(flag);

    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>The value for a direction (0 forth, 1 back); null when not said.</summary>
    public string? Text(string key, int direction = 0)
    {
        if (!_values.TryGetValue(key, out var value))
            return null;
        var parts = value.Split('/');
        return parts[Math.Min(direction, parts.Length - 1)];
    }

    /// <summary><see cref="Metric.Missing"/> for '-'.</summary>
    public uint Number(string key, int direction, uint otherwise) => Text(key, direction) switch
    {
        null => otherwise,
        "-" => Metric.Missing,
        var text => uint.Parse(text, CultureInfo.InvariantCulture),
    };

    public ImmutableArray<uint> Numbers(string key, int direction = 0) =>
        Text(key, direction) is { } text ? [.. text.Split(',').Select(t => uint.Parse(t, CultureInfo.InvariantCulture))] : [];

    public static ulong Bandwidth(string text)
    {
        var factor = text[^1] switch { 'k' => 1e3, 'M' => 1e6, 'G' => 1e9, _ => 1 };
        return (ulong)(double.Parse(factor > 1 ? text[..^1] : text, CultureInfo.InvariantCulture) * factor);
    }

    public static AdminGroup Colors(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return new AdminGroup(ulong.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        var words = new ulong[4];
        foreach (var bit in text.Split(',').Select(t => int.Parse(t, CultureInfo.InvariantCulture)))
            words[bit >> 6] |= 1UL << (bit & 63);
        return new AdminGroup(words[0], words[1], words[2], words[3]);
    }

    public static LabelBlock Block(string text) => text == "no" ? LabelBlock.Empty : new LabelBlock([.. text.Split(',').Select(Range)]);

    private static LabelRange Range(string text)
    {
        var parts = text.Split('+');
        return new LabelRange(new Label(uint.Parse(parts[0], CultureInfo.InvariantCulture)),
            uint.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
