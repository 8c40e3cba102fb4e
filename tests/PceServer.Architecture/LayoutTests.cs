using System.Text.RegularExpressions;
using PceServer.Testing;

namespace PceServer.Architecture;

public sealed class LayoutTests
{
    private const int LongestFile = 300;
    private const int LongestTable = 500;

    /// <summary>Code-point tables: long because the registry is.</summary>
    private static readonly string[] Tables = ["CodePoints.cs", "Registry.cs", "ErrorTable.cs"];

    [Test]
    public void Top_level_is_as_fixed()
    {
        var entries = Directory.EnumerateFileSystemEntries(Repository.Root).Select(Path.GetFileName)
            .Where(name => !name!.StartsWith('.') && name is not ("TestResults" or "bin" or "obj"));
        Assert.That(entries, Is.EquivalentTo(new[] { "README.md", "global.json", "PceServer.sln", "protos", "src", "samples", "tests" }));
    }

    [Test]
    public void No_file_is_longer_than_the_eye_can_hold() =>
        Assert.That(
            Rooms.Sources("src", "samples", "tests").Select(f => (File: f, Lines: Lines(f)))
                .Where(f => f.Lines > (Tables.Any(t => f.File.EndsWith(t, StringComparison.Ordinal)) ? LongestTable : LongestFile)),
            Is.Empty);

    [Test]
    public void Names_say_what_a_thing_is() =>
        Assert.That(
            Rooms.Sources("src", "samples", "tests").SelectMany(f => Regex.Matches(
                    File.ReadAllText(Path.Combine(Repository.Root, f)),
                    @"^\s*(?:\w+ )*(?:class|record|struct|interface|enum) (\w*(?:Manager|Helper|Helpers|Util|Utils|Info|Data))\b", RegexOptions.Multiline)
                .Select(m => $"{f}: {m.Groups[1].Value}")),
            Is.Empty);

    [Test]
    public void Partial_types_are_for_log_messages() =>
        Assert.That(
            Rooms.Sources("src").Where(f => Regex.IsMatch(
                    File.ReadAllText(Path.Combine(Repository.Root, f)), @"^\s*(?:\w+ )*partial (?:class|record|struct)(?!.*JsonSerializerContext)", RegexOptions.Multiline))
                .Where(f => !f.EndsWith(".Log.cs", StringComparison.Ordinal)
                    && !File.Exists(Path.Combine(Repository.Root, f.Replace(".cs", ".Log.cs", StringComparison.Ordinal)))),
            Is.Empty);

    private static int Lines(string file) => File.ReadLines(Path.Combine(Repository.Root, file)).Count();
}
