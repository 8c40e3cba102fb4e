using System.Text.RegularExpressions;
using PceServer.Testing;

namespace PceServer.Architecture;

public sealed class ArrowTests
{
    private static IEnumerable<string> AllRooms => Rooms.Arrows.Keys;

    [TestCaseSource(nameof(AllRooms))]
    public void Project_references_are_the_arrows(string room) =>
        Assert.That(Rooms.References(room), Is.EquivalentTo(Rooms.Arrows[room]));

    [Test]
    public void Every_folder_of_src_is_a_room() =>
        Assert.That(
            Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName),
            Is.EquivalentTo(Rooms.Arrows.Keys.Select(Rooms.ProjectName)));

    [Test]
    public void Arrows_make_no_circle()
    {
        var done = new HashSet<string>();
        while (Rooms.Arrows.FirstOrDefault(r => !done.Contains(r.Key) && r.Value.All(done.Contains)) is { Key: not null } next)
            done.Add(next.Key);
        Assert.That(done, Is.EquivalentTo(Rooms.Arrows.Keys));
    }

    [Test]
    public void Map_in_src_readme_shows_the_arrows()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "src", "README.md"));
        var shown = lines.Select(line => Regex.Match(line, @"^\s+(PceServer(?:\.\w+)?|PceCtl)\s.*->\s*(.+?)\s*$")).Where(m => m.Success)
            .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries).Order().ToArray());
        var expected = Rooms.Arrows.ToDictionary(
            r => Rooms.ProjectName(r.Key), r => r.Value.Length == 0 ? ["nothing"] : r.Value.Order().ToArray());
        Assert.That(shown, Is.EqualTo(expected));
    }

    [Test]
    public void Every_room_has_its_tests()
    {
        // The host is tested whole, in Scenarios.
        var expected = Rooms.Arrows.Keys.Where(r => r != "Host").Select(r => $"{Rooms.ProjectName(r)}.Tests");
        var present = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "tests")).Select(Path.GetFileName).ToHashSet();
        Assert.That(expected.Where(name => !present.Contains(name)), Is.Empty);
    }
}
