using PceServer.Bgp;
using PceServer.Bgp.LinkState;
using PceServer.Bgp.Rib;
using PceServer.Engine.Mapping.LinkState;
using PceServer.Topology;
using PceServer.Wire;
using Domain = PceServer.Topology;

namespace PceServer.Engine.Tests.Mapping;

public sealed class LinkStateMappingTests
{
    private static readonly RibPeer s_peer = new("p", 1);

    private static TopologyChange? Map(LinkStateNlri nlri, params ITlv[] tlvs) =>
        new LinkStateMapping().Map(new RibChange(AddressFamily.LinkState, nlri, new LinkStateAttribute(tlvs.ToValueList()), s_peer));

    private static LinkAttributes Link(ProtocolId protocol, params ITlv[] tlvs) => ((LinkChange)Map(
        new LinkNlri(protocol, 0, FakeBgpPeer.Node(1), FakeBgpPeer.Node(2), LinkDescriptor.None), tlvs)!).Attributes!;

    [TestCase(ProtocolId.IsisLevel2, (byte)0x30, true)]
    [TestCase(ProtocolId.Ospfv2, (byte)0x60, true)]
    [TestCase(ProtocolId.IsisLevel2, (byte)0x00, false)]
    [TestCase(ProtocolId.Ospfv2, (byte)0x00, false)]
    public void Adjacency_sid_is_label_or_index_as_the_protocol_reads_its_flags(ProtocolId protocol, byte flags, bool isLabel) =>
        Assert.That(Link(protocol, new Bgp.LinkState.AdjacencySid(flags, 3, 24001, 3)).AdjacencySids.Single(),
            Is.EqualTo(new Domain.AdjacencySid(24001, isLabel, AdjacencySidFlags.None, 3)));

    [Test]
    public void Adjacency_sid_whose_flags_contradict_each_other_is_passed_over() =>
        Assert.That(Link(ProtocolId.IsisLevel2, new Bgp.LinkState.AdjacencySid(0x20, 0, 24001, 3)).AdjacencySids, Is.Empty);

    [Test]
    public void Values_for_sr_policy_go_before_those_for_all_and_flex_algo_keeps_its_own()
    {
        var link = Link(
            ProtocolId.IsisLevel2,
            ApplicationSpecificLinkAttributes.For(StandardApplication.SrPolicy, new TeDefaultMetric(7)),
            ApplicationSpecificLinkAttributes.For(StandardApplication.FlexibleAlgorithm, new TeDefaultMetric(9)),
            new TeDefaultMetric(1), new IgpMetric(10));
        Assert.That((link.TeMetric, link.IgpMetric, link.FlexAlgo!.TeMetric, link.FlexAlgo.IgpMetric), Is.EqualTo((7u, 10u, 9u, 10u)));
    }

    [Test]
    public void Minimum_delay_goes_before_the_average_whichever_comes_first()
    {
        ITlv minimum = new MinMaxUnidirectionalLinkDelay(50, 90), average = new UnidirectionalLinkDelay(70);
        Assert.That(Link(ProtocolId.IsisLevel2, average, minimum).DelayMicroseconds, Is.EqualTo(50u));
        Assert.That(Link(ProtocolId.IsisLevel2, minimum, average).DelayMicroseconds, Is.EqualTo(50u));
        Assert.That(Link(ProtocolId.IsisLevel2, average).DelayMicroseconds, Is.EqualTo(70u));
    }

    [Test]
    public void Values_for_any_application_count_only_where_none_names_ours()
    {
        var forAny = new ApplicationSpecificLinkAttributes([], [], [new TeDefaultMetric(30), new AdministrativeGroup(4)]);
        var forOurs = ApplicationSpecificLinkAttributes.For(StandardApplication.SrPolicy, new TeDefaultMetric(20));
        var forOthers = ApplicationSpecificLinkAttributes.For(StandardApplication.RsvpTe, new TeDefaultMetric(40));
        Assert.That(Link(ProtocolId.IsisLevel2, new TeDefaultMetric(10), forAny, forOthers).TeMetric, Is.EqualTo(30u));
        Assert.That(Link(ProtocolId.IsisLevel2, new TeDefaultMetric(10), forOurs, forAny).TeMetric, Is.EqualTo(20u));
        Assert.That(Link(ProtocolId.IsisLevel2, new AdministrativeGroup(1), forOurs, forAny).AdminGroup, Is.EqualTo((AdminGroup)1u));
        Assert.That(Link(ProtocolId.IsisLevel2, new TeDefaultMetric(10), forOthers).TeMetric, Is.EqualTo(10u));
    }

