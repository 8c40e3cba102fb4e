using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Pcep;
using PceServer.Testing;

namespace PceServer.Engine.Tests.Sessions;

/// <summary>A PCE that does not know the network yet must not take down what routers have.</summary>
public sealed class PatienceTests
{
    private static readonly Net s_net = Net.Build(EngineBench.Square);

    private static StateReport Delegated() => Said.Report(s_net, 1, "to-D", "A", "D", [s_net.NodeLabel("D", at: "A").Value]) with
    {
        Attributes = new AttributeList { Lspa = new LspaObject(8, 0, 0) },
    };

    [Test]
    public async Task Delegated_lsp_is_left_alone_until_there_is_a_topology()
    {
        await using var bench = await EngineBench.StartAsync();
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Delegated());
        Assert.That(pcc.Updates, Is.Empty);
        await bench.FeedAsync(Net.Build([.. EngineBench.Square, "set A-B 10 color=0x8"]));
        await bench.Engine.SettleAsync();
        Assert.That(pcc.Updates.Single().Ero!.Subobjects.Count, Is.GreaterThan(0));
    }

    [Test]
    public async Task Head_end_that_the_topology_does_not_know_gets_no_empty_ero()
    {
        await using var bench = await EngineBench.StartAsync(Net.Build("X-Y 10", "node X id=10.7.0.1", "node Y id=10.7.0.2"));
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Delegated());
        Assert.That(pcc.Updates, Is.Empty);
        Assert.That(bench.Engine.Lsps.All.Single().Why, Does.Contain("head-end"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task First_load_ends_with_the_marker_or_when_the_peer_falls_silent(bool marker)
    {
        await using var bench = await EngineBench.StartAsync(null, FakeBgpPeer.Options("10.9.0.1"));
        var peer = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.1");
        var pcc = await bench.PccAsync("10.0.0.1");
        await peer.SayAsync(FakeBgpPeer.Announce(
            new NodeNlri(ProtocolId.IsisLevel2, 0, FakeBgpPeer.Node(1)), new LocalIpv4RouterId(new Wire.Ipv4Address(0x0A000001))));
        await pcc.ReportAsync(Delegated());
        Assert.That(pcc.Updates, Is.Empty, "the rest of the topology is still to come");
        if (marker)
            await peer.SayAsync(BgpUpdate.EndOfRibMarker(AddressFamily.LinkState));
        else
            bench.Time.Advance(bench.Engine.Options.Bgp.LoadQuiet);
        await bench.Engine.SettleAsync();
        await bench.Engine.SettleAsync();
        Assert.That(pcc.Updates.Single().Ero!.Subobjects.Count, Is.Zero, "now it is sure that there is no path");
    }

    [Test]
    public async Task First_load_of_a_peer_that_never_pauses_ends_all_the_same()
    {
        await using var bench = await EngineBench.StartAsync(null, FakeBgpPeer.Options("10.9.0.1"));
        var peer = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.1");
        var pcc = await bench.PccAsync("10.0.0.1");
        await pcc.ReportAsync(Delegated());
        for (var second = 0; second < 62; second++)
        {
            await peer.SayAsync(FakeBgpPeer.Announce(
                new NodeNlri(ProtocolId.IsisLevel2, 0, FakeBgpPeer.Node(1)), new LocalIpv4RouterId(new Wire.Ipv4Address(0x0A000001)), new NodeFlagBits((NodeFlags)(second % 2 * 4))));
            await pcc.SayAsync(new Keepalive());
            if (second == 30)
                Assert.That(pcc.Updates, Is.Empty);
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }
        await bench.Engine.SettleAsync();
        Assert.That(pcc.Updates, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task List_over_a_binding_sid_is_walked_again_when_the_binding_moves()
    {
        await using var bench = await EngineBench.StartAsync(s_net);
        var owner = await bench.PccAsync("10.0.0.2");
        var user = await bench.PccAsync("10.0.0.1");
        var toD = s_net.NodeLabel("D", at: "B").Value;
        await owner.ReportAsync(Bound(toD));
        await user.ReportAsync(Said.Report(s_net, 1, "user", "A", "D", [s_net.NodeLabel("B", at: "A").Value, 4010], LspFlags.Administrative));
        Assert.That(bench.Engine.Verification.Single(r => r.Name == "user").Trace.IsGood, Is.True);
        await owner.ReportAsync(Bound(s_net.NodeLabel("C", at: "B").Value));
        await bench.Engine.SettleAsync();
        Assert.That(bench.Engine.Verification.Single(r => r.Name == "user") is { IsDrifted: true, Trace.IsGood: false }, Is.True);

        static StateReport Bound(uint label)
        {
            var report = Said.Report(s_net, 1, "owner", "B", "D", [label], LspFlags.Administrative);
            return report with { Lsp = report.Lsp with { Tlvs = [.. report.Lsp.Tlvs, new Wire.UnknownTlv(65505, [0, 0, 0x00, 0xFA, 0xA0, 0x00])] } };
        }
    }
}
