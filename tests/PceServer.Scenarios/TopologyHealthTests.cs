using System.Net;
using System.Text;
using System.Text.Json;
using PceServer.Bgp;
using PceServer.Emulation;
using PceServer.Options;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Scenarios;

/// <summary>Everything that health looks for, misadvertised over a real BGP-LS session: seen at the endpoint, counted, and gone when it is put right.</summary>
public sealed class TopologyHealthTests
{
    private static readonly NodeKey s_a = Net.Build("A-B 10").NodeKey("A");

    private static IEnumerable<TestCaseData> Misadvertisements()
    {
        yield return Case("ONE_WAY_LINK", "WARNING", t => t.OneWay("A", "B"));
        yield return Case("UNKNOWN_REMOTE_NODE", "WARNING", t => t.Say([new NodeChange("x", t.Identities("D").Single(), null)]));
        yield return Case("DUPLICATE_PREFIX_SID", "ERROR", t => t.ChangeSid("A", 2));
        yield return Case("SRGB_OVERLAP", "ERROR", t => t.ChangeNode("A", n => n with { Srgb = Block((16000, 8000), (16100, 10)) }));
        yield return Case("SRGB_TOO_SMALL", "WARNING", t => t.ChangeNode("A", n => n with { Srgb = Block((16000, 2)) }));
        yield return Case("MISSING_SRGB", "WARNING", t => t.ChangeNode("A", n => n with { Srgb = LabelBlock.Empty }));
        yield return Case("MISSING_ADJACENCY_SID", "WARNING", t => t.ChangeLink("A", "C", l => l with { AdjacencySids = [] }));
        yield return Case("UNKNOWN_SID_DEPTH", "NOTICE", t => t.ChangeNode("A", n => n with { MaximumSidDepth = null }));
        yield return Case("ZERO_BANDWIDTH", "WARNING", t => t.ChangeLink("A", "B", l => l with { MaximumBandwidth = 0 }));
        yield return Case("ASYMMETRIC_METRIC", "NOTICE", t => t.Say([.. t.Statements.OfType<LinkChange>()
            .Where(l => l.Key.Local == s_a).Take(1).Select(l => l with { Attributes = l.Attributes! with { IgpMetric = 77 } })]));

        static TestCaseData Case(string kind, string severity, Func<FedTopology, IReadOnlyList<TopologyChange>> misadvertise) =>
            new TestCaseData(kind, severity, misadvertise).SetArgDisplayNames(kind);
    }

    [TestCaseSource(nameof(Misadvertisements)), CancelAfter(60_000)]
    public async Task Misadvertisement_is_found_counted_and_gone_when_put_right(
        string kind, string severity, Func<FedTopology, IReadOnlyList<TopologyChange>> misadvertise, CancellationToken cancellation)
    {
        await using var server = await RunningServer.StartAsync(WithPeer);
        var feeder = await FeedAsync(server, cancellation);
        feeder.Change(misadvertise);
        var health = await server.UntilAsync("/v1/topology/health", h => Kinds(h).Contains(kind), cancellation);
        var finding = health.GetProperty("findings").EnumerateArray().First(f => f.GetProperty("kind").GetString() == kind);
        Assert.That(finding.GetProperty("severity").GetString(), Is.EqualTo(severity));
        Assert.That(finding.GetProperty("message").GetString(), Is.Not.Empty);
        Assert.That(finding.GetProperty("nodes").GetArrayLength() + finding.GetProperty("links").GetArrayLength() + finding.GetProperty("prefixes").GetArrayLength(),
            Is.GreaterThan(0), "the announcements behind it are named");
        var word = char.ToUpperInvariant(severity[0]) + severity[1..].ToLowerInvariant();
        await UntilMetricAsync(server, $"pce_topology_findings\\{{[^}}]*severity=\"{word}\"[^}}]*\\}} [1-9]", cancellation);

        feeder.Change(topology => topology.Restore());
        await server.UntilAsync("/v1/topology/health", h => Kinds(h).Length == 0, cancellation);
        await UntilMetricAsync(server, $"pce_topology_findings\\{{[^}}]*severity=\"{word}\"[^}}]*\\}} 0", cancellation);
    }

    [Test, CancelAfter(60_000)]
    public async Task Announcements_of_a_lost_session_are_stale_until_it_is_back(CancellationToken cancellation)
    {
        await using var server = await RunningServer.StartAsync(WithPeer);
        var feeder = await FeedAsync(server, cancellation);
        await feeder.DisposeAsync();
        var health = await server.UntilAsync("/v1/topology/health", h => Kinds(h).Contains("STALE_ORIGINATOR"), cancellation);
        var finding = health.GetProperty("findings")[0];
        Assert.That(finding.GetProperty("message").GetString(), Is.EqualTo("18 announcements stand although the session to 127.0.0.1 is gone"));
        Assert.That((finding.GetProperty("nodes").GetArrayLength(), finding.GetProperty("links").GetArrayLength(), finding.GetProperty("prefixes").GetArrayLength()),
            Is.EqualTo((4, 10, 4)));
        await UntilMetricAsync(server, "pce_topology_findings\\{[^}]*severity=\"Warning\"[^}]*\\} 1", cancellation);
        await FeedAsync(server, cancellation);
        await server.UntilAsync("/v1/topology/health", h => Kinds(h).Length == 0, cancellation);
    }

