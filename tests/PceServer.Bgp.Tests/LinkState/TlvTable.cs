using PceServer.Bgp.LinkState;
using PceServer.Wire;

namespace PceServer.Bgp.Tests.LinkState;

/// <summary>
/// One row for each TLV of attribute 29 that is read: code, value octets written by hand from the RFC, what they mean. The table is what shows that a TLV works;
/// <c>TlvTableTests.Every_registered_tlv_has_a_row</c> keeps it whole.
/// </summary>
internal static class TlvTable
{
    public sealed record Row(ushort Code, string Value, ITlv Meaning)
    {
        public byte[] Octets => Convert.FromHexString(Value.Replace(" ", ""));

        public override string ToString() => $"{Code} {Meaning.GetType().Name}";
    }

    private static Row On(string value, ITlv meaning) => new(meaning.Type, value, meaning);

    private static readonly Ipv6Address Six = new(new UInt128(0x20010DB800000000, 1));
    private const string SixOctets = "20010db8000000000000000000000001";
    private const string NoOctets = "00000000000000000000000000000000";
    private static readonly EndXFields EndX = new(5, 0x80, 128, 1, 0);

    public static IReadOnlyList<Row> Rows { get; } =
    [
        On("00000009 00000008", new LinkIdentifiers(9, 8)),
        On("0002 7001", new MultiTopologyIdentifiers([2, 0x7001])),
        On("010a 0203", new NodeMsd([new Msd(1, 10), new Msd(2, 3)])),
        On("0106", new LinkMsd([new Msd(1, 6)])),
        On("90", new NodeFlagBits(NodeFlags.Overload | NodeFlags.AreaBorder)),
        On("0102", new OpaqueNodeAttribute([1, 2])),
        On("7231", NodeName.Of("r1")),
        On("490001", new IsisAreaIdentifier([0x49, 0, 1])),
        On("0a000001", new LocalIpv4RouterId(new Ipv4Address(0x0A000001))),
        On(SixOctets, new LocalIpv6RouterId(Six)),
        On("0a000002", new RemoteIpv4RouterId(new Ipv4Address(0x0A000002))),
        On(SixOctets, new RemoteIpv6RouterId(Six)),
        On("00000001 00000002", new SbfdDiscriminators([1, 2])),
        On("c0 00 001f40 0489 0003 003e80", new SrCapabilities(0xC0, [new SidRange(8000, SidLabel.Label(16000))])),
        On("0080", new SrAlgorithms([0, 128])),
        On("00 00 0003e8 0489 0003 003a98 000064 0489 0004 00004e20", new SrLocalBlock(0, [new SidRange(1000, SidLabel.Label(15000)), new SidRange(100, new SidLabel(20000, 4))])),
        On("05", new SrmsPreference(5)),
        On("4000 0000", new Srv6Capabilities(0x4000)),
        On("81 01 00 64 0410 0004 0000000f 0413 0004 80000000 0415 0004 0000002a", new FlexAlgorithmDefinition(129, 1, 0, 100, [new FadExcludeAny([15]), new FadFlags([0x80000000]), new FadExcludeSrlg([42])])),
        On("80 00 0000 00002710", new FlexAlgorithmPrefixMetric(128, 0, 10000)),
        On("0000000f", new AdministrativeGroup(15)),
        On("4e9502f9", new MaximumLinkBandwidth(1.25e9f)),
        On("4e9502f9", new MaximumReservableLinkBandwidth(1.25e9f)),
        On("3f800000 40000000 40400000 40800000 40a00000 40c00000 40e00000 41000000", new UnreservedBandwidth([1, 2, 3, 4, 5, 6, 7, 8])),
        On("0000000a", new TeDefaultMetric(10)),
        On("0100", new LinkProtectionType(1)),
        On("c0", new MplsProtocolMask(0xC0)),
        On("00000a", new IgpMetric(10)),
        On("00000001 00000002", new SharedRiskLinkGroups([1, 2])),
        On("aabb", new OpaqueLinkAttribute([0xAA, 0xBB])),
        On("6574682f30", LinkName.Of("eth/0")),
        On("30 64 0000 005dc1", new AdjacencySid(0x30, 100, 24001, 3)),
        On("30 00 0000 192016803010 005dc1", new LanAdjacencySid(0x30, 0, new IgpRouterIdentifier(0x192016803010, 6), 24001, 3)),
        On("c0 00 0000 018894", new PeerNodeSid(0xC0, 0, 100500, 3)),
        On("c0 00 0000 018895", new PeerAdjacencySid(0xC0, 0, 100501, 3)),
        On("00 01 0000 00000007", new PeerSetSid(0, 1, 7, 4)),
        On("0005 80 80 01 00" + SixOctets + "04e4 0004 28181000", new Srv6EndXSid(EndX, Six, [new Srv6SidStructure(40, 24, 16, 0)])),
        On("0005 80 80 01 00 000000000002" + SixOctets, new IsisSrv6LanEndXSid(EndX, new IgpRouterIdentifier(2, 6), Six, [])),
        On("0005 80 80 01 00 0a000002" + SixOctets, new Ospfv3Srv6LanEndXSid(EndX, new IgpRouterIdentifier(0x0A000002, 4), Six, [])),
        On("80 0003e8", new UnidirectionalLinkDelay(1000, 0x80)),
        On("00 0003e8 00 0007d0", new MinMaxUnidirectionalLinkDelay(1000, 2000)),
        On("00 000032", new UnidirectionalDelayVariation(50)),
        On("00 000003", new UnidirectionalLinkLoss(3)),
        On("4e9502f9", new UnidirectionalResidualBandwidth(1.25e9f)),
        On("4e9502f9", new UnidirectionalAvailableBandwidth(1.25e9f)),
        On("4e9502f9", new UnidirectionalUtilizedBandwidth(1.25e9f)),
        On("", new GracefulLinkShutdown()),
        On("04 00 0000 40000000 0444 0004 0000000b", ApplicationSpecificLinkAttributes.For(StandardApplication.SrPolicy, new TeDefaultMetric(11))),
        On("00000001 0441 0004 4e9502f9", new L2BundleMemberAttributes(1, [new MaximumLinkBandwidth(1.25e9f)])),
        On("00000001 00000002", new ExtendedAdministrativeGroup([1, 2])),
        On("80", new IgpFlags(IgpPrefixFlags.IsisDown)),
        On("00000001", new IgpRouteTags([1])),
        On("0000000000000002", new IgpExtendedRouteTags([2])),
        On("00000064", new PrefixMetric(100)),
        On("0a010101", new OspfForwardingAddress(0x0A010101, false)),
        On("01", new OpaquePrefixAttribute([1])),
        On("40 80 0000 00000010", PrefixSid.Index(16, 0x40, 128)),
        On("00 00 0064 0486 0008 0000000000000001", new SidMappingRange(0, 100, [PrefixSid.Index(1)])),
        On("00 80 0000 0000000a 04e4 0004 28181000", new Srv6Locator(0, 128, 10, [new Srv6SidStructure(40, 24, 16, 0)])),
        On("20", new PrefixAttributeFlags([0x20])),
        On("0a000001", new SourceRouterIdentifier(0x0A000001, false)),
        On("0a000001", new SourceOspfRouterId(new Ipv4Address(0x0A000001))),
        On("003e80", SidLabel.Label(16000)),
        On("0001 00 80", new Srv6EndpointBehavior(1, 0, 128)),
        On("80 01 0000 0000fde8 0a000001", new Srv6BgpPeerNodeSid(0x80, 1, new AutonomousSystem(65000), new BgpIdentifier(0x0A000001))),
        On("28 18 10 00", new Srv6SidStructure(40, 24, 16, 0)),
        On("4000 0000 03e80000 00000000", new SrBindingSid(0x4000, 1000u << 16, 0)),
        On("8000 0000" + SixOctets + NoOctets + "04e2 0004 0001 00 00 04e4 0004 28181000", new Srv6BindingSid(0x8000, Six, default, [new Srv6EndpointBehavior(1, 0, 0), new Srv6SidStructure(40, 24, 16, 0)])),
        On("0a 00 4800 00000064", new SrCandidatePathState(10, 0x4800, 100)),
        On("6370", new SrCandidatePathName([0x63, 0x70])),
        On("706f6c", new SrPolicyName([0x70, 0x6F, 0x6C])),
        On("0400 0000 0000 80 00 04ba 0004 4e9502f9", new SrCandidatePathConstraints(0x0400, 0, 128, [new SrBandwidthConstraint(1.25e9f)])),
        On("4000 0000 0000 00 00 00000001 04b6 0009 01 00 8000 03e80000 00", new SrSegmentList(0x4000, 0, 0, 1, [SrSegment.OfLabel(16000)])),
        On("01 00 8800 03e80000 80", new SrSegment(SrSegmentType.MplsLabel, 0x8800, 0x03E80000, new SrSegmentDescriptor { Algorithm = 128 })),
        On("02 80 0000 00000064 000000c8 0000012c", new SrSegmentListMetric(2, 0x80, 100, 200, 300)),
        On("01 00 01 00 00000001 00000002", new SrAffinityConstraint([1], [], [2])),
        On("000000aa", new SrSrlgConstraint([170])),
        On("4e9502f9", new SrBandwidthConstraint(1.25e9f)),
        On("80 80 0000 0000002a", new SrDisjointGroupConstraint(0x80, 0x80, [0, 0, 0, 42])),
        On("c000 0000 00000007", new SrBidirectionalGroupConstraint(0xC000, [0, 0, 0, 7])),
        On("02 80 0000 00000064 000000c8", new SrMetricConstraint(2, 0x80, 100, 200)),
        On("4e9502f9", new SrSegmentListBandwidth(1.25e9f)),
        On("00000007", new SrSegmentListIdentifier(7)),
    ];

    /// <summary>Sub-TLVs that stand only inside others.</summary>
    public static IReadOnlyList<Row> SubTlvs { get; } =
    [
        On("0000000f", new FadExcludeAny([15])),
        On("000000f0", new FadIncludeAny([0xF0])),
        On("000000aa", new FadIncludeAll([0xAA])),
        On("80000000", new FadFlags([0x80000000])),
        On("0000002a", new FadExcludeSrlg([42])),
        On("02 04100411", new FadUnsupported(ProtocolId.IsisLevel2, [4, 0x10, 4, 0x11])),
    ];
}
