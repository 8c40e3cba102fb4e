using System.Text;
using PceServer.PathComputation.Tests.Oracles;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>The worked example of the room's README is what the core really answers.</summary>
public sealed class WorkedExampleTests
{
    private const string Begin = "<!-- worked example: begin -->\n";
    private const string End = "<!-- worked example: end -->";

    private static readonly string[] s_network =
    [
        "A-B 10 delay=2000 bw=10G",
        "B-C 10 delay=2000 bw=10G",
        "C-D 10 delay=2000 bw=1G color=0x4",
        "A-E 15 delay=1000 bw=1G",
        "E-D 25 delay=1000 bw=1G srlg=7",
        "B-E 10 delay=9000 bw=10G",
        "C-F 10 delay=3000 bw=10G",
        "F-D 15 delay=3000 bw=10G",
        "node A msd=3",
    ];

    [Test]
    public void Readme_shows_what_the_core_answers()
    {
        var file = Path.Combine(Repository.Root, "src", "PceServer.PathComputation", "README.md");
        var text = File.ReadAllText(file);
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var shown = text[start..text.IndexOf(End, StringComparison.Ordinal)];
        var answered = Example();
        if (Environment.GetEnvironmentVariable("PCE_WRITE_EXAMPLE") == "1")
            File.WriteAllText(file, $"{text[..start]}{answered}{text[(start + shown.Length)..]}");
        else
            Assert.That(shown, Is.EqualTo(answered), "run this test once with PCE_WRITE_EXAMPLE=1 to bring the README up to date");
    }

    private static string Example()
    {
        var net = Net.Build(s_network);
        var plain = new PathRequest(net["A"], net["D"]);
        var text = new StringBuilder().Append("```\n").AppendJoin('\n', s_network).Append("\n```\n\n");
        Answer(text, net, "1. The least IGP metric", plain);
        Answer(text, net, "2. The least delay", plain with { Objective = PathMetric.Delay });
        Answer(text, net, "3. Keep off links of colour 0x4, at most two SIDs", plain with
        {
            Constraints = new PathConstraints { ExcludeAny = 0x4, MaximumSids = 2 },
        });
        Answer(text, net, "4. 2 GB/s, and through C", plain with
        {
            Constraints = new PathConstraints
            {
                BandwidthBytesPerSecond = 2_000_000_000,
                Inclusions = [new Inclusion(new NetworkElement { Node = net.Address("C") })],
            },
        });
        Answer(text, net, "5. 2 GB/s within 5 ms: there is no such path", plain with
        {
            Constraints = new PathConstraints { BandwidthBytesPerSecond = 2_000_000_000, Bounds = [new MetricBound(PathMetric.Delay, 5000)] },
        });
        Pair(text, net, "6. Two paths that share no node", plain);
        return text.ToString();
    }

    private static void Answer(StringBuilder text, Net net, string title, PathRequest request)
    {
        text.Append($"### {title}\n\n");
        switch (PathComputer.Compute(net.Snapshot, request))
        {
            case PathResult.Found(var path):
                Walked.Check(net, request, path, title);
                text.Append($"{Sentence(PathComputer.Explain(net.Snapshot, request, path).Sentence)}\n\n");
                Segments(text, net, path);
                break;
            case PathResult.NotFound(var explanation):
                text.Append($"{Sentence(explanation.Sentence)}\n\n| would do | cost |\n|---|---|\n");
                foreach (var relaxation in explanation.Relaxations)
                    text.Append($"| `{relaxation.Text}` | {relaxation.Cost} |\n");
                text.Append('\n');
                break;
        }
    }

    private static void Pair(StringBuilder text, Net net, string title, PathRequest request)
    {
        var result = DisjointComputer.Compute(net.Snapshot, new DisjointRequest([request, request], Disjointness.Node));
        text.Append($"### {title}\n\n{Sentence(result.Sentence)}\n\n");
        foreach (var path in result.Paths)
        {
            Walked.Check(net, request, path, title);
            text.Append($"{net.Names(path.Edges)}, IGP metric {path.Cost}:\n\n");
            Segments(text, net, path);
        }
    }

    private static void Segments(StringBuilder text, Net net, ComputedPath path)
    {
        text.Append("| label | kind | ends at | why |\n|---|---|---|---|\n");
        foreach (var segment in path.Segments.Segments)
            text.Append($"| {segment.Label} | {segment.Kind} | {net.Name(segment.Node)} | {segment.Reason} |\n");
        text.Append('\n');
    }

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
}
