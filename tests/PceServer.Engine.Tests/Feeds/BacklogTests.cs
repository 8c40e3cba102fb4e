using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Engine.Ports;
using PceServer.Topology;

namespace PceServer.Engine.Tests.Feeds;

public sealed class BacklogTests
{
    [Test]
    public void Reading_pauses_above_the_limit_and_goes_on_at_half_of_it()
    {
        var connection = new Switch();
        var backlog = new Backlog(connection, 4);
        backlog.Add(4);
        Assert.That(connection.IsReading, Is.True);
        backlog.Add();
        Assert.That(connection.IsReading, Is.False);
        backlog.Take(2);
        Assert.That(connection.IsReading, Is.False);
        backlog.Take();
        Assert.That(connection.IsReading, Is.True);
        Assert.That(connection.Changes, Is.EqualTo(2));
    }

    [Test]
    public void Smallest_limit_lets_go_again()
    {
        var connection = new Switch();
        var backlog = new Backlog(connection, 1);
        backlog.Add(2);
        Assert.That(connection.IsReading, Is.False);
        backlog.Take(2);
        Assert.That(connection.IsReading, Is.True);
    }

    /// <summary>A pause that came late would stay for good: nothing that is read means nothing that is taken.</summary>
    [Test]
    public void Reading_goes_on_whoever_is_quicker()
    {
        var connection = new Switch();
        var backlog = new Backlog(connection, 2);
        for (var round = 0; round < 20_000; round++)
        {
            Parallel.Invoke(() => backlog.Add(5), () => backlog.Take(5));
            Assert.That(connection.IsReading, Is.True, $"round {round}");
        }
    }

    [Test]
    public async Task Speaker_that_lags_pauses_the_peer_and_takes_all_in_the_end()
    {
        const uint nodes = 20_000;
        await using var bench = await EngineBench.StartAsync(null, FakeBgpPeer.Options("10.9.0.1"));
        var peer = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.1");
        peer.MaySend.Reset();
        // The timer makes it send, and so wait.
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        var said = 0u;
        while (peer.IsReading && said < nodes)
            peer.Say(Node(++said));
        peer.MaySend.Set();
        Assert.That(said, Is.InRange(1000u, 5000u), "what may wait is bounded");
        while (said < nodes)
        {
            while (peer.IsReading && said < nodes)
                peer.Say(Node(++said));
            await bench.Engine.SettleAsync();
        }
        await bench.Engine.SettleAsync();
        Assert.That((bench.Engine.Topology.NodeCount, peer.IsReading), Is.EqualTo(((int)nodes, true)));
        Assert.That(bench.Engine.BgpPeers.Single().Nlris, Is.EqualTo((int)nodes));
    }

    private static BgpUpdate Node(uint number) => FakeBgpPeer.Announce(new NodeNlri(ProtocolId.IsisLevel2, 0, FakeBgpPeer.Node(number)));

    private sealed class Switch : IPeerConnection
    {
        private bool _isReading = true;

        public int Changes { get; private set; }

        public IpAddress RemoteAddress => default;

        public int RemotePort => 0;

        public IpAddress LocalAddress => default;

        public bool IsInitiator => false;

        public bool IsReading
        {
            get => _isReading;
            set => (_isReading, Changes) = (value, Changes + 1);
        }

        public void Close()
        {
        }
    }
}
