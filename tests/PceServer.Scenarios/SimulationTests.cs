using System.Text.Json;
using PceServer.Emulation;
using PceServer.Pcep;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Scenarios;

/// <summary>What-if questions about LSPs that real sessions have reported.</summary>
public sealed class SimulationTests
{
    private RunningServer _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await RunningServer.StartAsync();
        await _server.LoadAsync(Net.Build("A-B 10 srlg=7", "B-D 10", "A-C 20 srlg=7", "C-D 20", "node D sid=3", "D-E 10"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var router = await _server.RouterAsync("10.0.0.1", o => o with { SpeakerEntityId = "pe-a" });
        foreach (var (name, destination) in new[] { ("to-d", "10.0.0.3"), ("to-c", "10.0.0.4") })
        {
            router.Add(new LspPlan(name, Ipv4Address.Parse(destination)) { Constraints = AttributeList.Empty with { Bandwidth = new BandwidthObject(1000) } });
            await router.LspAsync(name, l => l.CarriesTraffic && l.Labels.Count > 0, patience.Token);
            await _server.UntilAsync($"/v1/lsps/pe-a/{name}", l => l.GetProperty("operational").GetString() == "ACTIVE", patience.Token);
        }
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Failed_link_moves_what_crosses_it_and_loads_follow()
    {
        var reply = await _server.PostAsync("/v1/simulations", """{"failLinks":["A->B"]}""");
        Assert.That(Counts(reply), Is.EqualTo((1u, 1u, 0u, 0u)), reply.ToString());
        var lsp = reply.GetProperty("lsps")[0];
        Assert.That((lsp.GetProperty("pcc").GetString(), lsp.GetProperty("name").GetString(), lsp.GetProperty("outcome").GetString()), Is.EqualTo(("pe-a", "to-d", "MOVED")));
        Assert.That(Nodes(lsp.GetProperty("after")), Is.EqualTo(new[] { "A", "C", "D" }));
        var load = reply.GetProperty("loads").EnumerateArray().Single(l => l.GetProperty("link").GetString()!.StartsWith("A->C", StringComparison.Ordinal));
        Assert.That((load.GetProperty("beforeBytesPerSecond").GetDouble(), load.GetProperty("afterBytesPerSecond").GetDouble()), Is.EqualTo((1000d, 2000d)));
    }

    [Test]
    public async Task Failed_risk_group_loses_both()
    {
        var reply = await _server.PostAsync("/v1/simulations", """{"failSrlgs":[7]}""");
        Assert.That(Counts(reply), Is.EqualTo((0u, 0u, 0u, 2u)), reply.ToString());
    }

    [Test]
    public async Task Drained_node_changed_metric_and_new_link_move_an_lsp()
    {
        foreach (var scenario in new[] { """{"drainNodes":["B"]}""", """{"metricChanges":[{"link":"A->B","igpMetric":100}]}""", """{"newLinks":[{"a":"A","b":"D","igpMetric":1,"bandwidthBytesPerSecond":1e9}]}""" })
        {
            var reply = await _server.PostAsync("/v1/simulations", scenario);
            Assert.That(reply.GetProperty("moved").GetUInt32(), Is.GreaterThanOrEqualTo(1), $"{scenario}: {reply}");
        }
    }

    [Test]
    public async Task New_lsp_is_judged()
    {
        var reply = await _server.PostAsync("/v1/simulations", """{"newLsps":[{"name":"n","source":"A","destination":"E","labels":[16005]},{"name":"bad","source":"A","destination":"E","labels":[17999]}]}""");
        var outcomes = reply.GetProperty("lsps").EnumerateArray().ToDictionary(l => l.GetProperty("name").GetString()!, l => l.GetProperty("after").GetProperty("verdict").GetString());
        Assert.That(outcomes, Is.EqualTo(new Dictionary<string, string?> { ["n"] = "DELIVERED", ["bad"] = "DROPPED" }));
    }

    [Test]
    public async Task Nothing_changed_changes_nothing()
    {
        var reply = await _server.PostAsync("/v1/simulations", "{}");
        Assert.That(Counts(reply), Is.EqualTo((2u, 0u, 0u, 0u)));
        Assert.That(reply.GetProperty("loads").GetArrayLength(), Is.Zero);
    }

    [TestCase("""{"failLinks":["A->Z"]}""", "failLinks[0]"), TestCase("""{"failNodes":["Z"]}""", "failNodes[0]"), TestCase("""{"phase":"LATER"}""", "phase")]
    [TestCase("""{"metricChanges":[{"link":"Z","igpMetric":1}]}""", "metricChanges[0].link"), TestCase("""{"newLsps":[{"labels":[9999999]}]}""", "newLsps[0].source")]
    [TestCase("""{"failSrlgs":[7,8]}""", "failSrlgs[1]"), TestCase("""{"metricChanges":[{"link":"A->B"}]}""", "metricChanges[0]")]
    [TestCase("""{"newLinks":[{"a":"A","b":"D","igpMetric":1,"bandwidthBytesPerSecond":-1}]}""", "newLinks[0].bandwidthBytesPerSecond")]
    [TestCase("""{"newLinks":[{"a":"A","b":"A","igpMetric":1}]}""", "newLinks[0].b")]
    [TestCase("""{"newLsps":[{"name":"n","source":"A","destination":"E"}]}""", "newLsps[0].labels")]
    [TestCase("""{"newLsps":[{"name":"n","source":"A","destination":"E","labels":[16005],"bandwidthBytesPerSecond":-1}]}""", "newLsps[0].bandwidthBytesPerSecond")]
    public async Task Bad_field_is_named(string request, string field) =>
        Assert.That((await _server.PostAsync("/v1/simulations", request)).GetProperty("message").GetString(), Does.StartWith($"{field}: "));

    [Test, CancelAfter(20_000)]
    public async Task Survey_tells_every_single_link_failure(CancellationToken cancellation)
    {
        using var content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var response = await _server.Http.PostAsync(new Uri("/v1/simulations:survey", UriKind.Relative), content, cancellation);
        var entries = (await response.Content.ReadAsStringAsync(cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.That(entries, Has.Count.EqualTo(5));
        Assert.That(entries.Select(e => e.GetProperty("total").GetUInt32()), Is.All.EqualTo(5));
        Assert.That(entries.Single(e => e.GetProperty("failure").GetString()!.StartsWith("D - E", StringComparison.Ordinal)).GetProperty("unchanged").GetUInt32(), Is.EqualTo(2));
        Assert.That(entries.Single(e => e.GetProperty("failure").GetString()!.StartsWith("A - B", StringComparison.Ordinal)).GetProperty("moved").GetUInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task Lsp_is_traced_by_name()
    {
        var reply = await _server.PostAsync("/v1/trace", """{"pcc":"pe-a","lsp":"to-d"}""");
        Assert.That(Nodes(reply.GetProperty("trace")), Is.EqualTo(new[] { "A", "B", "D" }));
    }

    private static (uint Unchanged, uint Moved, uint Violated, uint Lost) Counts(JsonElement reply) =>
        (reply.GetProperty("unchanged").GetUInt32(), reply.GetProperty("moved").GetUInt32(), reply.GetProperty("violated").GetUInt32(), reply.GetProperty("lost").GetUInt32());

    private static IEnumerable<string?> Nodes(JsonElement trace) => trace.GetProperty("hops").EnumerateArray().Select(h => h.GetProperty("node").GetString());
}
