using System.Text.Json;

namespace PceServer.Scenarios;

public sealed class DemoTests
{
    [Test, CancelAfter(120_000)]
    public async Task Demo_comes_true_and_ends_with_its_facts(CancellationToken cancellation)
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(cancellation, "demo", "--exit");
        Assert.That(exitCode, Is.Zero, output + errors);
        var facts = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]).RootElement;
        Assert.That((facts.GetProperty("event").GetString(), facts.GetProperty("ok").GetBoolean()), Is.EqualTo(("demo", true)));
        Assert.That((facts.GetProperty("nodes").GetInt32(), facts.GetProperty("links").GetInt32()), Is.EqualTo((16, 56)));
        Assert.That(facts.GetProperty("failures").GetArrayLength(), Is.Zero);
        var steps = facts.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("step").GetString()).ToList();
        Assert.That(steps, Is.SupersetOf(new[] { "topology", "delegate bulk/vienna", "impossible vienna", "cut voice/vienna", "mend voice/vienna", "drift", "truth" }));
        Assert.That(output, Does.Not.Contain("FAILED").And.Not.Contain("\u001b"), "no colour where nobody looks");
    }

    [Test, CancelAfter(120_000)]
    public async Task Demo_stays_up_to_be_explored(CancellationToken cancellation)
    {
        using var demo = ServerProcess.Start("demo");
        string? line;
        Uri? address = null;
        while ((line = await demo.Output.ReadLineAsync(cancellation)) is not null && !line.Contains("/v1/events", StringComparison.Ordinal))
        {
            if (line.Trim().StartsWith("HTTP ", StringComparison.Ordinal))
                address = new Uri(line.Trim()[5..].Trim());
        }
        using var http = new HttpClient { BaseAddress = address };
        var lsp = JsonDocument.Parse(await http.GetStringAsync(new Uri("/v1/lsps/london/voice/vienna", UriKind.Relative), cancellation)).RootElement;
        Assert.That(lsp.GetProperty("operational").GetString(), Is.EqualTo("ACTIVE"));
        Assert.That(await demo.StopAsync(cancellation), Is.Zero);
        Assert.That((await demo.Output.ReadToEndAsync(cancellation)).TrimEnd().Split('\n')[^1], Does.StartWith("{\"event\":\"demo\""));
    }

    [Test, CancelAfter(60_000)]
    public async Task Demo_refuses_arguments_that_it_does_not_know(CancellationToken cancellation)
    {
        var (exitCode, _, errors) = await ServerProcess.RunAsync(cancellation, "demo", "--fast");
        Assert.That((exitCode, errors.Trim()), Is.EqualTo((2, "demo takes no argument but --exit")));
    }
}
