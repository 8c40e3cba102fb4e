using System.Net;
using System.Text.Json;
using PceServer.Bgp;
using PceServer.Emulation;
using PceServer.Options;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Scenarios;

/// <summary>Levels, areas and ASes told by BGP-LS over a real connection: each router is one, in the right domains, with the right prefixes.</summary>
public sealed class MultiDomainTests
{
    private static readonly string File = Path.Combine(Repository.Root, "samples", "LinkStateFeeder", "multi-domain.json");

    [Test, CancelAfter(30_000)]
    public async Task Graph_that_came_by_bgp_is_the_one_of_the_file(CancellationToken cancellation)
    {
        await using var stage = await Stage.OpenAsync(cancellation);
        var direct = new TopologyBuilder();
        foreach (var change in TopologyFile.Read(await System.IO.File.ReadAllTextAsync(File, cancellation), "file").Changes)
            direct.Apply(change);
        Assert.That(TopologyFile.Write(stage.Topology), Is.EqualTo(TopologyFile.Write(direct.Flush())));
        Assert.That(stage.Topology.NodeCount, Is.EqualTo(8));
    }

    [Test, CancelAfter(30_000)]
    public async Task Router_between_levels_or_areas_is_one_and_in_each_of_them(CancellationToken cancellation)
    {
        await using var stage = await Stage.OpenAsync(cancellation);
        var topology = await stage.Server.GetAsync("/v1/topology");
        string[] Domains(string node) => [.. Node(topology, node).GetProperty("domains").EnumerateArray().Select(Domain)];
        Assert.That(Domains("pe1"), Is.EqualTo(new[] { "ISIS_LEVEL1 65001 0/0" }));
        Assert.That(Domains("abr1"), Is.EquivalentTo(new[] { "ISIS_LEVEL1 65001 0/0", "ISIS_LEVEL2 65001 0/0" }));
        Assert.That(Domains("abr2"), Is.EquivalentTo(new[] { "ISIS_LEVEL1 65001 0/0 closed", "ISIS_LEVEL2 65001 0/0" }));
        Assert.That(Domains("asbr1"), Is.EquivalentTo(new[] { "ISIS_LEVEL2 65001 0/0", "BGP 65001 0/0" }));
        Assert.That(Domains("asbr2"), Is.EquivalentTo(new[] { "OSPFV2 65002 2/0", "BGP 65002 0/0" }));
        Assert.That(Domains("abr3"), Is.EquivalentTo(new[] { "OSPFV2 65002 2/0", "OSPFV2 65002 2/1" }));
        Assert.That(Domains("pe2"), Is.EqualTo(new[] { "OSPFV2 65002 2/1" }));
    }

    [Test, CancelAfter(30_000)]
    public async Task Prefix_is_told_by_each_router_in_the_domain_and_the_way_that_it_announces_it(CancellationToken cancellation)
    {
        await using var stage = await Stage.OpenAsync(cancellation);
        var topology = await stage.Server.GetAsync("/v1/topology");
        string[] Announced(string prefix) => [.. topology.GetProperty("prefixes").EnumerateArray()
            .Where(p => p.GetProperty("prefix").GetString() == prefix)
            .Select(p => $"{p.GetProperty("node").GetString()} {p.GetProperty("domain").GetProperty("protocol").GetString()}"
                + $"{Flag(p, "readvertised", " again")}{Flag(p, "down", " down")}{Flag(p, "external", " external")} {p.GetProperty("ospfRouteType")}").Order()];
        Assert.That(Announced("10.1.0.1/32"), Is.EqualTo(new[] { "abr1 ISIS_LEVEL2 again 0", "abr2 ISIS_LEVEL2 again 0", "pe1 ISIS_LEVEL1 0" }));
        Assert.That(Announced("10.1.0.4/32"), Is.EqualTo(new[] { "abr1 ISIS_LEVEL1 again down 0", "core ISIS_LEVEL2 0" }));
        Assert.That(Announced("10.2.0.1/32"), Is.EqualTo(new[] { "abr3 OSPFV2 again 2", "asbr2 OSPFV2 0" }));
        Assert.That(Announced("198.51.100.0/24"), Is.EqualTo(new[] { "asbr2 OSPFV2 external 3" }));
        // One owner each, however many announce it again.
        Assert.That(stage.Topology.PrefixSegments.Where(s => s.Sid.Value == 101).Select(s => (s.Kind, stage.Topology[s.Owners.Single()].DisplayName)),
            Is.EqualTo(new[] { (PrefixSegmentKind.Node, "pe1") }));
    }

