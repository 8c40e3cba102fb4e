using System.Net;
using System.Text.Json;
using FrrLab;
using PceServer.Bgp;
using PceServer.Emulation;
using PceServer.Pcep;
using PceServer.Testing;
using PceServer.Transport;

namespace PceServer.Lab;

/// <summary>A router of Debian's FRR as PCC of the real server process, which our feeder tells the topology; one story in order.</summary>
[Category("Lab")]
[NonParallelizable]
public sealed class FrrTests : IAsyncDisposable
{
    // In the lab's network 10.0.0.1 is the router. By TE metric the way over n2 is best, but its last link has the colour that the policy excludes.
    private static readonly FrrPolicy s_satisfiable = new("DYN", 10, "10.0.0.4")
    {
        BindingSid = 4010,
        Constraints = ["bandwidth 125000 required", "metric te 50", "metric bound msd 4 required", "affinity exclude-any 0x00000004"],
    };

    private static readonly FrrPolicy s_unsatisfiable = new("HUGE", 20, "10.0.0.3") { Constraints = ["bandwidth 1000000000000 required", "metric igp 10"] };
    private static readonly FrrPolicy s_tooDeep = new("DEEP", 30, "10.0.0.5") { Constraints = ["metric te 50", "metric bound msd 9 required"] };
    private static readonly string[] s_expectedPath = ["n3", "n4"];
    private static readonly string[] s_expectedDetour = ["n2", "n5", "n4"];

    private readonly EventLoops _loops = new(2);
    private LabNetwork _network = null!;
    private LabServer _server = null!;
    private LabCapture _pcep = null!;
    private LabCapture _bgp = null!;
    private LinkStateFeeder _feeder = null!;

    [OneTimeSetUp]
    public async Task PutUp()
    {
        await LabPrivilege.DemandAsync("zebra", "pathd", "vtysh", "gcc", "dumpcap", "tshark");
        _network = new LabNetwork(LabPrivilege.Name("f"));
        // The server and the topology come first: a router whose first session attempt fails waits a long time before the next.
        await _network.UpAsync();
        _server = await LabServer.StartAsync(_network.Pce, "--Pce:Pcep:Peers:0:Address=10.0.0.1", "--Pce:Pcep:Peers:0:Node=r1",
            "--Pce:Bgp:Peers:0:Address=127.0.0.1", "--Pce:Bgp:Peers:0:RemoteAs=65000", "--Pce:Bgp:Peers:0:Passive=true");
        _bgp = await LabCapture.StartAsync(_network.Pce, "lo", _network.Folder);
        var reading = await TopologyPlay.ReadAsync(Path.Combine(Repository.Root, "samples", "FrrLab", "lab.json"));
        _feeder = new LinkStateFeeder(new FeederOptions(new AutonomousSystem(65000), new BgpIdentifier(0x0A0000FE)), _loops);
        _feeder.Change(topology => topology.Load(reading.Changes));
        await _feeder.Connect(new IPEndPoint(IPAddress.Loopback, 179), new ConnectOptions { CreateSocket = _network.Pce.CreateSocket }).TableSentAsync();
        await Eventually.SeeAsync("readiness", async () => (await _server.IsReadyAsync() ? "ready" : null, _server.Log));
        var router = await _network.AddRouterAsync(new FrrRouterPlan(1)
        {
            Policies = [s_satisfiable, s_unsatisfiable, s_tooDeep],
            FirstLabels = [16001, 16002, 16003, 16004, 16005, 15001, 15002],
        });
        _pcep = await LabCapture.StartAsync(_network.Pce, "r1", _network.Folder);
        await router.StartAsync(_network.Shim);
    }

    public async ValueTask DisposeAsync()
    {
        if (_feeder is not null)
            await _feeder.DisposeAsync();
        foreach (var part in (IAsyncDisposable?[])[_pcep, _bgp, _server, _network])
        {
            if (part is not null)
                await part.DisposeAsync();
        }
        await _loops.DisposeAsync();
    }

    [Test]
    public async Task Session_shows_what_the_router_said()
    {
        var session = await Eventually.SeeAsync("a session that is up", async () =>
        {
            var reply = await _server.GetAsync("/v1/sessions");
            var up = reply.GetProperty("sessions").EnumerateArray().FirstOrDefault(s => s.GetProperty("pcc").GetString() == "10.0.0.1" && s.GetProperty("state").GetString() == "UP");
            return (up.ValueKind == JsonValueKind.Object ? JsonDocument.Parse(up.GetRawText()) : null, reply.ToString() + _server.Log);
        });
        Assert.That(session.RootElement.GetProperty("maxSidDepth").GetInt32(), Is.EqualTo(6));
        Assert.That(session.RootElement.GetProperty("segmentRouting").GetBoolean(), Is.True);
        Assert.That(session.RootElement.GetProperty("node").GetString(), Is.EqualTo("r1"));
    }

