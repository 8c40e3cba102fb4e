using System.Collections.Immutable;
using System.Net;
using System.Threading.Channels;
using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Bgp.Session;
using PceServer.Testing;
using PceServer.Topology;
using PceServer.Transport;

namespace PceServer.Emulation.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class LinkStateFeederTests
{
    private const string Square = """
        { "defaults": { "protocol": "isis-2", "srgb": "16000-23999", "algorithms": [0], "msd": 10 },
          "nodes": [ { "name": "a", "routerId": "10.0.0.1", "sid": 1 }, { "name": "b", "routerId": "10.0.0.2", "sid": 2 },
                     { "name": "c", "routerId": "10.0.0.3", "sid": 3 }, { "name": "d d", "routerId": "10.0.0.4", "sid": 4 } ],
          "links": [ { "a": "a", "b": "b", "aAddress": "172.16.0.0", "bAddress": "172.16.0.1", "igpMetric": 10, "ab": { "adjacencyLabel": 24001 } },
                     { "a": "a", "b": "b", "aAddress": "172.16.0.2", "bAddress": "172.16.0.3", "igpMetric": 20 },
                     { "a": "b", "b": "c", "aAddress": "172.16.0.4", "bAddress": "172.16.0.5", "igpMetric": 10, "adminGroup": "0x4" },
                     { "a": "c", "b": "d d", "aAddress": "172.16.0.6", "bAddress": "172.16.0.7", "igpMetric": 10, "delayMicroseconds": 700 } ] }
        """;

    [Test]
    public async Task Table_and_End_of_RIB_come_when_the_session_is_up([Values] bool feederConnects)
    {
        await using var stage = await Stage.OpenAsync(feederConnects);

        Assert.That(stage.Received.Select(update => update.Reach!.Nlri[0]).GroupBy(nlri => nlri.GetType().Name).ToDictionary(g => g.Key, g => g.Count()),
            Is.EquivalentTo(new Dictionary<string, int> { ["NodeNlri"] = 4, ["LinkNlri"] = 8, ["PrefixNlri"] = 4 }));
        var node = stage.Received[0].LinkState!;
        Assert.That(node.Find<NodeName>()!.Text, Is.EqualTo("a"));
        Assert.That(node.Find<SrCapabilities>()!.Ranges[0], Is.EqualTo(new Bgp.LinkState.SidRange(8000, SidLabel.Label(16000))));
        Assert.That(node.Find<NodeMsd>()!.BaseMplsImposition, Is.EqualTo(10));
        Assert.That(stage.Received.Select(u => u.LinkState!.Find<Bgp.LinkState.AdjacencySid>()).Single(sid => sid is not null)!.Value, Is.EqualTo(24001));
    }

    [Test]
    public async Task Link_down_withdraws_both_halves_and_up_brings_the_same_back()
    {
        await using var stage = await Stage.OpenAsync();
        FeederCommands.Perform(stage.Feeder, "down b c");
        var gone = new[] { await stage.NextAsync(), await stage.NextAsync() }.Select(update => update.Unreach!.Nlri[0].Key).ToHashSet();
        FeederCommands.Perform(stage.Feeder, "up c b");
        var back = new[] { await stage.NextAsync(), await stage.NextAsync() };

        Assert.That(back.Select(update => update.Reach!.Nlri[0].Key), Is.EquivalentTo(gone));
        Assert.That(back[0].LinkState!.Find<AdministrativeGroup>()!.Value, Is.EqualTo(4));
    }

    [Test]
    public async Task Parallel_links_are_told_apart_by_number()
    {
        await using var stage = await Stage.OpenAsync();
        Assert.That(FeederCommands.Perform(stage.Feeder, "down a b 2"), Is.EqualTo("2 announcements"));

        Assert.That(((LinkNlri)(await stage.NextAsync()).Unreach!.Nlri[0]).Link.Ipv4InterfaceAddress!.Value.ToString(), Is.AnyOf("172.16.0.2", "172.16.0.3"));
    }

    [Test]
    public async Task Misadvertisements_are_announced_and_restored()
    {
        await using var stage = await Stage.OpenAsync();
        FeederCommands.Perform(stage.Feeder, "sid a 2");
        Assert.That((await stage.NextAsync()).LinkState!.Find<Bgp.LinkState.PrefixSid>()!.Value, Is.EqualTo(2));
        FeederCommands.Perform(stage.Feeder, "srgb b 17000 17999");
        Assert.That((await stage.NextAsync()).LinkState!.Find<SrCapabilities>()!.Ranges[0].First.Value, Is.EqualTo(17000));
        FeederCommands.Perform(stage.Feeder, "one-way c \"d d\"");
        Assert.That(((LinkNlri)(await stage.NextAsync()).Unreach!.Nlri[0]).Link.Ipv4InterfaceAddress!.Value.ToString(), Is.EqualTo("172.16.0.7"));
        FeederCommands.Perform(stage.Feeder, "restore");
        var restored = new[] { await stage.NextAsync(), await stage.NextAsync(), await stage.NextAsync() };

        Assert.That(restored.Select(update => update.Reach?.Nlri[0].GetType()), Is.EquivalentTo(new[] { typeof(NodeNlri), typeof(LinkNlri), typeof(PrefixNlri) }));
    }

