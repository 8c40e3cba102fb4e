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
}
