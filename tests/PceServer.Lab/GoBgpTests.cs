using System.Globalization;
using System.Net;
using System.Text.Json;
using FrrLab;
using PceServer.Bgp;
using PceServer.Emulation;
using PceServer.Topology;
using PceServer.Transport;

namespace PceServer.Lab;

/// <summary>GoBGP as a BGP-LS receiver of our feeder: what it lists must be what was fed.</summary>
[Category("Lab")]
[NonParallelizable]
public sealed class GoBgpTests : IAsyncDisposable
{
    private const string Configuration = """
        [global.config]
          as = 65000
          router-id = "192.0.2.9"
          port = 179
        [[neighbors]]
          [neighbors.config]
            neighbor-address = "127.0.0.1"
            peer-as = 65000
          [neighbors.transport.config]
            passive-mode = true
          [[neighbors.afi-safis]]
            [neighbors.afi-safis.config]
              afi-safi-name = "ls"
        """;

    private readonly EventLoops _loops = new(2);
    private NetworkNamespace _network = null!;
    private LabProcess _gobgpd = null!;
    private LabCapture _capture = null!;
    private string _folder = null!;

    [OneTimeSetUp]
    public async Task PutUp()
    {
        await LabPrivilege.DemandAsync("gobgpd", "gobgp", "dumpcap", "tshark");
        _folder = Directory.CreateTempSubdirectory("pce-gobgp").FullName;
        _network = new NetworkNamespace(LabPrivilege.Name("g"));
        await _network.CreateAsync();
        var file = Path.Combine(_folder, "gobgpd.toml");
        await File.WriteAllTextAsync(file, Configuration);
        _capture = await LabCapture.StartAsync(_network, "lo", _folder);
        _gobgpd = LabProcess.Start(_network, Testing.Lab.Program("gobgpd"), "-f", file);
        await Eventually.SeeAsync("gobgpd", async () => (await TryAsync("neighbor") is { } said && said.Contains("127.0.0.1", StringComparison.Ordinal) ? said : null, ""));
    }

    public async ValueTask DisposeAsync()
    {
        if (_gobgpd is not null)
            await _gobgpd.DisposeAsync();
        if (_capture is not null)
            await _capture.DisposeAsync();
        if (_network is not null && File.Exists($"/run/netns/{_network.Name}"))
            await _network.DeleteAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
        await _loops.DisposeAsync();
    }

    [Test]
    public async Task Nlris_that_gobgp_lists_are_those_that_were_fed()
    {
        var changes = FiveThousand();
        await using var feeder = new LinkStateFeeder(new FeederOptions(new AutonomousSystem(65000), new BgpIdentifier(0x0A0000FE)), _loops);
        feeder.Change(topology => topology.Load(changes));
        var peer = feeder.Connect(new IPEndPoint(IPAddress.Loopback, 179), new ConnectOptions { CreateSocket = _network.CreateSocket });
        await peer.TableSentAsync();
        Assert.That(await ListedAsync(changes.Count), Is.EquivalentTo(changes.Select(Shown)));

        var link = changes.OfType<LinkChange>().First().Key;
        feeder.Change(topology => topology.LinkDown(link.Local.ToString(), link.Remote.ToString()));
        var left = changes.Where(change => change is not LinkChange other || !Joins(other.Key, link.Local, link.Remote)).ToList();
        Assert.That(await ListedAsync(left.Count), Is.EquivalentTo(left.Select(Shown)), "the withdrawn halves are gone");
        await feeder.DisposeAsync();
        await _capture.StopAsync();
        Assert.That(await _capture.CountAsync("bgp.type == 2"), Is.GreaterThan(10));
        Assert.That(await _capture.ComplaintsAsync("bgp"), Is.Empty);
    }

    // 1,000 nodes in a ring with 500 chords: 1,000 + 3,000 + 1,000 NLRIs.
    private static List<TopologyChange> FiveThousand()
    {
        const int Nodes = 1000;
        var pairs = Enumerable.Range(0, Nodes).Select(n => (From: n, To: (n + 1) % Nodes)).Concat(Enumerable.Range(0, Nodes / 2).Select(n => (From: n, To: n + 437)));
        var edges = pairs.SelectMany(pair => (PlainEdge[])[new(pair.From, pair.To, 10, 1_250_000_000, 500), new(pair.To, pair.From, 10, 1_250_000_000, 500)]);
        return [.. new PlainGraph([.. Enumerable.Range(0, Nodes).Select(n => $"n{n}")], [.. edges]).ToChanges("fed")];
    }

    private static bool Joins(LinkKey link, NodeKey a, NodeKey b) => (link.Local == a && link.Remote == b) || (link.Local == b && link.Remote == a);

    private Task<List<string>> ListedAsync(int count) => Eventually.SeeAsync($"{count} NLRIs at gobgp", async () =>
    {
        if (await TryAsync("global", "rib", "-a", "ls", "-j") is not { } said)
            return (null, "no answer");
        using var rib = JsonDocument.Parse(said);
        var keys = rib.RootElement.EnumerateObject().Select(entry => entry.Name).ToList();
        return (keys.Count == count ? keys : null, $"{keys.Count} NLRIs");
    });

    private async Task<string?> TryAsync(params string[] arguments)
    {
        try
        {
            return await Tool.RunAsync("ip", _network.Command([Testing.Lab.Program("gobgp"), .. arguments]));
        }
        catch (ToolException)
        {
            return null;
        }
    }

    // As GoBGP shows the NLRI.
    private static string Shown(TopologyChange change) => change switch
    {
        NodeChange node => $"NLRI {{ NODE {{ AS:{node.Key.AutonomousSystem} BGP-LS ID:{node.Key.BgpLsId} {SystemId(node.Key)} ISIS-L2:0 }} }}",
        LinkChange link => $"NLRI {{ LINK {{ LOCAL_NODE: {SystemId(link.Key.Local)} REMOTE_NODE: {SystemId(link.Key.Remote)} LINK: {link.Key.LocalAddress}->{link.Key.RemoteAddress}}} }}",
        PrefixChange prefix => $"NLRI {{ PREFIXv4 {{ LOCAL_NODE: {SystemId(prefix.Key.Node)} PREFIX: [{prefix.Key.Prefix}] }} }}",
        _ => "",
    };

    private static string SystemId(NodeKey key) => key.RouterId.ToString().ToLower(CultureInfo.InvariantCulture);
}
