using System.Text;
using System.Text.RegularExpressions;
using PceServer.Testing;

namespace PceServer.Architecture;

/// <summary>
/// RFC section -> test, from the sources alone: a doc comment that cites a section speaks for the type that it stands on or in, and the fixtures
/// that name this type show it. A type that no fixture names is shown by those of the types that use it.
/// </summary>
internal sealed class ConformanceIndex
{
    private const int FixturesShown = 2;

    private static readonly Regex s_citation = new(@"RFC (?<rfc>\d{4}) §(?<section>[0-9A-Z]+(?:\.[0-9]+)*)", RegexOptions.Compiled);
    private static readonly Regex s_type = new(
        @"^\s*(?:(?:public|internal|private|protected|static|sealed|abstract|readonly|ref|file|partial) )*(?:record struct|record|class|struct|enum|interface) (?<name>\w+)",
        RegexOptions.Compiled);

    private static readonly Regex s_word = new(@"\w+", RegexOptions.Compiled);

    /// <summary>How often each fixture names a type.</summary>
    private readonly Dictionary<string, Dictionary<Fixture, int>> _fixturesByType = [];
    private readonly Dictionary<string, HashSet<string>> _usersByType = [];

    /// <summary>Types by the section that they cite.</summary>
    private readonly SortedDictionary<(int Rfc, string Section), HashSet<Cited>> _types = new(Comparer<(int Rfc, string Section)>.Create(Compare));

    private readonly record struct Cited(string Room, string Type);

    private readonly record struct Fixture(string Room, string Name);

    public ConformanceIndex()
    {
        var sources = Rooms.Sources("src").ToList();
        foreach (var file in sources)
            ReadSource(RoomOf(file), Lines(file));
        // What fixtures are built on (benches, scripts, fakes) leads from a fixture to the types that it uses in turn.
        var connecting = sources.Concat(Rooms.Sources("tests").Where(f => !IsFixture(f))).ToList();
        var declared = connecting.SelectMany(DeclaredIn).ToHashSet();
        foreach (var file in connecting)
        {
            foreach (var type in Words(file).Distinct().Where(declared.Contains))
                Of(_usersByType, type).UnionWith(DeclaredIn(file));
        }
        foreach (var file in Rooms.Sources("tests").Where(IsFixture))
        {
            var fixture = new Fixture(RoomOf(file), FixtureOf(file));
            foreach (var named in Words(file).Where(declared.Contains).GroupBy(word => word))
                Of(_fixturesByType, named.Key)[fixture] = named.Count();
        }
    }

    public IEnumerable<string> SectionsWithoutTest =>
        from entry in _types
        where Fixtures(entry.Value).Count == 0
        select $"RFC {entry.Key.Rfc} §{entry.Key.Section} ({string.Join(", ", entry.Value.Select(c => c.Type))})";

    /// <summary>One row an RFC: each section with the fixtures that show it.</summary>
    public string ToTable()
    {
        var table = new StringBuilder("| RFC | Sections and the tests that show them |\n|---|---|\n");
        foreach (var rfc in _types.GroupBy(entry => entry.Key.Rfc))
        {
            var cells = rfc.GroupBy(entry => string.Join(", ", Fixtures(entry.Value)))
                .Select(same => $"{string.Join(" ", same.Select(entry => "§" + entry.Key.Section))}: {same.Key}");
            table.Append($"| {rfc.Key} | {string.Join("; ", cells)} |\n");
        }
        return table.ToString();
    }

    private void ReadSource(string room, IEnumerable<string> lines)
    {
        var pending = new List<(int, string)>();
        var current = "";
        foreach (var line in lines)
        {
            if (line.TrimStart().StartsWith("///", StringComparison.Ordinal))
            {
                pending.AddRange(s_citation.Matches(line).Select(m => (int.Parse(m.Groups["rfc"].Value), m.Groups["section"].Value)));
                continue;
            }
            if (s_type.Match(line) is { Success: true } type)
                current = type.Groups["name"].Value;
            else if (line.TrimStart().StartsWith('[') || line.Length == 0)
                continue;
            foreach (var citation in pending)
                (_types.TryGetValue(citation, out var names) ? names : _types[citation] = []).Add(new Cited(room, current));
            pending.Clear();
        }
    }

    // Fixtures that name the type, else those that name a type which uses it, a few steps away. Those of the same room go first.
    private List<string> Fixtures(IReadOnlyCollection<Cited> cited)
    {
        var rooms = cited.Select(c => c.Room).ToHashSet();
        var reached = cited.Select(c => c.Type).ToHashSet();
        for (var step = 0; step < 8; step++)
        {
            var fixtures = reached.SelectMany(type => (IEnumerable<KeyValuePair<Fixture, int>>?)_fixturesByType.GetValueOrDefault(type) ?? [])
                .GroupBy(named => named.Key)
                .OrderBy(named => rooms.Contains(named.Key.Room) ? 0 : 1)
                .ThenByDescending(named => named.Sum(n => n.Value))
                .ThenBy(named => named.Key.Name, StringComparer.Ordinal)
                .ToList();
            if (fixtures.Count > 0)
                return [.. fixtures.Select(f => f.Key.Name).Distinct().Take(FixturesShown)];
            reached.UnionWith(reached.SelectMany(type => (IEnumerable<string>?)_usersByType.GetValueOrDefault(type) ?? []).ToList());
        }
        return [];
    }

    private static TValue Of<TValue>(Dictionary<string, TValue> index, string key) where TValue : new() =>
        index.TryGetValue(key, out var value) ? value : index[key] = new TValue();

    private static IEnumerable<string> Lines(string file) => File.ReadLines(Path.Combine(Repository.Root, file));

    private static IEnumerable<string> Words(string file) => s_word.Matches(File.ReadAllText(Path.Combine(Repository.Root, file))).Select(m => m.Value);

    private static string RoomOf(string file) => file.Split('/')[1].Replace(".Tests", "", StringComparison.Ordinal);

    private static bool IsFixture(string file) =>
        Path.GetFileName(file).EndsWith("Tests.cs", StringComparison.Ordinal) || file.Contains("/Samples/", StringComparison.Ordinal);

    private static List<string> DeclaredIn(string file) =>
        [.. Lines(file).Select(line => s_type.Match(line)).Where(m => m.Success).Select(m => m.Groups["name"].Value)];

    // Samples are what the registry's own fixture goes through.
    private static string FixtureOf(string file) =>
        file.Contains("/Samples/", StringComparison.Ordinal) ? "RegistryTests" : Path.GetFileNameWithoutExtension(file);

    private static int Compare((int Rfc, string Section) a, (int Rfc, string Section) b)
    {
        if (a.Rfc != b.Rfc)
            return a.Rfc.CompareTo(b.Rfc);
        var (left, right) = (a.Section.Split('.'), b.Section.Split('.'));
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order = int.TryParse(left[i], out var x) && int.TryParse(right[i], out var y) ? x.CompareTo(y) : string.CompareOrdinal(left[i], right[i]);
            if (order != 0)
                return order;
        }
        return left.Length.CompareTo(right.Length);
    }
}
