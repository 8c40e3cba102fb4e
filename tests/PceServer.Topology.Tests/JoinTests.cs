using PceServer.Testing;

namespace PceServer.Topology.Tests;

public sealed class JoinTests
{
    private static readonly NodeKey A = Key(1);
    private static readonly NodeKey B = Key(2);

    [Test]
    public void Parallel_links_are_joined_by_addresses()
    {
        var topology = Links(Link(A, B, "1.0.0.0", "1.0.0.1"), Link(A, B, "2.0.0.0", "2.0.0.1"), Link(B, A, "2.0.0.1", "2.0.0.0"),
            Link(B, A, "1.0.0.1", "1.0.0.0"));
        Assert.That(topology.EdgeCount, Is.EqualTo(4));
        foreach (var link in topology.Links)
            Assert.That(topology.KeyOf(link.Reverse!.Value).LocalAddress, Is.EqualTo(link.Key.RemoteAddress));
    }

    [Test]
    public void Unnumbered_links_are_joined_by_identifiers()
    {
        var topology = Links(Unnumbered(A, B, 1, 7), Unnumbered(A, B, 2, 8), Unnumbered(B, A, 8, 2), Unnumbered(B, A, 7, 1));
        Assert.That(topology.Links.Select(l => (l.Key.LocalIdentifier, topology.KeyOf(l.Reverse!.Value).LocalIdentifier)),
            Is.EquivalentTo(new[] { (1u, 7u), (2u, 8u), (7u, 1u), (8u, 2u) }));
        Assert.That(topology.LinkTable.JoinedByPair, Is.Empty);
    }

    [Test]
    public void Links_that_say_nothing_of_their_ends_are_joined_by_pair_and_flagged()
    {
        var topology = Links(new LinkKey(A, B), new LinkKey(B, A));
        Assert.That(topology.EdgeCount, Is.EqualTo(2));
        Assert.That(topology.LinkTable.JoinedByPair, Is.EqualTo(new[] { 0, 1 }));
    }

    [Test]
    public void Links_whose_ends_clash_are_never_joined_by_pair()
    {
        foreach (var topology in new[] { Links(Link(A, B, "1.0.0.0", "1.0.0.1"), Link(B, A, "2.0.0.1", "2.0.0.0")),
            Links(Unnumbered(A, B, 1, 7), Unnumbered(B, A, 8, 1)) })
        {
            Assert.That(topology.EdgeCount, Is.Zero);
            Assert.That(topology.UnusableLinks.Select(l => l.Reason), Is.EqualTo(new[] { UnusableReason.OneWay, UnusableReason.OneWay }));
        }
    }

    [Test]
    public void Unnumbered_links_that_borrow_one_address_are_told_apart_by_identifiers()
    {
        var forth = Unnumbered(A, B, 1, 7) with { LocalAddress = IpAddress.Parse("9.0.0.1"), RemoteAddress = IpAddress.Parse("9.0.0.2") };
        var other = forth with { LocalIdentifier = 2, RemoteIdentifier = 8 };
        var topology = Links(forth, other, other.Mirrored(), forth.Mirrored());
        foreach (var link in topology.Links)
            Assert.That(topology.KeyOf(link.Reverse!.Value), Is.EqualTo(link.Key.Mirrored()));
    }

    [Test]
    public void Addresses_win_over_links_that_would_only_fit_by_pair()
    {
        var topology = Links(new LinkKey(A, B), Link(A, B, "1.0.0.0", "1.0.0.1"), new LinkKey(B, A), Link(B, A, "1.0.0.1", "1.0.0.0"));
        Assert.That(topology.Links, Has.All.Matches<Link>(l => topology.KeyOf(l!.Reverse!.Value).Equals(l.Key.Mirrored())));
    }

    [Test]
    public void Ipv6_links_and_topologies_are_kept_apart()
    {
        var six = new LinkKey(A, B)
        {
            LocalIpv6Address = IpAddress.Parse("2001:db8::1"),
            RemoteIpv6Address = IpAddress.Parse("2001:db8::2"),
            MultiTopologyId = 2
        };
        var topology = Links(six, six.Mirrored() with { MultiTopologyId = 0 });
        Assert.That(topology.EdgeCount, Is.Zero);
        Assert.That(Links(six, six.Mirrored()).EdgeCount, Is.EqualTo(2));
    }

    [Test]
    public void Link_to_a_node_that_nobody_announced_is_unusable()
    {
        var topology = Snapshots.Of([new NodeChange("s", A, NodeAttributes.None),
            .. Changes(Link(A, B, "1.0.0.0", "1.0.0.1"), Link(B, A, "1.0.0.1", "1.0.0.0"))]);
        Assert.That((topology.NodeCount, topology.EdgeCount), Is.EqualTo((1, 0)));
        Assert.That(topology.UnusableLinks.Select(l => l.Reason), Is.All.EqualTo(UnusableReason.UnknownNode));
    }

