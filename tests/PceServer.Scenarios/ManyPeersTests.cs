using System.Net;
using System.Net.Sockets;
using PceServer.Bgp;
using PceServer.Emulation;
using PceServer.Options;
using PceServer.Pcep;
using PceServer.Testing;
using PceServer.Transport;
using PceServer.Wire;

namespace PceServer.Scenarios;

/// <summary>Many routers at once, two BGP-LS sources of one topology, and BGP peers that speak nonsense.</summary>
public sealed class ManyPeersTests
{
    private static readonly byte[] s_marker = [.. Enumerable.Repeat((byte)0xFF, 16)];

    [Test, CancelAfter(120_000)]
    public async Task Three_hundred_routers_each_get_the_path_of_their_own_lsp(CancellationToken cancellation)
    {
        const int Routers = 300;
        await using var server = await RunningServer.StartAsync();
        await server.LoadAsync(Net.Build(string.Join('\n', Enumerable.Range(1, Routers).Select(n => $"R{n:d3}-HUB 10"))));
        var hub = await server.GetAsync("/v1/topology");
        var addresses = hub.GetProperty("nodes").EnumerateArray().ToDictionary(n => n.GetProperty("name").GetString()!, n => Ipv4Address.Parse(n.GetProperty("routerId").GetString()!));
        var tail = addresses["R001"];
        var heads = addresses.Where(node => node.Key is not ("HUB" or "R001")).Select(node => node.Value).ToList();

        // Router ids follow one another in the test network, so the fleet can count them on.
        var first = new EmulatedPccOptions(server.Host.Listening.Pcep, new Ipv4Address(heads.Min(head => head.Value))) { SourceAddress = IPAddress.Parse("127.77.0.1") };
        await using var fleet = await PccFleet.StartAsync(Routers - 2, first, server.Loops, n => [new LspPlan($"lsp {n}", tail)], cancellation: cancellation);
        foreach (var (router, n) in fleet.Pccs.Select((router, n) => (router, n)))
        {
            var lsp = await router.LspAsync($"lsp {n}", l => l is { State: OperationalState.Active, Labels.Count: > 0 }, cancellation);
            Assert.That(lsp.PathChanges, Is.EqualTo(1), "one PCUpd, no more");
        }
        var sessions = await server.GetAsync("/v1/sessions");
        Assert.That(sessions.GetProperty("sessions").EnumerateArray().Count(s => s.GetProperty("state").GetString() == "UP"), Is.EqualTo(Routers - 2));
        foreach (var (path, list) in new[] { ("/v1/sessions", "sessions"), ("/v1/lsps", "lsps"), ("/v1/verification", "rows") })
        {
            var order = (await server.GetAsync(path)).GetProperty(list).EnumerateArray().Select(row => row.GetProperty("pcc").GetString()).ToList();
            Assert.That(order, Is.Ordered.Using((System.Collections.IComparer)StringComparer.Ordinal).And.Count.EqualTo(Routers - 2), path);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Second_source_of_the_same_topology_may_die_without_any_lsp_moving(CancellationToken cancellation)
    {
        IPAddress[] sources = [IPAddress.Parse("127.0.3.1"), IPAddress.Parse("127.0.3.2")];
        await using var server = await RunningServer.StartAsync(options => options with
        {
            Bgp = options.Bgp with { LocalAs = 65000, Peers = [.. sources.Select(source => new BgpPeerOptions(source, 65000, 179, Passive: true))] },
        });
        var changes = Net.Build("A-B 10", "B-C 10", "A-C 30").Changes;
        var feeders = new List<LinkStateFeeder>();
        foreach (var (source, n) in sources.Select((source, n) => (source, n)))
        {
            var feeder = new LinkStateFeeder(new FeederOptions(new AutonomousSystem(65000), new BgpIdentifier(0xC0000210 + (uint)n)), server.Loops);
            feeders.Add(feeder);
            feeder.Change(topology => topology.Load(changes));
            await feeder.Connect(server.Host.Listening.Bgp, new ConnectOptions { LocalEndPoint = new IPEndPoint(source, 0) }).TableSentAsync(cancellation);
        }
        await server.UntilAsync("/v1/bgp/peers", peers => peers.GetProperty("peers").EnumerateArray().All(peer => peer.GetProperty("endOfRib").GetBoolean()), cancellation);
        var router = await server.RouterAsync("10.0.0.1");
        router.Add(new LspPlan("calm", Ipv4Address.Parse("10.0.0.3")));
        await router.LspAsync("calm", l => l is { State: OperationalState.Active, Labels.Count: > 0 }, cancellation);
        var before = (await server.GetAsync("/v1/topology")).GetProperty("links").GetRawText();

        await feeders[0].DisposeAsync();
        await server.UntilAsync("/v1/bgp/peers", peers => peers.GetProperty("peers").EnumerateArray().Any(peer => peer.GetProperty("state").GetString() != "ESTABLISHED"), cancellation);
        // What the surviving source says next has been through the whole pipeline; whatever the loss caused would have come before it.
        feeders[1].Change(topology => topology.ChangeLink("A", "C", link => link with { TeMetric = 77 }));
        await server.UntilAsync("/v1/topology", topology => topology.GetProperty("links").GetRawText().Contains("77", StringComparison.Ordinal), cancellation);

        Assert.That(router.Lsps.Single().PathChanges, Is.EqualTo(1), "no PCUpd followed the loss");
        Assert.That((await server.GetAsync("/v1/topology")).GetProperty("links").GetArrayLength(), Is.EqualTo(6));
        Assert.That(before, Does.Not.Contain("77"));
        await feeders[1].DisposeAsync();
    }

    [Test, CancelAfter(60_000)]
    public async Task Request_that_comes_before_the_topology_is_answered_from_it(CancellationToken cancellation)
    {
        var source = IPAddress.Parse("127.0.4.1");
        await using var server = await RunningServer.StartAsync(options => options with
        {
            Bgp = options.Bgp with { LocalAs = 65000, Peers = [new BgpPeerOptions(source, 65000, 179, Passive: true)] },
        });
        var router = await server.RouterAsync("10.0.0.1");
        var reply = router.RequestAsync(Ipv4Address.Parse("10.0.0.3"), cancellation: cancellation);
        await router.Journal.FirstAsync<PccEvent.MessageSent>(sent => sent.Message is PcReq, cancellation: cancellation);

        await using var feeder = new LinkStateFeeder(new FeederOptions(new AutonomousSystem(65000), new BgpIdentifier(0xC0000220)), server.Loops);
        feeder.Change(topology => topology.Load(Net.Build("A-B 10", "B-C 10").Changes));
        feeder.Connect(server.Host.Listening.Bgp, new ConnectOptions { LocalEndPoint = new IPEndPoint(source, 0) });

        Assert.That((await reply as PathReply.Found)?.Labels, Is.EqualTo(new uint[] { 16003 }));
    }

    [TestCase("474554202f", 1, 1, TestName = "Bgp_octets_that_are_no_message_get_a_notification(text: marker)")]
    [TestCase("marker001204", 1, 2, TestName = "Bgp_octets_that_are_no_message_get_a_notification(length 18)")]
    [TestCase("markerffff02", 1, 2, TestName = "Bgp_octets_that_are_no_message_get_a_notification(length 65535, frame not complete)")]
    [TestCase("marker001309", 1, 3, TestName = "Bgp_octets_that_are_no_message_get_a_notification(type 9)")]
    [CancelAfter(20_000)]
    public async Task Bgp_octets_that_are_no_message_get_a_notification(string octets, int code, int subcode, CancellationToken cancellation)
    {
        await using var server = await RunningServer.StartAsync(options => options with
        {
            Bgp = options.Bgp with { Peers = [new BgpPeerOptions(IPAddress.Loopback, 65000, 179, Passive: true)] },
        });
        using var peer = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await peer.ConnectAsync(server.Host.Listening.Bgp, cancellation);
        await peer.SendAsync(Convert.FromHexString(octets.Replace("marker", Convert.ToHexString(s_marker), StringComparison.Ordinal)), cancellation);
        var answer = new List<byte>();
        var buffer = new byte[4096];
        while (await peer.ReceiveAsync(buffer, cancellation) is > 0 and var count)
            answer.AddRange(buffer.AsSpan(0, count));

        // The OPEN that the server sends first, then the NOTIFICATION, then the end.
        var openLength = (answer[16] << 8) | answer[17];
        Assert.That(answer[18], Is.EqualTo(1));
        Assert.That(answer.Skip(openLength + 18).Take(3), Is.EqualTo(new byte[] { 3, (byte)code, (byte)subcode }));
    }
}
