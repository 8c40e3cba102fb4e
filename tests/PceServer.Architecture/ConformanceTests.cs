using PceServer.Testing;

namespace PceServer.Architecture;

/// <summary>The table of supported RFCs in src/README.md is what the doc comments say, and each section in it has a test.</summary>
public sealed class ConformanceTests
{
    private const string Heading = "## Supported RFCs";

    [Test]
    public void Section_that_the_code_cites_has_a_test() => Assert.That(new ConformanceIndex().SectionsWithoutTest, Is.Empty);

    [Test]
    public void Table_of_supported_rfcs_is_what_the_doc_comments_say()
    {
        var path = Path.Combine(Repository.Root, "src", "README.md");
        var text = File.ReadAllText(path);
        var start = text.IndexOf(Heading, StringComparison.Ordinal);
        Assert.That(start, Is.Positive, $"src/README.md has no '{Heading}'");
        var end = text.IndexOf("\n## ", start + Heading.Length, StringComparison.Ordinal);
        var present = text[start..(end < 0 ? text.Length : end + 1)];
        var wanted = $"{Heading}\n\nMade from the doc comments: `PCE_WRITE_INDEX=1 dotnet test tests/PceServer.Architecture` writes it anew.\n\n"
            + new ConformanceIndex().ToTable() + (end < 0 ? "" : "\n");
        if (Environment.GetEnvironmentVariable("PCE_WRITE_INDEX") == "1")
            File.WriteAllText(path, text.Replace(present, wanted, StringComparison.Ordinal));
        else
            Assert.That(present, Is.EqualTo(wanted), "PCE_WRITE_INDEX=1 dotnet test tests/PceServer.Architecture writes it anew");
    }
}