    [Test, CancelAfter(30_000)]
    public async Task Peering_links_join_the_systems_one_way_each(CancellationToken cancellation)
    {
        await using var stage = await Stage.OpenAsync(cancellation);
        var peering = stage.Topology.Links.Where(link => link.Key.Local.Protocol == LinkStateProtocol.Bgp).ToList();
        Assert.That(peering.Select(link => $"{stage.Topology[link.From]}>{stage.Topology[link.To]} {string.Join(' ', link.Attributes.PeerSids.Select(s => s.Value))}").Order(),
            Is.EqualTo(new[] { "asbr1>asbr2 15001 15002", "asbr2>asbr1 15001" }));
    }

    [Test, CancelAfter(30_000)]
    public async Task Healthy_network_of_several_domains_gives_no_alarm(CancellationToken cancellation)
    {
        await using var stage = await Stage.OpenAsync(cancellation);
        var health = await stage.Server.GetAsync("/v1/topology/health");
        Assert.That(health.GetProperty("findings").EnumerateArray().Select(f => f.ToString()), Is.Empty);
    }

    [Test, CancelAfter(30_000)]
    public async Task Link_of_a_border_router_is_taken_down_by_its_name_in_any_level(CancellationToken cancellation)
    {
        await using var stage = await Stage.OpenAsync(cancellation);
        FeederCommands.Perform(stage.Feeder, "down core abr1");
        await stage.Server.UntilAsync("/v1/topology", t => t.GetProperty("links").GetArrayLength() == 14, cancellation);
        FeederCommands.Perform(stage.Feeder, "restore");
        await stage.Server.UntilAsync("/v1/topology", t => t.GetProperty("links").GetArrayLength() == 16, cancellation);
    }

    private static JsonElement Node(JsonElement topology, string id) =>
        topology.GetProperty("nodes").EnumerateArray().Single(n => n.GetProperty("id").GetString() == id);

    private static string Domain(JsonElement it)
    {
        var d = it.GetProperty("domain");
        return $"{d.GetProperty("protocol").GetString()} {d.GetProperty("autonomousSystem")} {d.GetProperty("instance")}/{d.GetProperty("area")}{Flag(it, "noTransit", " closed")}";
    }

    private static string Flag(JsonElement of, string flag, string text) => of.GetProperty(flag).GetBoolean() ? text : "";

    /// <summary>A server whose only BGP peer is a feeder that plays the sample.</summary>
    private sealed class Stage(RunningServer server, LinkStateFeeder feeder) : IAsyncDisposable
    {
        public RunningServer Server => server;

        public LinkStateFeeder Feeder => feeder;

        public TopologySnapshot Topology => server.Host.Engine.Topology;

        public static async Task<Stage> OpenAsync(CancellationToken cancellation)
        {
            var server = await RunningServer.StartAsync(options => options with
            {
                Bgp = options.Bgp with { LocalAs = 65000, Peers = [new BgpPeerOptions(IPAddress.Loopback, 65000, 179, Passive: true)] },
            });
            var feeder = new LinkStateFeeder(new FeederOptions(new AutonomousSystem(65000), new BgpIdentifier(0x0A0000FE)), server.Loops);
            var reading = TopologyFile.Read(await System.IO.File.ReadAllTextAsync(File, cancellation), "file");
            Assert.That(reading.Errors, Is.Empty);
            feeder.Change(topology => topology.Load(reading.Changes));
            feeder.Connect(server.Host.Listening.Bgp);
            await server.UntilAsync("/v1/bgp/peers", peers => peers.GetProperty("peers")[0].GetProperty("endOfRib").GetBoolean(), cancellation);
            await server.Host.Engine.FlushTopologyAsync(cancellation);
            await server.UntilAsync("/v1/topology", t => t.GetProperty("prefixes").GetArrayLength() == reading.Changes.OfType<PrefixChange>().Count(), cancellation);
            return new Stage(server, feeder);
        }

        public async ValueTask DisposeAsync()
        {
            await feeder.DisposeAsync();
            await server.DisposeAsync();
        }
    }
}
