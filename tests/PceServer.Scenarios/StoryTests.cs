using System.Net;
using System.Text.Json;
using PceServer.Emulation;
using PceServer.Options;
using PceServer.Pcep;
using PceServer.Testing;
using PceServer.Wire;

namespace PceServer.Scenarios;

/// <summary>The main job, end to end: a topology over BGP-LS, routers over PCEP, a failure, and what operators see of it.</summary>
public sealed class StoryTests
{
    /// <summary>A to D: over B by IGP metric, over C by delay; the direct link is dear and slow.</summary>
    private const string Square = "A-B 10 delay=900\nB-D 10 delay=900\nA-C 20 delay=100\nC-D 20 delay=100\nA-D 100 delay=5000";

    private static readonly Ipv4Address D = Ipv4Address.Parse("10.0.0.3");

    [Test, CancelAfter(60_000)]
    public async Task Delegated_lsp_follows_the_network(CancellationToken cancellation)
    {
        await using var server = await StartFedAsync(Net.Build(Square), cancellation);
        var router = await server.Server.RouterAsync("10.0.0.1", o => o with { SpeakerEntityId = "pe-a" });
        router.Add(new LspPlan("quick", D) { Constraints = Minimise(MetricType.PathDelay) });
        router.Add(new LspPlan("cheap", D) { Constraints = Minimise(MetricType.Igp) });
        await router.LspAsync("cheap", l => l.CarriesTraffic && l.Labels.Count > 0, cancellation);
        var quick = await SeenAsync(server.Server, "quick", "C,D", cancellation);
        Assert.That(quick.GetProperty("objective").GetString(), Is.EqualTo("DELAY"));
        Assert.That(quick.GetProperty("cost").GetDouble(), Is.EqualTo(200));
        Assert.That(quick.GetProperty("why").GetString(), Is.Not.Empty);
        var cheapBefore = router.Lsps.Single(l => l.Name == "cheap").PathChanges;

        server.Feeder.Change(t => t.LinkDown("C", "D"));
        await SeenAsync(server.Server, "quick", "B,D", cancellation);
        var moved = router.Lsps.Single(l => l.Name == "quick");
        Assert.That(moved.CarriesTraffic, Is.True);

        server.Feeder.Change(t => t.LinkUp("C", "D"));
        await SeenAsync(server.Server, "quick", "C,D", cancellation);
        Assert.That(router.Lsps.Single(l => l.Name == "cheap").PathChanges, Is.EqualTo(cheapBefore), "the other LSP got no PCUpd");
    }

    [Test, CancelAfter(60_000)]
    public async Task Lsp_without_a_path_gets_an_empty_ero_and_a_path_as_soon_as_there_is_one(CancellationToken cancellation)
    {
        await using var server = await StartFedAsync(Net.Build("A-B 10", "B-C 10"), cancellation);
        var router = await server.Server.RouterAsync("10.0.0.1");
        router.Add(new LspPlan("only", Ipv4Address.Parse("10.0.0.3")));
        await router.LspAsync("only", l => l.CarriesTraffic && l.Labels.Count > 0, cancellation);
        server.Feeder.Change(t => t.LinkDown("B", "C"));
        await router.LspAsync("only", l => l.State == OperationalState.Down && l.Labels.Count == 0, cancellation);
        server.Feeder.Change(t => t.LinkUp("B", "C"));
        var back = await router.LspAsync("only", l => l.CarriesTraffic && l.Labels.Count > 0, cancellation);
        Assert.That(back.Labels, Is.EqualTo(new uint[] { 16003 }));
    }

    [Test, CancelAfter(60_000)]
    public async Task Keep_policy_sends_no_empty_ero(CancellationToken cancellation)
    {
        await using var server = await StartFedAsync(Net.Build("A-B 10", "B-C 10"), cancellation, o => o with { NoPath = NoPathAnswer.Keep });
        var router = await server.Server.RouterAsync("10.0.0.1", o => o with { SpeakerEntityId = "pe-a" });
        router.Add(new LspPlan("only", Ipv4Address.Parse("10.0.0.3")));
        var before = await router.LspAsync("only", l => l.CarriesTraffic && l.Labels.Count > 0, cancellation);
        server.Feeder.Change(t => t.LinkDown("B", "C"));
        await server.Server.UntilAsync("/v1/lsps/pe-a/only", l => l.GetProperty("drifted").GetBoolean(), cancellation);
        Assert.That(router.Lsps.Single().PathChanges, Is.EqualTo(before.PathChanges));
    }

    [Test, CancelAfter(60_000)]
    public async Task Request_is_answered_with_a_stack_or_with_no_path(CancellationToken cancellation)
    {
        await using var server = await StartFedAsync(Net.Build(Square), cancellation);
        var router = await server.Server.RouterAsync("10.0.0.1");
        var found = await router.RequestAsync(D, Minimise(MetricType.Igp), cancellation);
        Assert.That(((PathReply.Found)found).Labels, Is.EqualTo(new uint[] { 16003 }), "D is the third node named: SID 3");
        var none = await router.RequestAsync(D, Minimise(MetricType.Igp) with { Metrics = [new MetricObject(MetricType.PathDelay, 50, MetricFlags.Bound)] }, cancellation);
        Assert.That(none, Is.TypeOf<PathReply.NoPath>());
    }