    [Test]
    public void Peering_link_needs_neither_reverse_nor_announced_ends()
    {
        var (local, peer) = (Bgp(65000, "10.0.0.1"), Bgp(65001, "10.9.9.9"));
        var igp = A with { AutonomousSystem = 65000 };
        var topology = Snapshots.Of(
        [
            new NodeChange("s", igp, new NodeAttributes { RouterIds = [IpAddress.Parse("10.0.0.1")] }),
            new LinkChange("s", new LinkKey(local, peer), new LinkAttributes { PeerSids = [new PeerSid(PeerSidKind.Node, 24001, true)] }),
        ]);
        Assert.That((topology.NodeCount, topology.EdgeCount), Is.EqualTo((2, 1)));
        var link = topology[new EdgeIndex(0)];
        Assert.That(topology[link.From].Keys, Is.EqualTo(new[] { igp, local }));
        Assert.That(topology[link.To].RouterId, Is.EqualTo(IpAddress.Parse("10.9.9.9")));
        Assert.That((link.Reverse, topology.EdgeReverse[0]), Is.EqualTo(((EdgeIndex?)null, -1)));
    }

    [Test]
    public void Peer_of_another_as_is_not_taken_for_a_router_of_ours_with_its_identifier()
    {
        var (local, peer) = (Bgp(65002, "10.0.0.1"), Bgp(65001, "10.0.0.1"));
        var topology = Snapshots.Of(
        [
            new NodeChange("s", A, new NodeAttributes { RouterIds = [IpAddress.Parse("10.0.0.1")] }),
            new LinkChange("s", new LinkKey(local, peer), LinkAttributes.None),
        ]);
        Assert.That(topology[new NodeIndex(topology.EdgeFrom[0])].Keys, Is.EqualTo(new[] { A, local }));
        Assert.That(topology[new NodeIndex(topology.EdgeTo[0])].Keys, Is.EqualTo(new[] { peer }));
    }

    [Test]
    public void Hundreds_of_parallel_links_find_their_halves()
    {
        var keys = Enumerable.Range(0, 300).Select(i => Link(A, B, $"1.0.{i / 100}.{i % 100}", $"2.0.{i / 100}.{i % 100}")).ToArray();
        var topology = Links([.. keys, .. keys.Reverse().Select(k => k.Mirrored())]);
        Assert.That(topology.Links, Has.Length.EqualTo(600).And.All.Matches<Link>(
            l => topology.KeyOf(l!.Reverse!.Value).Equals(l.Key.Mirrored())));
    }

    [Test]
    public void Thousands_of_links_that_say_nothing_are_paired_in_order()
    {
        var forth = Enumerable.Range(1, 3000).Select(i => new LinkKey(A, B) { LocalIdentifier = (uint)i });
        var back = Enumerable.Range(1, 3000).Select(i => new LinkKey(B, A) { LocalIdentifier = (uint)i });
        var topology = Links([.. forth, .. back]);
        Assert.That((topology.EdgeCount, topology.LinkTable.JoinedByPair.Length), Is.EqualTo((6000, 6000)));
        Assert.That(topology.Links, Has.All.Matches<Link>(l => topology.KeyOf(l!.Reverse!.Value).LocalIdentifier == l.Key.LocalIdentifier));
    }

    [Test]
    public void Lan_members_meet_at_the_pseudonode_without_a_flag()
    {
        var net = Net.Build("lan X A B C 10");
        Assert.That(net.Snapshot.EdgeCount, Is.EqualTo(6));
        Assert.That(net.Snapshot.LinkTable.JoinedByPair, Is.Empty);
        Assert.That(net.Snapshot.EdgeUnreservedBandwidth[net.Edge("X-B").Value * 8], Is.EqualTo(ulong.MaxValue));
    }

    private static TopologySnapshot Links(params LinkKey[] links) =>
        Snapshots.Of([new NodeChange("s", A, NodeAttributes.None), new NodeChange("s", B, NodeAttributes.None), .. Changes(links)]);

    private static IEnumerable<TopologyChange> Changes(params LinkKey[] links) =>
        links.Select(k => new LinkChange("s", k, LinkAttributes.None));

    private static NodeKey Key(ulong id) => new(LinkStateProtocol.IsisLevel2, 0, 0, 0, 0, new IgpRouterId(id, 6));

    private static NodeKey Bgp(uint autonomousSystem, string id) =>
        new(LinkStateProtocol.Bgp, 0, autonomousSystem, 0, 0, default, (uint)IpAddress.Parse(id).Low);

    private static LinkKey Link(NodeKey local, NodeKey remote, string here, string there) =>
        new(local, remote) { LocalAddress = IpAddress.Parse(here), RemoteAddress = IpAddress.Parse(there) };

    private static LinkKey Unnumbered(NodeKey local, NodeKey remote, uint here, uint there) =>
        new(local, remote) { LocalIdentifier = here, RemoteIdentifier = there };
}