    [Test]
    public void Bandwidth_that_is_no_number_is_none_at_all() =>
        Assert.That(Link(ProtocolId.IsisLevel2, new MaximumLinkBandwidth(float.NaN)).MaximumBandwidth, Is.Zero);

    [Test]
    public void Withdrawal_has_the_key_of_the_announcement()
    {
        var nlri = new LinkNlri(ProtocolId.Ospfv2, 5, FakeBgpPeer.Node(1), FakeBgpPeer.Node(2), new LinkDescriptor { Ipv4InterfaceAddress = new Ipv4Address(1), Ipv4NeighborAddress = new Ipv4Address(2) });
        var mapping = new LinkStateMapping();
        var announced = (LinkChange)mapping.Map(new RibChange(AddressFamily.LinkState, nlri, null, s_peer))!;
        var withdrawn = (LinkChange)mapping.Map(new RibChange(AddressFamily.LinkState, nlri, null, null))!;
        Assert.That((withdrawn.Key, withdrawn.Attributes), Is.EqualTo((announced.Key, (LinkAttributes?)null)));
        Assert.That(announced.Attributes, Is.EqualTo(LinkAttributes.None), "an attribute that was lost on the way leaves the link");
    }

    [Test]
    public void Node_gets_its_blocks_depths_and_flags()
    {
        var node = ((NodeChange)Map(
            new NodeNlri(ProtocolId.IsisLevel2, 0, FakeBgpPeer.Node(1)),
            NodeName.Of("r1"), new NodeFlagBits(NodeFlags.Overload), new LocalIpv4RouterId(new Ipv4Address(0x0A000001)),
            new SrCapabilities(0, [new Bgp.LinkState.SidRange(8000, SidLabel.Label(16000))]), new SrAlgorithms([0, 128]), new NodeMsd([new Msd(1, 6), new Msd(2, 9)]))!).Attributes!;
        Assert.That((node.Name, node.Overloaded, node.MaximumSidDepth, node.RouterIds.Single().ToString()), Is.EqualTo(("r1", true, (byte?)6, "10.0.0.1")));
        Assert.That(node.Srgb.Ranges.Single(), Is.EqualTo(new LabelRange(new Label(16000), 8000)));
        Assert.That((node.Algorithms.Length, node.OtherSidDepths.Single()), Is.EqualTo((2, new SidDepth(2, 9))));
    }

    [Test]
    public void Prefix_flags_are_read_by_protocol()
    {
        var isis = Prefix(ProtocolId.IsisLevel2, new PrefixAttributeFlags([0x20]), Bgp.LinkState.PrefixSid.Index(7, 0x20));
        var ospf = Prefix(ProtocolId.Ospfv2, new PrefixAttributeFlags([0x40]), Bgp.LinkState.PrefixSid.Index(7, 0x40));
        Assert.That((isis.IsNodePrefix, ospf.IsNodePrefix), Is.EqualTo(((bool?)true, (bool?)true)));
        Assert.That((isis.PrefixSids[0].Flags, ospf.PrefixSids[0].Flags), Is.EqualTo((PrefixSidFlags.NoPenultimateHopPopping, PrefixSidFlags.NoPenultimateHopPopping)));
        Assert.That(Prefix(ProtocolId.IsisLevel2).IsNodePrefix, Is.Null);

        static PrefixAttributes Prefix(ProtocolId protocol, params ITlv[] tlvs) => ((PrefixChange)Map(
            new PrefixNlri(protocol, 0, FakeBgpPeer.Node(1), new PrefixDescriptor { Reachability = IpReachability.V4(0x0A000001, 32) }), tlvs)!).Attributes!;
    }

    [Test]
    public void Prefix_that_came_down_is_told_from_one_that_went_up()
    {
        Assert.That(Prefix(ProtocolId.IsisLevel1, null, new IgpFlags(IgpPrefixFlags.IsisDown)).IsDown, Is.True);
        Assert.That(Prefix(ProtocolId.Ospfv2, null, new IgpFlags(IgpPrefixFlags.IsisDown)).IsDown, Is.False, "the bit is one of IS-IS");
        Assert.That(Prefix(ProtocolId.Ospfv2, OspfRouteType.InterArea, new PrefixAttributeFlags([0x80])), Is.EqualTo(
            new PrefixAttributes { IsNodePrefix = false, IsReadvertised = true, IsAttached = true }));
    }

