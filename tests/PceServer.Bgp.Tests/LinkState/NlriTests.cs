using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp.Tests.LinkState;

[Parallelizable(ParallelScope.All)]
public sealed class NlriTests
{
    private static readonly NodeDescriptor Isis = new()
    {
        AutonomousSystem = new AutonomousSystem(65000),
        BgpLsIdentifier = 0,
        IgpRouterId = new IgpRouterIdentifier(0x192016803010, 6),
    };

    private static readonly NodeDescriptor Ospf = new() { OspfAreaId = 0, IgpRouterId = new IgpRouterIdentifier(0x0A000001, 4) };
    private static readonly NodeDescriptor Pseudonode = new() { IgpRouterId = new IgpRouterIdentifier(0x19201680301001, 7) };
    private static readonly NodeDescriptor Peer = new() { AutonomousSystem = new AutonomousSystem(65001), BgpRouterId = new BgpIdentifier(0x0A000009), ConfederationMember = new AutonomousSystem(1) };
    private static readonly UInt128 Six = new(0x20010DB800000000, 1);

    private static IEnumerable<LinkStateNlri> Samples(ulong? distinguisher)
    {
        yield return new NodeNlri(ProtocolId.IsisLevel1, 1, Isis, distinguisher);
        yield return new NodeNlri(ProtocolId.IsisLevel2, ulong.MaxValue, Pseudonode, distinguisher);
        yield return new NodeNlri(ProtocolId.Direct, 0, new NodeDescriptor { IgpRouterId = new IgpRouterIdentifier(Six, 16) }, distinguisher);
        yield return new LinkNlri(ProtocolId.Ospfv2, 0, Ospf, Ospf, new LinkDescriptor
        {
            Identifiers = new LinkIdentifierPair(1, 2),
            Ipv4InterfaceAddress = new Ipv4Address(0x0A000101),
            Ipv4NeighborAddress = new Ipv4Address(0x0A000102),
            Ipv6InterfaceAddress = new Ipv6Address(Six),
            Ipv6NeighborAddress = new Ipv6Address(Six + 1),
            MultiTopologyId = 2,
            RemoteAutonomousSystem = new AutonomousSystem(65002),
            Ipv4RemoteAsbr = new Ipv4Address(0x0A000009),
            Ipv6RemoteAsbr = new Ipv6Address(Six + 2),
            Other = [new UnknownTlv(4095, [1, 2])],
        }, distinguisher);
        yield return new LinkNlri(ProtocolId.Bgp, 0, Peer, Peer, LinkDescriptor.None, distinguisher);
        yield return new PrefixNlri(ProtocolId.Ospfv3, 0, Ospf, new PrefixDescriptor
        {
            MultiTopologyId = 2,
            OspfRouteType = OspfRouteType.External2,
            Reachability = IpReachability.V6(Six, 128),
        }, distinguisher);
        yield return new PrefixNlri(ProtocolId.StaticConfiguration, 0, Isis, new PrefixDescriptor { Reachability = IpReachability.V4(0, 0) }, distinguisher);
        yield return new PrefixNlri(ProtocolId.IsisLevel2, 0, Isis, new PrefixDescriptor { Reachability = IpReachability.V4(0x0A808000, 17) }, distinguisher);
        yield return new Srv6SidNlri(ProtocolId.IsisLevel2, 0, Isis, new Ipv6Address(Six), 2, distinguisher);
        yield return new SrPolicyNlri(ProtocolId.SegmentRouting, 0, Peer, new SrPolicyDescriptor(3, 0, 0x0A000002, 100, new AutonomousSystem(65000), 0x0A000001, 1), distinguisher);
        yield return new SrPolicyNlri(ProtocolId.SegmentRouting, 0, Peer, new SrPolicyDescriptor(3, 0xC0, Six, 100, new AutonomousSystem(65000), Six, 1), distinguisher);
        yield return new UnknownNlri(65000, [1, 2, 3]);
    }

    private static IEnumerable<LinkStateNlri> Plain() => Samples(null);

    private static IEnumerable<LinkStateNlri> Vpn() => Samples(0x0000FDE800000001).Where(n => n is not UnknownNlri);

    [TestCaseSource(nameof(Plain))]
    public void Nlri_is_read_as_it_was_written(LinkStateNlri nlri) => CheckRoundTrip(nlri, AddressFamily.LinkState);

    [TestCaseSource(nameof(Vpn))]
    public void Nlri_of_a_vpn_is_read_with_its_route_distinguisher(LinkStateNlri nlri) => CheckRoundTrip(nlri, AddressFamily.LinkStateVpn);

