using PceServer.Wire;

namespace PceServer.Pcep.Tests.Samples;

/// <summary>At least one object of every registered class and type, TLV-bearing ones with every TLV.</summary>
internal static class ObjectSamples
{
    private static readonly WireAddress s_a = Ipv4Address.Parse("192.0.2.1");
    private static readonly WireAddress s_b = Ipv4Address.Parse("192.0.2.2");
    private static readonly WireAddress s_c = Ipv6Address.Parse("2001:db8::1");
    private static readonly WireAddress s_d = Ipv6Address.Parse("2001:db8::2");
    private static readonly ValueList<Subobject> s_route = [new Ipv4Subobject(Ipv4Address.Parse("192.0.2.1")), new AsSubobject(65001)];

    public static IReadOnlyList<PcepObject> All { get; } = [.. Core(), .. Routes(), .. Stateful(), .. Monitoring(), .. P2mp(), .. Carried()];

    private static PcepObject[] Core() =>
    [
        new OpenObject(30, 120, 5) { Tlvs = TlvSamples.All.ToValueList() },
        new RpObject(new RequestId(7), RpFlags.Reoptimization | RpFlags.LooseAccepted | (RpFlags)3) { Tlvs = [PathSetupType.SegmentRouting] },
        new NoPathObject { UnsatisfiedConstraints = true, Tlvs = [new NoPathVector(NoPathReasons.UnknownSource)] },
        EndPointsObject.ForRequest(s_a, s_b),
        EndPointsObject.Between(s_c, s_d),
        new BandwidthObject(125_000),
        new BandwidthObject(250_000) { IsExisting = true },
        new MetricObject(MetricType.Te, 50, MetricFlags.Bound | MetricFlags.Computed),
        new LspaObject(1, 2, 4) { SetupPriority = 3, HoldingPriority = 2, Flags = LspaFlags.LocalProtection, Tlvs = [new SrAlgorithm(128, SrAlgorithmFlags.Strict)] },
        new SvecObject(SvecFlags.LinkDiverse | SvecFlags.NodeDiverse, [new RequestId(7), new RequestId(8)]),
        new NotificationObject(2, 1) { Tlvs = [new OverloadDuration(60)] },
        new PcepErrorObject(PcepErrors.SynchronizedRequestMissing) { Tlvs = [new ReqMissing(new RequestId(8))] },
        new LoadBalancingObject(4, 1_000),
        new CloseObject(CloseReason.DeadTimerExpired),
        new OfObject(ObjectiveFunction.MinimumCostPath),
        new ClassTypeObject(3),
        new GlobalConstraintsObject(10, 80, 5, 100),
        new BandwidthUtilizationObject(BandwidthUtilizationType.Link, 80),
        new VendorInformationObject(9, [0, 1, 0, 4, 0, 0, 0, 77]),
    ];

    private static PcepObject[] Routes() =>
    [
        EroObject.Empty,
        new EroObject(SubobjectSamples.Plain.ToValueList()),
        .. SubobjectSamples.Segments.Select(segments => new EroObject(segments)),
        .. SubobjectSamples.Segments.Select(segments => new RroObject(segments)),
        new RroObject(s_route),
        new IroObject(SubobjectSamples.Plain.ToValueList()),
        new XroObject(SubobjectSamples.Plain.Where(s => s is not ExrsSubobject).ToValueList()) { Flags = 1 },
        new PathKeyObject([new PathKeyIpv4Subobject(3, Ipv4Address.Parse("192.0.2.1"))]),
    ];

    private static PcepObject[] Stateful() =>
    [
        new LspObject(new PlspId(1), LspFlags.Delegate | LspFlags.Administrative)
        {
            Operational = OperationalState.Active, Tlvs = TlvSamples.All.ToValueList(),
        },
        new SrpObject(new SrpId(9), SrpFlags.Remove) { Tlvs = [PathSetupType.SegmentRouting] },
        new AssociationObject(AssociationType.SrPolicy, new AssociationId(1), s_a)
        {
            Tlvs =
            [
                ExtendedAssociationId.ForSrPolicy(100, s_b),
                new SrPolicyCandidatePathId(ProtocolOrigin.Pcep, 0, new Ipv6Address(0xC0000201), 1),
                new SrPolicyCandidatePathPreference(100),
            ],
        },
        new AssociationObject(AssociationType.Disjoint, new AssociationId(2), s_c) { Tlvs = [new DisjointnessConfiguration(DisjointnessFlags.LinkDiverse)] },
        new PathAttribObject(new PathId(1)) { Operational = OperationalState.Up, Tlvs = [new MultipathWeight(3)] },
        new CciObject(7, 16001, CciFlags.OutLabel) { Tlvs = [new Ipv4AddressTlv(Ipv4Address.Parse("192.0.2.1"))] },
    ];

    private static PcepObject[] Monitoring() =>
    [
        new MonitoringObject(new MonitoringId(3), MonitoringFlags.ProcessingTime | MonitoringFlags.Overload),
        new PccIdReqObject(s_a),
        new PccIdReqObject(s_c),
        new PceIdObject(s_b),
        new PceIdObject(s_d),
        new ProcTimeObject(10, 1, 20, 9, 2) { Flags = 1 },
        new OverloadObject(30),
    ];

    private static PcepObject[] P2mp() =>
    [
        new EndPointsP2mpObject(LeafType.New, s_a, [s_a, s_b]),
        new EndPointsP2mpObject(LeafType.Kept, s_c, [s_d]),
        new UnreachDestinationObject(false, [s_b]),
        new UnreachDestinationObject(true, [s_d]),
        new SeroObject(s_route),
        new SrroObject(s_route),
        new BranchNodeCapabilityObject(true, s_route),
        new BranchNodeCapabilityObject(false, s_route),
    ];

    // Classes that are kept as they came, and one that nobody has assigned.
    private static PcepObject[] Carried() =>
    [
        .. new byte[] { 36, 37, 38, 39, 41, 43 }.Select(c => new VerbatimObject(new ObjectCode(c, 1), [0, 0, 0, c])),
        new VerbatimObject(new ObjectCode(222, 3), [1, 2, 3, 4, 5, 6, 7, 8]),
    ];
}
