using PceServer.Testing;
using PceServer.Topology;

namespace PceServer.PathComputation.Tests;

/// <summary>Egress peer engineering: one-way BGP links at an AS border, crossed by their peering SIDs (RFC 9086).</summary>
public sealed class PeeringTests
{
    [Test]
    public void Path_leaves_the_as_over_the_peer_that_was_asked_for()
    {
        var net = Net.Build("S-A 10", "A-B 10", "S-B 30");
        var far = new NodeKey(LinkStateProtocol.Bgp, 0, 65001, 0, 0, default, 0x0A090909);
        net.Builder.Apply(new NodeChange("peers", far, NodeAttributes.None with { Name = "peer" }));
        net.Builder.Apply(new LinkChange("peers", Link(net, "A", far, 1), Peering(40001)));
        net.Builder.Apply(new LinkChange("peers", Link(net, "B", far, 2), Peering(40002)));
        var topology = net.Builder.Flush();
        Assert.That(topology.TryFind(far, out var peer), Is.True);
        var request = new PathRequest(net["S"], peer);
        var paths = PathComputer.Candidates(topology, request).Select(p => string.Join(' ', p.Segments.Segments.Select(s => $"{s.Kind}:{s.Label}"))).ToList();
        Assert.That(paths.Take(2), Is.EqualTo(new[] { "Node:16002 Peer:40001", "Node:16003 Peer:40002" }));
    }

    // The border router is the same node as in the IGP: its BGP identity carries the router id that joins the two.
    private static LinkKey Link(Net net, string from, NodeKey far, uint identifier) =>
        new(net.NodeKey(from) with { Protocol = LinkStateProtocol.Bgp, RouterId = default, BgpRouterId = (uint)net.Address(from).Low }, far)
        {
            LocalIdentifier = identifier,
            RemoteIdentifier = identifier,
        };

    private static LinkAttributes Peering(uint label) => new() { PeerSids = [new PeerSid(PeerSidKind.Adjacency, label, true)] };
}
