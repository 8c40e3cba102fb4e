using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Engine.Queries;

namespace PceServer.Engine.Tests.Feeds;

public sealed class BgpSpeakerTests
{
    private static readonly NodeNlri s_node = new(ProtocolId.IsisLevel2, 0, FakeBgpPeer.Node(1));

    [Test]
    public async Task Peer_comes_up_and_its_nodes_reach_the_topology()
    {
        await using var bench = await EngineBench.StartAsync(null, FakeBgpPeer.Options("10.9.0.1"));
        var peer = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.1");
        await peer.SayAsync(FakeBgpPeer.Announce(s_node, NodeName.Of("r1")), BgpUpdate.EndOfRibMarker(AddressFamily.LinkState));
        var view = bench.Engine.BgpPeers.Single();
        Assert.That((view.State, view.Nlris, view.EndOfRib), Is.EqualTo((BgpPeerState.Established, 1, true)));
        Assert.That(bench.Engine.Topology.Nodes.Single().DisplayName, Is.EqualTo("r1"));
        Assert.That(bench.Engine.Health.IsReady, Is.True);
        await peer.SayAsync(FakeBgpPeer.Withdraw(s_node));
        Assert.That(bench.Engine.Topology.NodeCount, Is.Zero);
    }

    [Test]
    public async Task Same_route_from_two_peers_survives_the_loss_of_one_without_a_new_snapshot()
    {
        await using var bench = await EngineBench.StartAsync(null, FakeBgpPeer.Options("10.9.0.1", "10.9.0.2"));
        var first = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.1");
        var second = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.2");
        foreach (var peer in new[] { first, second })
            await peer.SayAsync(FakeBgpPeer.Announce(s_node, NodeName.Of("r1")));
        var version = bench.Engine.Topology.Version;
        await first.LeaveAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        await bench.Engine.SettleAsync();
        Assert.That((bench.Engine.Topology.Version, bench.Engine.Topology.NodeCount), Is.EqualTo((version, 1)));
    }

    [Test]
    public async Task Lost_peer_leaves_its_routes_for_the_stale_time_and_no_longer()
    {
        await using var bench = await EngineBench.StartAsync(null, FakeBgpPeer.Options("10.9.0.1"));
        var peer = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.1");
        await peer.SayAsync(FakeBgpPeer.Announce(s_node));
        await peer.LeaveAsync();
        Assert.That((bench.Engine.Topology.NodeCount, bench.Engine.BgpPeers.Single().StaleNlris), Is.EqualTo((1, 1)));
        bench.Time.Advance(bench.Engine.Options.Bgp.StaleTime + TimeSpan.FromSeconds(1));
        await bench.Engine.SettleAsync();
        Assert.That(bench.Engine.Topology.NodeCount, Is.Zero);
    }

    [Test]
    public async Task First_load_is_one_snapshot()
    {
        await using var bench = await EngineBench.StartAsync(null, FakeBgpPeer.Options("10.9.0.1"));
        var peer = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.1");
        for (var n = 0u; n < 9; n++)
        {
            peer.Say(FakeBgpPeer.Announce(new NodeNlri(ProtocolId.IsisLevel2, 0, FakeBgpPeer.Node(n + 1))));
            bench.Time.Advance(bench.Engine.Options.FlushDelay);
        }
        await peer.SayAsync(BgpUpdate.EndOfRibMarker(AddressFamily.LinkState));
        Assert.That((bench.Engine.Topology.NodeCount, bench.Engine.Topology.Version), Is.EqualTo((9, 1ul)));
    }

    [Test]
    public async Task Change_after_the_first_load_is_published_by_the_clock()
    {
        await using var bench = await EngineBench.StartAsync(null, FakeBgpPeer.Options("10.9.0.1"));
        var peer = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.1");
        await peer.SayAsync(FakeBgpPeer.Announce(s_node), BgpUpdate.EndOfRibMarker(AddressFamily.LinkState));
        peer.Say(FakeBgpPeer.Announce(new NodeNlri(ProtocolId.IsisLevel2, 0, FakeBgpPeer.Node(2))));
        for (var turn = 0; turn < 10_000 && bench.Engine.Topology.NodeCount < 2; turn++)
        {
            // The peer stays alive while the clock runs, and the answer says that the speaker has had its turn.
            peer.Say(BgpKeepalive.Instance);
            await bench.Engine.BgpRoutesAsync(new BgpRouteQuestion(null, null, 1));
            bench.Time.Advance(bench.Engine.Options.FlushQuiet);
        }
        Assert.That(bench.Engine.Topology.NodeCount, Is.EqualTo(2));
    }

    [Test]
    public async Task Stranger_is_turned_away_with_6_5()
    {
        await using var bench = await EngineBench.StartAsync(null, FakeBgpPeer.Options("10.9.0.1"));
        var stranger = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.99");
        Assert.That((stranger.Notifications.Single(), stranger.IsClosed), Is.EqualTo(("6/5", true)));
    }

    [Test]
    public async Task Peer_that_announces_without_end_gets_6_1()
    {
        var options = FakeBgpPeer.Options("10.9.0.1");
        options = options with { Bgp = options.Bgp with { Peers = [options.Bgp.Peers[0] with { MaximumNlris = 3 }] } };
        await using var bench = await EngineBench.StartAsync(null, options);
        var peer = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.1");
        for (var number = 1u; number <= 4; number++)
            await peer.SayAsync(FakeBgpPeer.Announce(new NodeNlri(ProtocolId.IsisLevel2, 0, FakeBgpPeer.Node(number))));
        Assert.That(peer.Notifications, Is.EqualTo(new[] { "6/1" }));
        Assert.That(bench.Engine.Topology.NodeCount, Is.Zero, "its routes are not kept");
    }

    [Test]
    public async Task Silent_peer_loses_its_session_when_the_hold_time_runs_out()
    {
        await using var bench = await EngineBench.StartAsync(null, FakeBgpPeer.Options("10.9.0.1"));
        var peer = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.1");
        bench.Time.Advance(TimeSpan.FromSeconds(91));
        await bench.Engine.SettleAsync();
        Assert.That((peer.Notifications.Single(), bench.Engine.BgpPeers.Single().LastError), Is.EqualTo(("4/0", bench.Engine.BgpPeers.Single().LastError)));
        Assert.That(bench.Engine.BgpPeers.Single().State, Is.Not.EqualTo(BgpPeerState.Established));
    }

    [Test]
    public async Task Burst_of_changes_becomes_one_snapshot()
    {
        await using var bench = await EngineBench.StartAsync(null, FakeBgpPeer.Options("10.9.0.1"));
        var peer = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.1");
        var updates = Enumerable.Range(1, 500).Select(n => FakeBgpPeer.Announce(new NodeNlri(ProtocolId.IsisLevel2, 0, FakeBgpPeer.Node((uint)n)))).ToArray();
        await peer.SayAsync(updates);
        Assert.That((bench.Engine.Topology.NodeCount, bench.Engine.Topology.Version), Is.EqualTo((500, 1ul)));
    }
}
