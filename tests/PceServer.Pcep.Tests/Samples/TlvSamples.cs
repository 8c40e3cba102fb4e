using PceServer.Wire;

namespace PceServer.Pcep.Tests.Samples;

/// <summary>At least one TLV of every registered type, with values that fill every field.</summary>
internal static class TlvSamples
{
    private static readonly Ipv4Address s_a = Ipv4Address.Parse("192.0.2.1");
    private static readonly Ipv4Address s_b = Ipv4Address.Parse("192.0.2.2");
    private static readonly Ipv6Address s_c = Ipv6Address.Parse("2001:db8::1");
    private static readonly Ipv6Address s_d = Ipv6Address.Parse("2001:db8::2");

    /// <summary>Sub-TLVs of PATH-SETUP-TYPE-CAPABILITY.</summary>
    public static IReadOnlyList<ITlv> PathSetupSubTlvs { get; } =
    [
        new PceccCapability(PceccCapabilities.Label | PceccCapabilities.NativeIp),
        new SrPceCapability(SrCapabilities.NaiToSid | SrCapabilities.SrAlgorithm, 10),
        new Srv6PceCapability(Srv6Capabilities.NaiToSid, [new MaximumSidDepth(41, 5), new MaximumSidDepth(42, 4), new MaximumSidDepth(44, 7)]),
    ];

    /// <summary>Sub-TLVs of AUTO-BANDWIDTH-ATTRIBUTES.</summary>
    public static IReadOnlyList<ITlv> AutoBandwidthSubTlvs { get; } =
    [
        new SampleInterval(300),
        new AdjustmentInterval(86400),
        new DownAdjustmentInterval(3600),
        new AdjustmentThreshold(125_000),
        new AdjustmentThresholdPercentage(5, 1_000),
        new DownAdjustmentThreshold(250_000),
        new DownAdjustmentThresholdPercentage(10, 2_000),
        new MinimumBandwidth(1_000),
        new MaximumBandwidth(1_000_000),
        new OverflowThreshold(3, 500_000),
        new OverflowThresholdPercentage((50u << 25) | 2, 4_000),
        new UnderflowThreshold(4, 600_000),
        new UnderflowThresholdPercentage((60u << 25) | 5, 5_000),
    ];

    /// <summary>TLVs of objects.</summary>
    public static IReadOnlyList<ITlv> All { get; } =
    [
        .. Computation(), .. Stateful(), .. Setup(), .. Groups(), .. SegmentRouting(), .. Multipath(), .. Vendors(),
    ];

    private static ITlv[] Computation() =>
    [
        new NoPathVector(NoPathReasons.UnknownDestination | NoPathReasons.DisjointPathNotFound),
        new OverloadDuration(60),
        new ReqMissing(new RequestId(7)),
        new OfList([ObjectiveFunction.MinimumCostPath, ObjectiveFunction.MinimumLoadPath, ObjectiveFunction.MinimizeSharedNodes]),
        new Order(3, 4),
        new P2mpCapable(0),
        new VendorInformationTlv(9, [0, 1, 0, 4, 0, 0, 0, 77]),
        new HPceCapability(HPceCapabilities.ParentRequest),
        new DomainId(DomainType.FourOctetAs, [0, 1, 0, 0]),
        new HPceFlag(HPceRequestFlags.DomainSequenceOnly),
    ];

    private static ITlv[] Stateful() =>
    [
        new StatefulPceCapability(StatefulCapabilities.LspUpdate | StatefulCapabilities.LspInstantiation | StatefulCapabilities.Color),
        new SymbolicPathName("pe1-to-pe2"),
        new Ipv4LspIdentifiers(s_a, new LspId(1), new TunnelId(2), s_a.Value, s_b),
        new Ipv6LspIdentifiers(s_c, new LspId(3), new TunnelId(4), s_c, s_d),
        new P2mpIpv4LspIdentifiers(s_a, new LspId(5), new TunnelId(6), s_a.Value, 7),
        new P2mpIpv6LspIdentifiers(s_c, new LspId(8), new TunnelId(9), s_c, 10),
        new LspErrorCode(LspError.UnacceptableParameters),
        new RsvpErrorSpec([0, 12, 6, 1, 192, 0, 2, 1, 0, 24, 0, 2]),
        new LspDbVersion(1234567890123),
        new SpeakerEntityId([112, 101, 49]),
        new LspExtendedFlag([1, 0x80000000]),
        new SchedLspAttribute(ScheduleFlags.RelativeStart, 100, 200, new ScheduleLeeway(1, 2)),
        new SchedPdLspAttribute(ScheduleFlags.Activated, ScheduleRepetition.EveryYear, 3, 100, 200, 300, new ScheduleLeeway(3, 4)),
        new AutoBandwidthCapability(0),
        new AutoBandwidthAttributes(AutoBandwidthSubTlvs.ToValueList()),
        new PceFlowspecCapability(0),
    ];