    [Test, CancelAfter(60_000)]
    public async Task File_that_contradicts_the_feed_is_a_conflict_of_sources(CancellationToken cancellation)
    {
        await using var server = await RunningServer.StartAsync(WithPeer);
        await FeedAsync(server, cancellation);
        using var other = new StringContent(TopologyFile.Write(Net.Build(Square.Replace("A-B 10", "A-B 11")).Snapshot), Encoding.UTF8, "application/json");
        using var put = await server.Http.PutAsync(new Uri("/v1/topology/static", UriKind.Relative), other, cancellation);
        Assert.That(put.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var health = await server.UntilAsync("/v1/topology/health", h => Kinds(h).Contains("CONFLICTING_SOURCES"), cancellation);
        Assert.That(health.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("links").GetArrayLength()), Is.EqualTo(new[] { 1, 1 }));
    }

    [Test, CancelAfter(60_000)]
    public async Task Log_tells_what_comes_and_that_it_went(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "net.json");
            await File.WriteAllTextAsync(file, TopologyFile.Write(Net.Build("A-B 10", "node B sid=1").Snapshot), cancellation);
            using var server = ServerProcess.Start([
                "--Pce:Pcep:Listen=127.0.0.1:0", "--Pce:Bgp:Listen=127.0.0.1:0", "--Pce:Admin:Listen=127.0.0.1:0", "--Pce:Admin:GrpcListen=127.0.0.1:0",
                $"--Pce:Topology:File={file}"]);
            var listening = JsonDocument.Parse((await server.Output.ReadLineAsync(cancellation))!).RootElement;
            using var http = new HttpClient { BaseAddress = new Uri($"http://{listening.GetProperty("admin").GetString()}") };
            await UntilAsync(async () => (await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellation)).Contains("severity=\"Error\"} 1"), cancellation);
            using var right = new StringContent(TopologyFile.Write(Net.Build("A-B 10").Snapshot), Encoding.UTF8, "application/json");
            using var put = await http.PutAsync(new Uri("/v1/topology/static", UriKind.Relative), right, cancellation);
            await UntilAsync(async () => (await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellation)).Contains("severity=\"Error\"} 0"), cancellation);
            await server.StopAsync(cancellation);
            Assert.That(server.Errors, Does.Match("error PceServer.Telemetry.TopologyHealthWatch topology \\d+: DuplicatePrefixSid: index 1 stands for 10.0.0.1/32 and 10.0.0.2/32"));
            Assert.That(server.Errors, Does.Match("info PceServer.Telemetry.TopologyHealthWatch topology \\d+: 0 findings have come, 1 have gone, 0 stand"));
        }
        finally
        {
            folder.Delete(true);
        }
    }

    // A-C is longer than A-B-C, so that only an adjacency SID leads over it.
    private const string Square =
        """
        A-B 10
        B-C 10
        A-C 30
        C-D 10
        B-D 30
        """;

    private static PceOptions WithPeer(PceOptions options) => options with
    {
        Bgp = options.Bgp with { Peers = [new BgpPeerOptions(IPAddress.Loopback, 65000, 179, Passive: true)] },
    };

    private static async Task<LinkStateFeeder> FeedAsync(RunningServer server, CancellationToken cancellation)
    {
        var feeder = new LinkStateFeeder(new FeederOptions(new AutonomousSystem(65000), new BgpIdentifier(0xC0000202)), server.Loops);
        server.Owns(feeder);
        feeder.Change(topology => topology.Load(Net.Build(Square).Changes));
        feeder.Connect(server.Host.Listening.Bgp);
        await server.UntilAsync("/v1/bgp/peers", p => p.GetProperty("peers")[0].GetProperty("endOfRib").GetBoolean(), cancellation);
        await server.UntilAsync("/v1/topology", t => t.GetProperty("links").GetArrayLength() == 10 && t.GetProperty("prefixes").GetArrayLength() == 4, cancellation);
        await server.UntilAsync("/v1/topology/health", h => Kinds(h).Length == 0, cancellation);
        return feeder;
    }

    private static string[] Kinds(JsonElement health) => [.. health.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("kind").GetString()!)];

    private static Task UntilMetricAsync(RunningServer server, string pattern, CancellationToken cancellation) => UntilAsync(
        async () => System.Text.RegularExpressions.Regex.IsMatch(await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellation), $"(?m)^{pattern}"),
        cancellation);

    private static async Task UntilAsync(Func<Task<bool>> isSo, CancellationToken cancellation)
    {
        while (!await isSo())
            await Task.Delay(5, cancellation);
    }

    private static LabelBlock Block(params (uint First, uint Size)[] ranges) => new([.. ranges.Select(r => new LabelRange(new Label(r.First), r.Size))]);
}
