using System.Diagnostics;
using System.Net;
using System.Text.Json;
using FrrLab;
using PceServer.Bgp;
using PceServer.Emulation;
using PceServer.Testing;
using PceServer.Transport;

namespace PceServer.Lab;

/// <summary>
/// The forwarding check before and after a list goes to a router, with FRR's pathd as that router: one node misadvertises its label block, the list in use is found
/// broken within a second, another one takes its place, and the old one is refused by name of the hop where it would break. One story in order.
/// </summary>
[Category("Lab")]
[NonParallelizable]
public sealed class FrrGateTests : IAsyncDisposable
{
    private const string Liar = "n3";

    private static readonly FrrPolicy s_policy = new("DYN", 10, "10.0.0.4")
    {
        Constraints = ["metric te 50", "metric bound msd 4 required", "affinity exclude-any 0x00000004"],
    };

    private readonly EventLoops _loops = new(2);
    private LabNetwork _network = null!;
    private LabServer _server = null!;
    private LinkStateFeeder _feeder = null!;
    private uint[] _sent = [];

    [OneTimeSetUp]
    public async Task PutUp()
    {
        await LabPrivilege.DemandAsync("zebra", "pathd", "vtysh", "gcc");
        _network = new LabNetwork(LabPrivilege.Name("g"));
        await _network.UpAsync();
        _server = await LabServer.StartAsync(_network.Pce, "--Pce:Pcep:Peers:0:Address=10.0.0.1", "--Pce:Pcep:Peers:0:Node=r1",
            "--Pce:Bgp:Peers:0:Address=127.0.0.1", "--Pce:Bgp:Peers:0:RemoteAs=65000", "--Pce:Bgp:Peers:0:Passive=true");
        var reading = await TopologyPlay.ReadAsync(Path.Combine(Repository.Root, "samples", "FrrLab", "lab.json"));
        _feeder = new LinkStateFeeder(new FeederOptions(new AutonomousSystem(65000), new BgpIdentifier(0x0A0000FE)), _loops);
        _feeder.Change(topology => topology.Load(reading.Changes));
        await _feeder.Connect(new IPEndPoint(IPAddress.Loopback, 179), new ConnectOptions { CreateSocket = _network.Pce.CreateSocket }).TableSentAsync();
        await Eventually.SeeAsync("readiness", async () => (await _server.IsReadyAsync() ? "ready" : null, _server.Log));
        var router = await _network.AddRouterAsync(new FrrRouterPlan(1)
        {
            Policies = [s_policy],
            FirstLabels = [16001, 16002, 16003, 16004, 16005, 15001, 15002],
        });
        await router.StartAsync(_network.Shim);
    }

    public async ValueTask DisposeAsync()
    {
        if (_feeder is not null)
            await _feeder.DisposeAsync();
        foreach (var part in (IAsyncDisposable?[])[_server, _network])
        {
            if (part is not null)
                await part.DisposeAsync();
        }
        await _loops.DisposeAsync();
    }

    [Test]
    public async Task List_that_is_delivered_within_its_constraints_goes_to_the_router_and_is_used()
    {
        using var lsp = await _server.LspAsync(s_policy.LspName, IsReported, "the list, in use");
        Assert.That(lsp.RootElement.GetProperty("trace").GetProperty("verdict").GetString(), Is.EqualTo("DELIVERED"));
        _sent = Labels(lsp.RootElement, "reportedLabels");
        Assert.That(_sent, Does.Contain(16004u), "the stack needs n3's entry for the node SID of n4");
    }

    [Test]
    [DependsOnTest(nameof(List_that_is_delivered_within_its_constraints_goes_to_the_router_and_is_used))]
    public async Task Drift_is_found_within_a_second_of_the_update_that_causes_it()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await using var drifts = _server.StreamAsync("/v1/events?kinds=DRIFT", patience.Token).GetAsyncEnumerator(patience.Token);
        var next = drifts.MoveNextAsync();
        // The stream must stand before there is something to tell.
        await Task.Delay(TimeSpan.FromSeconds(1), patience.Token);
        var watch = Stopwatch.StartNew();
        FeederCommands.Perform(_feeder, $"srgb {Liar} 16000 16003");
        Assert.That(await next, Is.True, _server.Log);
        var elapsed = watch.Elapsed;
        var drift = drifts.Current;
        TestContext.Out.WriteLine($"drift told {elapsed.TotalMilliseconds:N0} ms after the feeder was asked for the UPDATE: {drift}");
        Assert.That(elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
        Assert.That(drift.GetProperty("lsp").GetString(), Is.EqualTo(s_policy.LspName));
        Assert.That(drift.GetProperty("message").GetString(), Does.Contain($"{Liar} drops label 16004"), "the hop where it breaks");
    }

    [Test]
    [DependsOnTest(nameof(Drift_is_found_within_a_second_of_the_update_that_causes_it))]
    public async Task Another_list_that_the_router_can_use_takes_its_place()
    {
        using var lsp = await _server.LspAsync(s_policy.LspName, l => IsReported(l) && !Labels(l, "reportedLabels").SequenceEqual(_sent), "another list, in use");
        Assert.That(lsp.RootElement.GetProperty("trace").GetProperty("verdict").GetString(), Is.EqualTo("DELIVERED"));
        var said = await _network.Routers[0].ShowAsync("show sr-te policy detail");
        Assert.That(said, Does.Contain("Status: Active"));
    }

    [Test]
    [DependsOnTest(nameof(Another_list_that_the_router_can_use_takes_its_place))]
    public async Task List_that_it_would_have_sent_is_refused_with_the_hop_where_it_breaks_and_is_not_sent()
    {
        using var before = await _server.LspAsync(s_policy.LspName, IsReported, "the list, in use");
        var reply = await _server.PostAsync("/v1/lsps:setPath", new { pcc = "10.0.0.1", name = s_policy.LspName, labels = _sent, @operator = "lab" });
        Assert.That(reply.ToString(), Does.Contain($"{Liar} drops label 16004"));
        using var after = await _server.LspAsync(s_policy.LspName, IsReported, "the list, in use");
        Assert.That(after.RootElement.GetProperty("updates").GetArrayLength(), Is.EqualTo(before.RootElement.GetProperty("updates").GetArrayLength()));

        FeederCommands.Perform(_feeder, "restore");
        using var back = await _server.LspAsync(s_policy.LspName, l => IsReported(l) && Labels(l, "reportedLabels").SequenceEqual(_sent), "the first list again");
    }

    private static bool IsReported(JsonElement lsp) =>
        lsp.GetProperty("operational").GetString() is "ACTIVE" or "UP" && Labels(lsp, "labels").SequenceEqual(Labels(lsp, "reportedLabels"));

    private static uint[] Labels(JsonElement lsp, string name) => [.. lsp.GetProperty(name).EnumerateArray().Select(l => l.GetUInt32())];
}