    private static void CheckRoundTrip(LinkStateNlri nlri, AddressFamily family)
    {
        var decoded = Wrap.Nlri(nlri.Key.Octets, family.Safi);
        var read = ((BgpUpdate)decoded.Message!).Reach!.Nlri[0];
        Assert.That(decoded.Findings, Is.Empty);
        Assert.That(read, Is.EqualTo(nlri));
        Assert.That(read.SemanticFault, Is.Null);
        Assert.That((read.Type, read.Protocol, read.Identifier, read.RouteDistinguisher), Is.EqualTo((nlri.Type, nlri.Protocol, nlri.Identifier, nlri.RouteDistinguisher)));
        Assert.That(LinkStateNlri.Parse(nlri.Key, family), Is.EqualTo(nlri));
    }

    /// <summary>Inside its own length an NLRI can be cut anywhere: it is discarded or unusable, its neighbour stays.</summary>
    [TestCaseSource(nameof(Plain))]
    public void Nlri_cut_anywhere_leaves_its_neighbour_alone(LinkStateNlri nlri)
    {
        var octets = nlri.Key.Octets.ToArray();
        for (var length = 4; length < octets.Length; length++)
        {
            var cut = Wrap.Tlv(nlri.Type, octets.AsSpan(4, length - 4));
            var decoded = Wrap.Nlri([.. cut, .. Wrap.Node.Key.Octets]);
            Assert.That(decoded.Fault, Is.Null);
            Assert.That(((BgpUpdate)decoded.Message!).Reach!.Nlri[^1], Is.EqualTo(Wrap.Node));
            Assert.That(decoded.Findings.Count > 0 || ((BgpUpdate)decoded.Message!).Reach!.Nlri.Count == 2, Is.True);
        }
    }

    [Test]
    public void Node_of_nothing_but_a_router_id_is_enough()
    {
        var nlri = (NodeNlri)LinkStateNlri.Parse(Wrap.Node.Key, AddressFamily.LinkState)!;
        Assert.That(nlri.Local, Is.EqualTo(new NodeDescriptor { IgpRouterId = new IgpRouterIdentifier(1, 6) }));
    }

    [TestCase("0a000001", "10.0.0.1", false)]
    [TestCase("192016803010", "1920.1680.3010", false)]
    [TestCase("19201680301002", "1920.1680.3010.02", true)]
    [TestCase("0a0000010a000002", "10.0.0.1:10.0.0.2", true)]
    [TestCase("20010db8000000000000000000000001", "2001:db8::1", false)]
    public void Router_id_is_shown_as_its_length_says(string octets, string text, bool isPseudonode)
    {
        var key = Wrap.Tlv(1, [2, 0, 0, 0, 0, 0, 0, 0, 0, .. Wrap.Tlv(256, Wrap.Tlv(515, Convert.FromHexString(octets)))]);
        var id = ((NodeNlri)LinkStateNlri.Parse(NlriKey.Of(key), AddressFamily.LinkState)!).Local!.IgpRouterId!.Value;
        Assert.That((id.ToString(), id.IsPseudonode), Is.EqualTo((text, isPseudonode)));
    }

    [Test]
    public void Absent_and_zero_descriptor_fields_are_different_keys()
    {
        var absent = new NodeNlri(ProtocolId.IsisLevel2, 0, new NodeDescriptor { IgpRouterId = new IgpRouterIdentifier(1, 6) });
        var zero = new NodeNlri(ProtocolId.IsisLevel2, 0, new NodeDescriptor { BgpLsIdentifier = 0, IgpRouterId = new IgpRouterIdentifier(1, 6) });
        Assert.That(absent.Key, Is.Not.EqualTo(zero.Key));
    }

    [Test]
    public void Reserved_bits_of_a_topology_id_are_kept_in_the_key_and_not_in_the_value()
    {
        var plain = new LinkNlri(ProtocolId.IsisLevel2, 0, Isis, Isis, new LinkDescriptor { MultiTopologyId = 2 });
        var octets = plain.Key.Octets.ToArray();
        octets[^2] = 0xF0;
        var read = (LinkNlri)LinkStateNlri.Parse(NlriKey.Of(octets), AddressFamily.LinkState)!;
        Assert.That(read.Link.MultiTopologyId, Is.EqualTo(2));
        Assert.That(read.Key, Is.Not.EqualTo(plain.Key));
    }
}