    [Test, CancelAfter(60_000)]
    public async Task Router_that_nothing_leads_to_is_the_node_that_the_settings_say(CancellationToken cancellation)
    {
        var source = IPAddress.Parse("127.9.9.9");
        await using var server = await StartFedAsync(Net.Build(Square), cancellation, o => o with { Pcep = o.Pcep with { Peers = [new PcepPeerOptions(source, "A")] } });
        var router = await server.Server.RouterAsync("198.51.100.1", o => o with { SourceAddress = source });
        var found = await router.RequestAsync(D, Minimise(MetricType.Igp), cancellation);
        Assert.That(found, Is.TypeOf<PathReply.Found>(), $"{found}");
    }

    [Test, CancelAfter(60_000)]
    public async Task Operator_sees_peer_session_and_topology(CancellationToken cancellation)
    {
        await using var server = await StartFedAsync(Net.Build(Square), cancellation);
        await server.Server.RouterAsync("10.0.0.1", o => o with { SpeakerEntityId = "pe-a", MaximumSidDepth = 7 });
        var session = (await server.Server.UntilAsync("/v1/sessions", s => s.GetProperty("sessions").EnumerateArray().Any(one => one.GetProperty("state").GetString() == "UP"), cancellation)).GetProperty("sessions")[0];
        Assert.That(session.GetProperty("pcc").GetString(), Is.EqualTo("pe-a"));
        Assert.That((session.GetProperty("state").GetString(), session.GetProperty("maxSidDepth").GetUInt32()), Is.EqualTo(("UP", 7u)));
        Assert.That(session.GetProperty("segmentRouting").GetBoolean() && session.GetProperty("stateful").GetBoolean(), Is.True);
        var peers = await server.Server.UntilAsync("/v1/bgp/peers", p => p.GetProperty("peers")[0].GetProperty("endOfRib").GetBoolean(), cancellation);
        var peer = peers.GetProperty("peers")[0];
        Assert.That((peer.GetProperty("state").GetString(), peer.GetProperty("nlris").GetUInt32()), Is.EqualTo(("ESTABLISHED", 18u)), "4 nodes, 10 half-links, 4 prefixes");
        using var ready = await server.Server.Http.GetAsync(new Uri("/readyz", UriKind.Relative), cancellation);
        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test, CancelAfter(60_000)]
    public async Task Metrics_tell_sessions_messages_computations_and_latency(CancellationToken cancellation)
    {
        await using var server = await StartFedAsync(Net.Build(Square), cancellation);
        var router = await server.Server.RouterAsync("10.0.0.1", o => o with { SpeakerEntityId = "pe-a" });
        router.Add(new LspPlan("quick", D) { Constraints = Minimise(MetricType.PathDelay) });
        await router.LspAsync("quick", l => l.CarriesTraffic && l.Labels.Count > 0, cancellation);
        server.Feeder.Change(t => t.LinkDown("C", "D"));
        await SeenAsync(server.Server, "quick", "B,D", cancellation);
        var metrics = await server.Server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellation);
        Assert.That(metrics, Does.Match("(?m)^pce_pcep_sessions(\\{[^}]*\\})? [1-9]"));
        Assert.That(metrics, Does.Match("(?m)^pce_pcep_messages_total\\{[^}]*type=\"PcRpt\"[^}]*\\} [1-9]").And.Match("(?m)^pce_pcep_messages_total\\{[^}]*type=\"PcUpd\"[^}]*\\} [1-9]"));
        Assert.That(metrics, Does.Match("(?m)^pce_computations_total\\{[^}]*outcome=\"Found\"[^}]*\\} [1-9]"));
        Assert.That(metrics, Does.Match("(?m)^pce_event_to_update_duration_seconds_count(\\{[^}]*\\})? [1-9]"));
        Assert.That(metrics, Does.Match("(?m)^pce_topology_findings\\{[^}]*severity=\"Error\"[^}]*\\} 0"));
    }

    private static AttributeList Minimise(MetricType metric) => AttributeList.Empty with { Metrics = [new MetricObject(metric, 0)] };

    private static Task<JsonElement> SeenAsync(RunningServer server, string name, string nodes, CancellationToken cancellation) => server.UntilAsync(
        $"/v1/lsps/pe-a/{name}",
        lsp => lsp.GetProperty("operational").GetString() == "ACTIVE" && lsp.GetProperty("trace").GetProperty("verdict").GetString() == "DELIVERED"
            && lsp.GetProperty("labels").ToString() == lsp.GetProperty("reportedLabels").ToString()
            && string.Join(',', lsp.GetProperty("path").EnumerateArray().Select(h => h.GetProperty("node").GetString())) == nodes,
        cancellation);

    private static async Task<FedServer> StartFedAsync(Net net, CancellationToken cancellation, Func<PceOptions, PceOptions>? configure = null)
    {
        var server = await RunningServer.StartAsync(o => (configure?.Invoke(o) ?? o) with
        {
            Bgp = o.Bgp with { Peers = [new BgpPeerOptions(IPAddress.Loopback, 65000, 179, Passive: true)] },
        });
        var feeder = new LinkStateFeeder(new FeederOptions(new Bgp.AutonomousSystem(65000), new Bgp.BgpIdentifier(0xC0000202)), server.Loops);
        server.Owns(feeder);
        feeder.Change(t => t.Load(net.Changes));
        var nodes = net.Snapshot.NodeCount;
        feeder.Connect(server.Host.Listening.Bgp);
        await server.UntilAsync("/v1/topology", t => t.GetProperty("nodes").GetArrayLength() == nodes && t.GetProperty("links").GetArrayLength() == net.Snapshot.EdgeCount, cancellation);
        return new FedServer(server, feeder);
    }

    private sealed record FedServer(RunningServer Server, LinkStateFeeder Feeder) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
