using System.Collections.Immutable;
using System.Globalization;

namespace PceServer.Topology;

/// <summary>
/// Reads REPETITA <c>.graph</c> text: <c>NODES n</c>, a header, <c>label x y</c> each; <c>EDGES m</c>, a header, <c>label src dest weight
/// bw delay</c> for each directed edge (bandwidth in kbit/s, delay in microseconds). The network is made of it as <see cref="PlainGraph"/>
/// says.
/// </summary>
public static class RepetitaGraph
{
    private const ulong BytesPerSecondInKilobit = 125;

    /// <summary>The changes that a feed of this graph would send, or every error of the text.</summary>
    public static TopologyReading Read(string text, string source)
    {
        var (graph, errors) = Parse(text);
        return new TopologyReading(errors.IsEmpty ? [.. graph.ToChanges(source)] : [], errors);
    }

    public static (PlainGraph Graph, ImmutableArray<TopologyFileError> Errors) Parse(string text)
    {
        var lines = new RepetitaLines(text);
        var names = ImmutableArray.CreateBuilder<string>();
        var edges = ImmutableArray.CreateBuilder<PlainEdge>();
        foreach (var words in lines.Section("NODES", fields: 3))
            names.Add(string.Join(' ', words[..^2]));
        foreach (var words in lines.Section("EDGES", fields: 6))
            edges.Add(Edge(lines, words, names.Count));
        // Labels name nodes on every screen: two alike would hide one of them.
        var graph = new PlainGraph(Distinct(names), edges.ToImmutable());
        return (graph, [.. lines.Errors]);
    }

    private static PlainEdge Edge(RepetitaLines lines, string[] words, int nodes) => new(
        (int)lines.Number(words[^5], (ulong)Math.Max(0, nodes - 1), "source: the number of a node"),
        (int)lines.Number(words[^4], (ulong)Math.Max(0, nodes - 1), "destination: the number of a node"),
        (uint)lines.Number(words[^3], Metric.Missing - 1, "weight: a whole number below 2^32-1"),
        lines.Number(words[^2], ulong.MaxValue / BytesPerSecondInKilobit, "bandwidth: kbit/s") * BytesPerSecondInKilobit,
        (uint)lines.Number(words[^1], Metric.Missing - 1, "delay: microseconds"));

    private static ImmutableArray<string> Distinct(ImmutableArray<string>.Builder names)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select((name, n) => seen.Add(name) ? name : $"{name}#{n}")];
    }
}

/// <summary>The lines of a REPETITA file, with every fault of them.</summary>
internal sealed class RepetitaLines(string text)
{
    private readonly string[] _lines = text.Split('\n');
    private int _next;

    public List<TopologyFileError> Errors { get; } = [];

    /// <summary>The rows of a section, each split at blanks; rows with too few fields are reported and left out.</summary>
    public IEnumerable<string[]> Section(string title, int fields)
    {
        var count = Title(title);
        _next++;
        for (var row = 0; row < count; row++)
        {
            var words = NextWords();
            if (words is null)
            {
                Error($"{row} rows", $"{title} promised {count}");
                yield break;
            }
            if (words.Length < fields)
                Error(string.Join(' ', words), $"a row of {title} has {fields} fields");
            else
                yield return words;
        }
    }

    /// <summary>A whole number up to a maximum; zero, with an error, when it is not.</summary>
    public ulong Number(string word, ulong maximum, string rule)
    {
        if (ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= maximum)
            return value;
        Error(word, $"{rule}, 0 to {maximum}");
        return 0;
    }

    private int Title(string title)
    {
        if (NextWords() is [var word, var count] && word == title
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var rows))
            return rows;
        Error(_next == 0 || _next > _lines.Length ? "" : _lines[_next - 1].Trim(), $"expected '{title} n'");
        _next = _lines.Length;
        return 0;
    }

    private string[]? NextWords()
    {
        while (_next < _lines.Length)
        {
            var words = _lines[_next++].Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
                return words;
        }
        return null;
    }

    private void Error(string value, string rule) =>
        Errors.Add(new TopologyFileError($"line {Math.Min(_next, _lines.Length)}", value, rule));
}