    [Test]
    [DependsOnTest(nameof(Session_shows_what_the_router_said))]
    public async Task Dynamic_policy_gets_its_path_and_goes_Active()
    {
        await RouterShowsAsync("DYN", "Status: Active");
        using var lsp = await _server.LspAsync(s_satisfiable.LspName, l => l.GetProperty("operational").GetString() is "ACTIVE" or "UP", "active");

        Assert.That(Nodes(lsp.RootElement), Is.EqualTo(s_expectedPath));
        Assert.That(lsp.RootElement.GetProperty("trace").GetProperty("verdict").GetString(), Is.EqualTo("DELIVERED"));
        Assert.That(lsp.RootElement.GetProperty("delegated").GetBoolean(), Is.True);
        Assert.That(lsp.RootElement.GetProperty("constraints").GetProperty("excludeAny").GetInt32(), Is.EqualTo(4));
    }

    [Test]
    [DependsOnTest(nameof(Dynamic_policy_gets_its_path_and_goes_Active))]
    public async Task Delegated_lsp_is_rerouted_when_a_link_fails_and_returns_when_it_is_back()
    {
        FeederCommands.Perform(_feeder, "down n3 n4");
        using var detour = await _server.LspAsync(s_satisfiable.LspName, l => Nodes(l).SequenceEqual(s_expectedDetour) && IsReported(l), "the detour, in use");
        Assert.That(detour.RootElement.GetProperty("trace").GetProperty("verdict").GetString(), Is.EqualTo("DELIVERED"));
        await RouterShowsAsync("DYN", "Status: Active");

        FeederCommands.Perform(_feeder, "up n3 n4");
        using var back = await _server.LspAsync(s_satisfiable.LspName, l => Nodes(l).SequenceEqual(s_expectedPath) && IsReported(l), "the first path, in use");
    }

    [Test]
    [DependsOnTest(nameof(Delegated_lsp_is_rerouted_when_a_link_fails_and_returns_when_it_is_back))]
    public async Task Refusals_are_the_RFCs_and_tshark_has_no_complaint()
    {
        await _pcep.StopAsync();
        await _bgp.StopAsync();
        var sent = SentBy("10.255.1.254", _pcep);
        Assert.That(sent.OfType<PcRep>().SelectMany(reply => reply.Responses).Count(response => response.NoPath is not null), Is.Positive, "HUGE gets NO-PATH");
        Assert.That(sent.OfType<PcUpd>(), Is.Not.Empty);

        // DEEP asks with a bound on the SID depth that is above the router's own. That the session went on is what the tests before this one show.
        var errors = sent.OfType<PcErr>().SelectMany(error => error.Groups).ToList();
        Assert.That(errors.SelectMany(group => group.Errors).Select(error => error.Error).Distinct(), Is.EqualTo(new[] { PcepErrors.MsdTooLarge }));
        Assert.That(errors.SelectMany(group => group.Requests), Is.Not.Empty, "the error names the request");

        Assert.That(await _pcep.CountAsync("pcep"), Is.GreaterThan(10));
        Assert.That(await _pcep.ComplaintsAsync("pcep && ip.src == 10.255.1.254"), Is.Empty);
        Assert.That(await _bgp.CountAsync("bgp.type == 2"), Is.Positive);
        Assert.That(await _bgp.ComplaintsAsync("bgp"), Is.Empty);
    }

    [Test]
    [DependsOnTest(nameof(Refusals_are_the_RFCs_and_tshark_has_no_complaint))]
    public void Routers_have_not_crashed()
    {
        foreach (var router in _network.Routers)
        {
            Assert.That(router.IsRunning("pathd"), Is.True, router.Network.Name);
            Assert.That(router.IsRunning("zebra"), Is.True, router.Network.Name);
        }
    }

    private async Task RouterShowsAsync(string policy, string words) => await Eventually.SeeAsync($"'{words}' for {policy} at the router", async () =>
    {
        var said = await _network.Routers[0].ShowAsync("show sr-te policy detail", "show sr-te pcep session");
        var part = said.Split("Endpoint:").FirstOrDefault(p => p.Contains($"Name: {policy} ", StringComparison.Ordinal)) ?? "";
        return (part.Contains(words, StringComparison.Ordinal) ? part : null, said + _server.Log);
    });

    private static IEnumerable<string?> Nodes(JsonElement lsp) =>
        lsp.GetProperty("path").EnumerateArray().Select(hop => hop.GetProperty("node").GetString());

    // The router uses the list that we would have.
    private static bool IsReported(JsonElement lsp) =>
        lsp.GetProperty("operational").GetString() is "ACTIVE" or "UP"
        && lsp.GetProperty("labels").EnumerateArray().Select(l => l.GetUInt32()).SequenceEqual(lsp.GetProperty("reportedLabels").EnumerateArray().Select(l => l.GetUInt32()));

    private static List<PcepMessage> SentBy(string address, LabCapture capture) =>
        [.. capture.Flows().Where(flow => flow.Source.Address.ToString() == address && flow.Source.Port == 4189).SelectMany(flow => Messages(flow.Octets))];

    private static IEnumerable<PcepMessage> Messages(byte[] octets)
    {
        for (var at = 0; at + 4 <= octets.Length;)
        {
            var length = (octets[at + 2] << 8) | octets[at + 3];
            if (length < 4 || at + length > octets.Length)
                yield break;
            if (PcepCodec.Decode(octets.AsSpan(at, length)).Message is { } message)
                yield return message;
            at += length;
        }
    }
}
