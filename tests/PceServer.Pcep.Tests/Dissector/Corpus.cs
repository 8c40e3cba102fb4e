using PceServer.Pcep.Tests.Samples;
using PceServer.Wire;

namespace PceServer.Pcep.Tests.Dissector;

/// <summary>Messages of our own that tshark 4.0 knows how to read: every object, every TLV where it may stand, SR-ERO in every form in each message.</summary>
internal static class Corpus
{
    // What tshark 4.0 does not know, or reads by an older or a mistaken layout.
    private static readonly byte[] s_unknownClasses = [22, 24, 36, 37, 38, 39, 41, 43, 44, 45, 222];
    private static readonly ushort[] s_misreadTlvs =
    [
        19, // takes the 16 octets of the extended tunnel id for an integer
        21, // wants an RSVP object of one length only
        29, // reads past the last range
        34, // knows no sub-TLV but 26: written below with that one alone
    ];

    private static readonly WireAddress s_a = Ipv4Address.Parse("192.0.2.1");
    private static readonly SrpObject s_srp = new(new SrpId(7)) { Tlvs = [PathSetupType.SegmentRouting] };
    private static readonly LspObject s_lsp = new(new PlspId(1), LspFlags.Delegate) { Tlvs = [new SymbolicPathName("pe1-to-pe2")] };
    private static readonly EroObject s_ero = new([SrEro.FromLabel(16001)]);

    public static IReadOnlyList<PcepMessage> Messages { get; } = [.. Tlvs(), .. Objects(), .. Paths(), .. Plain()];

    private static IEnumerable<ITlv> KnownTlvs() =>
    [
        .. TlvSamples.All.Where(tlv => !s_misreadTlvs.Contains(tlv.Type)),
        new PathSetupTypeCapability([PathSetup.RsvpTe, PathSetup.SegmentRouting], [new SrPceCapability(SrCapabilities.None, 10)]),
    ];

    private static IEnumerable<PcepMessage> Tlvs()
    {
        foreach (var tlv in KnownTlvs())
        {
            yield return new Open(new OpenObject(30, 120, 1) { Tlvs = [tlv] });
            yield return new PcRpt([new StateReport(s_lsp with { Tlvs = [tlv] }) { Srp = s_srp, Ero = s_ero }]);
            yield return new PcUpd([new UpdateRequest(s_lsp) { Srp = s_srp with { Tlvs = [tlv] }, Ero = s_ero }]);
            yield return new PcInitiate([new InitiateRequest(s_lsp)
            {
                Srp = s_srp,
                Ero = s_ero,
                Associations = [new AssociationObject(AssociationType.Disjoint, new AssociationId(3), s_a) { Tlvs = [tlv] }],
            }]);
        }
    }

    private static IEnumerable<PcepMessage> Objects() =>
        from sample in ObjectSamples.All
        where !s_unknownClasses.Contains(sample.Code.Class) && sample is not RouteObject && !CarriesMisread(sample)
        select new PcRpt([new StateReport(s_lsp) { Srp = s_srp, Ero = s_ero, Others = [sample] }]);

    private static bool CarriesMisread(PcepObject sample) => sample is PcepTlvObject { Tlvs: var tlvs } && tlvs.Any(tlv => s_misreadTlvs.Contains(tlv.Type));

    private static IEnumerable<PcepMessage> Paths()
    {
        foreach (var segment in SubobjectSamples.Segments.Where(list => list[0] is SrEro).SelectMany(list => list))
        {
            // The algorithm field is younger than tshark 4.0.
            if (segment is SrEro { Algorithm: not null })
                continue;
            yield return new PcRpt([new StateReport(s_lsp) { Srp = s_srp, Ero = new EroObject([segment]) }]);
            yield return new PcUpd([new UpdateRequest(s_lsp) { Srp = s_srp, Ero = new EroObject([segment, segment]) }]);
            yield return new PcInitiate([new InitiateRequest(s_lsp) { Srp = s_srp, Ero = new EroObject([segment]) }]);
            yield return new PcRep([new PathComputationResponse(new RpObject(new RequestId(9))) { Paths = [new ResponsePath(new EroObject([segment]))] }]);
        }
    }

    private static PcepMessage[] Plain() =>
    [
        Keepalive.Instance,
        StartTls.Instance,
        new Close(CloseReason.MalformedMessage),
        new PcNtf(new NotificationObject(2, 1) { Tlvs = [new OverloadDuration(60)] }),
        new PcErr([new ErrorGroup([new PcepErrorObject(PcepErrors.NotDelegated)]) { Srps = [s_srp], Lsps = [s_lsp] }]),
        new PcErr(PcepErrors.NegotiableSession) { OpenObject = new OpenObject(30, 120, 1) },
        new PcReq([new PathComputationRequest(new RpObject(new RequestId(9)))
        {
            EndPoints = EndPointsObject.ForRequest(s_a, Ipv4Address.Parse("192.0.2.2")),
            Attributes = new AttributeList { Of = new OfObject(ObjectiveFunction.MinimumCostPath), Metrics = [new MetricObject(MetricType.Te, 50)] },
        }])
        {
            SynchronizedSets = [new SynchronizedSet(new SvecObject(SvecFlags.LinkDiverse, [new RequestId(9)]))],
        },
        new PcRep([new PathComputationResponse(new RpObject(new RequestId(9))) { NoPath = new NoPathObject { Tlvs = [new NoPathVector(NoPathReasons.UnknownSource)] } }]),
        new PcRpt([new StateReport(s_lsp) { Ero = new EroObject([new Ipv4Subobject(Ipv4Address.Parse("192.0.2.1")), new Ipv6Subobject(Ipv6Address.Parse("2001:db8::1"))]) }]),
    ];
}
