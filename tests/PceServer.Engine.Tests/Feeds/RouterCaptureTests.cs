using PceServer.Bgp;
using PceServer.Engine.Paths;
using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.Engine.Tests.Feeds;

/// <summary>The octets of a real BGP-LS speaker, FRR with IS-IS: no adjacency SIDs, no algorithms, one-octet metrics, node descriptors with a router id alone.</summary>
public sealed class RouterCaptureTests
{
    private static List<byte[]> Messages()
    {
        var flow = PcapFile.ReadTcpFlows(SharedMaterial.Path("captures/bgpls-frr-isis.pcap")).Single(f => f.Destination.Port == 179 && f.Octets.Length > 0);
        var messages = new List<byte[]>();
        for (var at = 0; at + 19 <= flow.Octets.Length;)
        {
            var length = (flow.Octets[at + 16] << 8) | flow.Octets[at + 17];
            messages.Add(flow.Octets[at..(at + length)]);
            at += length;
        }
        return messages;
    }

    [Test]
    public async Task Capture_gives_the_whole_domain_and_paths_without_adjacency_sids()
    {
        var updates = Messages().Where(m => m[18] == 2);
        await using var bench = await EngineBench.StartAsync(null, FakeBgpPeer.Options("10.9.0.1"));
        var peer = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.1");
        await peer.SayOctetsAsync(updates);
        var topology = bench.Engine.Topology;
        Assert.That((topology.NodeCount, topology.EdgeCount, topology.Prefixes.Length), Is.EqualTo((6, 20, 26)));
        Assert.That(topology.Nodes.Select(n => topology.NodeSids(n.Index).Single().Sid.Value), Is.EquivalentTo(new uint[] { 1, 2, 3, 4, 5, 6 }));
        foreach (var source in topology.Nodes)
        {
            foreach (var destination in topology.Nodes.Where(n => n != source))
            {
                var answer = bench.Engine.ComputePath(topology, source.Index, destination.Index, PathDemand.Default);
                Assert.That(answer, Is.InstanceOf<PathAnswer.Found>(), $"{source} to {destination}: {(answer as PathAnswer.NotFound)?.Explanation.Sentence}");
                Assert.That(((PathAnswer.Found)answer).Path.Segments.Select(s => s.Kind), Is.All.EqualTo(SegmentKind.Node));
            }
        }
    }

    /// <summary>A metric changes, a link goes and comes again: each UPDATE by itself, and nothing but what it says.</summary>
    [Test]
    public async Task Changes_of_the_capture_give_the_right_events_in_their_order()
    {
        var updates = Messages().Where(m => m[18] == 2).ToList();
        var loaded = updates.FindIndex(m => BgpCodec.Decode(m, BgpSessionParameters.Default).Message is BgpUpdate { EndOfRib: not null }) + 1;
        await using var bench = await EngineBench.StartAsync(null, FakeBgpPeer.Options("10.9.0.1"));
        var peer = await FakeBgpPeer.EstablishAsync(bench, "10.9.0.1");
        await peer.SayOctetsAsync(updates.Take(loaded));
        var (before, events) = (bench.Engine.Topology, new List<string>());
        foreach (var update in updates.Skip(loaded))
        {
            await peer.SayOctetsAsync([update]);
            events.Add(string.Join("; ", TopologyDiff.Between(before, bench.Engine.Topology).Select(e => Shown(e, bench.Engine.Topology))));
            before = bench.Engine.Topology;
        }
        Assert.That(events, Is.EqualTo(new[]
        {
            "Changed 0000.0000.0004->0000.0000.0006 (10.1.46.1) IgpMetric, Delay, DelayVariation 77",
            "Changed 10.1.46.0/24 at 0000.0000.0004 Metric 77",
            "Removed 0000.0000.0002->0000.0000.0004 (10.1.24.1); Removed 0000.0000.0004->0000.0000.0002 (10.1.24.2)",
            "Added 0000.0000.0002->0000.0000.0004 (10.1.24.1) 10; Added 0000.0000.0004->0000.0000.0002 (10.1.24.2) 10",
        }));
        Assert.That(before.UnusableLinks, Is.Empty);
    }

    private static string Shown(TopologyEvent happened, TopologySnapshot topology) => happened switch
    {
        LinkEvent { Kind: TopologyEventKind.Removed } link => $"Removed {link.Key}",
        LinkEvent { Kind: TopologyEventKind.Added } link => $"Added {link.Key} {link.Attributes.IgpMetric}",
        LinkEvent link => $"Changed {link.Key} {link.Aspects} {link.Attributes.IgpMetric}",
        PrefixEvent prefix => $"{prefix.Kind} {prefix.Key} {prefix.Aspects} {prefix.Attributes.Metric}",
        _ => $"{happened.Kind} {happened.GetType().Name} of {topology.NodeCount}",
    };
}