    [Test]
    public void Prefix_without_metric_that_only_maps_sids_is_no_way_there()
    {
        var range = new SidMappingRange(0, 100, [Bgp.LinkState.PrefixSid.Index(1)]);
        Assert.That(Prefix(ProtocolId.IsisLevel2, null, range).IsUnreachable, Is.True);
        Assert.That(Prefix(ProtocolId.IsisLevel2, null, range, new PrefixMetric(0)).IsUnreachable, Is.False);
        Assert.That(Prefix(ProtocolId.IsisLevel2, null, Bgp.LinkState.PrefixSid.Index(1)).IsUnreachable, Is.False, "some speakers leave the metric out");
    }

    [Test]
    public void Srv6_of_nodes_links_prefixes_and_sids_becomes_facts()
    {
        var six = new Ipv6Address(new UInt128(0x20010DB800000000, 1));
        var structure = new Bgp.LinkState.Srv6SidStructure(40, 24, 16, 0);
        var bits = new Domain.Srv6SidStructure(40, 24, 16, 0);
        var node = ((NodeChange)Map(new NodeNlri(ProtocolId.IsisLevel2, 0, FakeBgpPeer.Node(1)), new Bgp.LinkState.Srv6Capabilities(0x4000), new NodeMsd([new Msd(41, 8)]))!).Attributes!;
        Assert.That((node.Srv6, node.OtherSidDepths.Single()), Is.EqualTo(((Domain.Srv6Capabilities?)new Domain.Srv6Capabilities(true), new SidDepth(41, 8))));
        Assert.That(Prefix(ProtocolId.IsisLevel2, null, new Bgp.LinkState.Srv6Locator(0x80, 128, 10, [structure])).Srv6Locators.Single(),
            Is.EqualTo(new Domain.Srv6Locator(128, 10, true, bits)));
        var link = Link(ProtocolId.IsisLevel2, new Bgp.LinkState.Srv6EndXSid(new EndXFields(5, 0xA0, 128, 7, 0), six, [structure]),
            new IsisSrv6LanEndXSid(new EndXFields(5, 0x40, 0, 0, 0), new IgpRouterIdentifier(9, 6), six, []));
        Assert.That(link.Srv6EndXSids, Is.EqualTo(new[]
        {
            new Domain.Srv6EndXSid(IpAddress.V6(six.Value), 5, Srv6SidFlags.Backup | Srv6SidFlags.Persistent, 128, 7, default, bits),
            new Domain.Srv6EndXSid(IpAddress.V6(six.Value), 5, Srv6SidFlags.Set, 0, 0, new IgpRouterId(9, 6)),
        }));
        var sid = (Srv6SidChange)Map(new Srv6SidNlri(ProtocolId.IsisLevel2, 0, FakeBgpPeer.Node(1), six, 2), new Srv6EndpointBehavior(1, 0, 128), structure,
            new Srv6BgpPeerNodeSid(0x40, 3, new AutonomousSystem(65001), new BgpIdentifier(7)))!;
        Assert.That((sid.Key.Sid, sid.Key.MultiTopologyId), Is.EqualTo((IpAddress.V6(six.Value), (ushort)2)));
        Assert.That(sid.Attributes, Is.EqualTo(new Srv6SidAttributes { Behavior = 1, Algorithm = 128, Structure = bits, Peers = [new Srv6PeerNode(65001, 7, Srv6SidFlags.Set, 3)] }));
    }

    [Test]
    public void Vpn_routes_and_policies_are_left_to_the_rib()
    {
        var node = new NodeNlri(ProtocolId.IsisLevel2, 0, FakeBgpPeer.Node(1), routeDistinguisher: 7);
        Assert.That(new LinkStateMapping().Map(new RibChange(AddressFamily.LinkStateVpn, node, null, s_peer)), Is.Null);
        var policy = new SrPolicyDescriptor(2, 0, 1, 100, new AutonomousSystem(65000), 2, 3);
        Assert.That(Map(new SrPolicyNlri(ProtocolId.SegmentRouting, 0, FakeBgpPeer.Node(1), policy)), Is.Null);
    }

    private static PrefixAttributes Prefix(ProtocolId protocol, OspfRouteType? type, params ITlv[] tlvs) => ((PrefixChange)Map(
        new PrefixNlri(protocol, 0, FakeBgpPeer.Node(1), new PrefixDescriptor { OspfRouteType = type, Reachability = IpReachability.V4(0x0A000001, 32) }), tlvs)!).Attributes!;
}