    [Test]
    public async Task Link_values_change_on_both_halves()
    {
        await using var stage = await Stage.OpenAsync();
        FeederCommands.Perform(stage.Feeder, "metric b c igp 55");
        Assert.That(new[] { await stage.NextAsync(), await stage.NextAsync() }.Select(u => u.LinkState!.Find<IgpMetric>()!.Value), Is.EqualTo(new uint[] { 55, 55 }));
        FeederCommands.Perform(stage.Feeder, "delay b c 1234");
        Assert.That((await stage.NextAsync()).LinkState!.Find<MinMaxUnidirectionalLinkDelay>()!.MinimumMicroseconds, Is.EqualTo(1234));
    }

    [TestCase("fly a b", "no command")]
    [TestCase("down a", "node B is missing")]
    [TestCase("down a x", "no node is called 'x'")]
    [TestCase("down a c", "no link between a and c")]
    [TestCase("down a b 3", "2 links")]
    [TestCase("metric a b cost 3", "neither igp nor te")]
    [TestCase("metric a b igp -1", "whole number")]
    [TestCase("srgb a 20 10", "cannot run")]
    [TestCase("restore everything", "one word too many")]
    public async Task Command_that_is_wrong_is_explained(string line, string words)
    {
        await using var stage = await Stage.OpenAsync();
        var fault = Assert.Catch(() => FeederCommands.Perform(stage.Feeder, line));

        Assert.That(fault!.Message, Does.Contain(words));
    }

    [Test]
    public async Task Large_graph_arrives_whole()
    {
        var graph = RepetitaGraph.Read(await File.ReadAllTextAsync(SharedMaterial.Path("topologies/rf1221_real_hard.graph")), "file");
        await using var stage = await Stage.OpenAsync(changes: graph.Changes);

        Assert.That(stage.Received.Select(update => update.Reach!.Nlri[0].Key).Distinct().Count(), Is.EqualTo(graph.Changes.Length));
    }

    /// <summary>A feeder and a listening speaker that keeps what it hears.</summary>
    private sealed class Stage : IBgpPeerOwner, IBgpChannelHandler, IAsyncDisposable
    {
        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
        private readonly Channel<BgpUpdate> _updates = Channel.CreateUnbounded<BgpUpdate>();
        private BgpPeerDriver _driver = null!;
        private IBgpChannelHandler _inner = null!;
        private BgpListener? _listener;

        public required LinkStateFeeder Feeder { get; init; }

        public List<BgpUpdate> Received { get; } = [];

        public static async Task<Stage> OpenAsync(bool feederConnects = true, IEnumerable<TopologyChange>? changes = null)
        {
            var feeder = new LinkStateFeeder(new FeederOptions(new AutonomousSystem(65000), new BgpIdentifier(0x0A0000FE)), ScriptedPce.Loops);
            feeder.Change(topology => topology.Load(changes ?? TopologyFile.Read(Square, "file").Changes));
            var stage = new Stage { Feeder = feeder };
            var here = new IPEndPoint(IPAddress.Loopback, 0);
            if (feederConnects)
            {
                stage.Listen(null);
                stage._listener = await BgpListener.StartAsync(here, ScriptedPce.Loops, channel => stage.Wrap(stage._driver.Accept(channel)));
                feeder.Connect(stage._listener.EndPoint);
            }
            else
            {
                await feeder.ListenAsync(here);
                stage.Listen(feeder.EndPoint);
            }
            while (await stage.NextAsync() is { EndOfRib: null } update)
                stage.Received.Add(update);
            return stage;
        }

        public async Task<BgpUpdate> NextAsync()
        {
            using var patience = new CancellationTokenSource(s_patience);
            return await _updates.Reader.ReadAsync(patience.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await Feeder.DisposeAsync();
            _driver.Stop("");
            if (_listener is not null)
                await _listener.DisposeAsync();
        }

        private void Listen(IPEndPoint? remote)
        {
            var configuration = new BgpPeerConfiguration { LocalAs = new(65000), LocalIdentifier = new(1), Passive = remote is null };
            _driver = new BgpPeerDriver(configuration, remote, ScriptedPce.Loops, ConnectOptions.Default, this, TimeProvider.System) { Heard = update => _updates.Writer.TryWrite(update) };
            _driver.Start();
        }

        private Stage Wrap(IBgpChannelHandler inner)
        {
            _inner = inner;
            return this;
        }

        public void OnMessages(ImmutableArray<BgpDecoded> messages)
        {
            Assert.That(messages.SelectMany(message => message.Findings), Is.Empty);
            _inner.OnMessages(messages);
        }

        public void OnFramingFault(BgpFault fault) => _inner.OnFramingFault(fault);

        public void OnClosed(ChannelClosed closed) => _inner.OnClosed(closed);

        public void SessionUp(BgpChannel channel, NegotiatedSession session)
        {
        }

        public void SessionDown(BgpDownCause cause, string reason)
        {
        }

        public void RefreshRequested(AddressFamily family)
        {
        }
    }
}