    private static ITlv[] Setup() =>
    [
        new SrPceCapability(SrCapabilities.UnlimitedMsd, 0),
        PathSetupType.SegmentRouting,
        new PathSetupTypeCapability([PathSetup.RsvpTe, PathSetup.SegmentRouting, PathSetup.Srv6], PathSetupSubTlvs.ToValueList()),
        new Ipv4AddressTlv(s_a),
        new Ipv6AddressTlv(s_c),
        new UnnumberedEndpoint(s_b, 17),
    ];

    private static ITlv[] Groups() =>
    [
        new OperatorConfiguredAssociationRange([new AssociationRange(AssociationType.Disjoint, new AssociationId(1), 100)]),
        new GlobalAssociationSource(65001),
        new ExtendedAssociationId([1, 2, 3, 4, 5]),
        new AssocTypeList([AssociationType.Disjoint, AssociationType.SrPolicy, AssociationType.PathProtection]),
        new PathProtectionAssociation(ProtectionFlags.Protecting) { ProtectionType = 8 },
        new DisjointnessConfiguration(DisjointnessFlags.LinkDiverse | DisjointnessFlags.Strict),
        new DisjointnessStatus(DisjointnessFlags.NodeDiverse | DisjointnessFlags.SrlgDiverse),
        new PolicyParameters([1, 2, 3]),
        new BidirectionalLspAssociation(BidirectionalFlags.Reverse | BidirectionalFlags.Corouted),
        new VirtualNetwork("blue"),
    ];

    private static ITlv[] SegmentRouting() =>
    [
        TePathBinding.ForLabel(24001),
        TePathBinding.Allocate(BindingType.MplsLabel),
        new TePathBinding(BindingType.MplsLabelStackEntry, BindingFlags.Removal, [5, 220, 16, 0]),
        new TePathBinding(BindingType.Srv6Sid, BindingFlags.None, [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
        new TePathBinding(BindingType.Srv6SidWithStructure, BindingFlags.None,
            [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 14, 32, 16, 16, 0]),
        new SrPolicyName("gold"),
        new SrPolicyCandidatePathId(ProtocolOrigin.Pcep, 65001, new Ipv6Address(s_a.Value), 5),
        new SrPolicyCandidatePathName("gold-1"),
        new SrPolicyCandidatePathPreference(200),
        new ComputationPriority(10),
        new ExplicitNullLabelPolicy(3),
        new Invalidation(InvalidationFlags.None, InvalidationFlags.Drop),
        new SrPolicyCapability(SrPolicyCapabilities.ComputationPriority | SrPolicyCapabilities.Stateless),
        new SrAlgorithm(128, SrAlgorithmFlags.Strict),
        new Color(100),
    ];

    private static ITlv[] Multipath() =>
    [
        new MultipathCap(4, MultipathCapabilities.Weight | MultipathCapabilities.OppositeDirection),
        new MultipathWeight(10),
        new MultipathBackup(MultipathBackupFlags.PureBackup, [new PathId(2), new PathId(3)]),
        new MultipathOppositeDirection(OppositeDirectionFlags.NodeCorouted, new PathId(4)),
    ];

    private static ITlv[] Vendors() =>
    [
        new CiscoBindingSid(0, [0, 0xfa, 0xa0, 0]),
        new JuniperExtendedAssociationId(100, s_b, [1, 2]),
        new JuniperCandidatePathId([10, 0, 0, 0, 0, 0, 0, 1]),
        new JuniperCandidatePathPreference(100),
        new UnknownTlv(65000, [1, 2, 3]),
    ];
}
