using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PceServer.Emulation;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Scenarios;

/// <summary>An operator's own label list for a router's LSP: proved before it is sent, sent against the proof only on his word, kept until released.</summary>
public sealed class ExplicitPathTests
{
    private const string Name = "to/Paris: 1% .x";
    private static readonly string s_lsp = $"/v1/lsps/pe-a/{Uri.EscapeDataString(Name)}";

    [Test, CancelAfter(30_000)]
    public async Task Explicit_list_is_gated_overridden_and_released(CancellationToken cancellation)
    {
        // A to D, by SID: A 1, B 2, D 3, C 4.
        var net = Net.Build("A-B 10", "B-D 10", "A-C 20", "C-D 20");
        await using var server = await RunningServer.StartAsync();
        await server.LoadAsync(net);
        await using var router = await server.RouterAsync("10.0.0.1", o => o with { SpeakerEntityId = "pe-a" });
        router.Add(new LspPlan(Name, Ipv4Address.Parse("10.0.0.3")));
        await router.LspAsync(Name, l => l.CarriesTraffic && l.Labels.SequenceEqual([16003u]), cancellation);

        var sent = await OrderAsync(server, "setPath", [16004, 16003], cancellation: cancellation);
        Assert.That((sent.Status, sent.Body.GetProperty("sent").GetBoolean()), Is.EqualTo((HttpStatusCode.OK, true)));
        await router.LspAsync(Name, l => l.Labels.SequenceEqual([16004u, 16003u]), cancellation);
        var shown = await server.UntilAsync(s_lsp, l => Labels(l, "reportedLabels") == "16004,16003", cancellation);
        Assert.That((Labels(shown, "labels"), shown.GetProperty("explicitPath").GetProperty("verdict").GetString()), Is.EqualTo(("16004,16003", "DELIVERED")));
        Assert.That(shown.GetProperty("explicitPath").GetProperty("givenBy").GetString(), Is.EqualTo("ann (127.0.0.1)"));

        var changes = router.Lsps.Single().PathChanges;
        var refused = await OrderAsync(server, "setPath", [16004, 17999], cancellation: cancellation);
        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(refused.Body.GetProperty("code").GetInt32(), Is.EqualTo((int)Grpc.Core.StatusCode.FailedPrecondition));
        Assert.That(refused.Body.GetProperty("message").GetString(), Does.StartWith("labels: not sent: DROPPED: ").And.Contain("17999").And.Contain("C").And.Contain("override"));
        Assert.That(router.Lsps.Single().PathChanges, Is.EqualTo(changes));

        var overridden = await OrderAsync(server, "setPath", [16004, 17999], isOverride: true, cancellation);
        Assert.That(overridden.Status, Is.EqualTo(HttpStatusCode.OK));
        var drifted = await server.UntilAsync(s_lsp, l => Labels(l, "reportedLabels") == "16004,17999" && l.GetProperty("drifted").GetBoolean(), cancellation);
        var record = drifted.GetProperty("explicitPath");
        Assert.That((record.GetProperty("overridden").GetBoolean(), record.GetProperty("verdict").GetString()), Is.EqualTo((true, "DROPPED")));
        Assert.That(DateTimeOffset.Parse(record.GetProperty("givenAt").GetString()!, System.Globalization.CultureInfo.InvariantCulture),
            Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        var metrics = await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellation);
        Assert.That(metrics, Does.Match("(?m)^pce_explicit_paths_total\\{[^}]*outcome=\"overridden\"[^}]*\\} [1-9]"));

        Assert.That((await OrderAsync(server, "releasePath", null, cancellation: cancellation)).Status, Is.EqualTo(HttpStatusCode.OK));
        await router.LspAsync(Name, l => l.Labels.SequenceEqual([16003u]), cancellation);
        var free = await server.UntilAsync(s_lsp, l => Labels(l, "reportedLabels") == "16003", cancellation);
        Assert.That(free.TryGetProperty("explicitPath", out var none) && none.ValueKind != JsonValueKind.Null, Is.False);
        Assert.That((await OrderAsync(server, "releasePath", null, cancellation: cancellation)).Body.GetProperty("message").GetString(), Is.EqualTo($"name: LSP \"{Name}\" has no explicit list"));
    }

    private static string Labels(JsonElement lsp, string field) => string.Join(',', lsp.GetProperty(field).EnumerateArray());

    private static async Task<(HttpStatusCode Status, JsonElement Body)> OrderAsync(
        RunningServer server, string method, uint[]? labels, bool isOverride = false, CancellationToken cancellation = default)
    {
        using var body = labels is null
            ? JsonContent.Create(new { pcc = "pe-a", name = Name })
            : JsonContent.Create(new { pcc = "pe-a", name = Name, labels, @override = isOverride, @operator = "ann" });
        using var response = await server.Http.PostAsync(new Uri($"/v1/lsps:{method}", UriKind.Relative), body, cancellation);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(cancellation));
    }
}
