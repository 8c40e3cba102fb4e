using PceServer.Pcep;
using PceServer.Pcep.Tests.Samples;
using PceServer.Wire;

namespace PceServer.Fuzz;

/// <summary>One good message of every type, and one around each sample object.</summary>
internal static class SeedMessages
{
    private static readonly SrpObject s_srp = new(new SrpId(7)) { Tlvs = [PathSetupType.SegmentRouting] };
    private static readonly LspObject s_lsp = new(new PlspId(1), LspFlags.Delegate) { Tlvs = [new SymbolicPathName("pe1-to-pe2")] };
    private static readonly EroObject s_ero = new([SrEro.FromLabel(16001), SrEro.FromLabel(16002, new Ipv4NodeNai(new Ipv4Address(1)))]);
    private static readonly RpObject s_rp = new(new RequestId(9));
    private static readonly EndPointsObject s_endPoints = EndPointsObject.ForRequest(new Ipv4Address(1), new Ipv4Address(2));
    private static readonly MetricObject s_metric = new(MetricType.Te, 50);

    public static IReadOnlyList<PcepMessage> All { get; } = [.. Messages(), .. ObjectSamples.All.Select(Around)];

    private static PcepMessage[] Messages() =>
    [
        new Open(new OpenObject(30, 120, 1) { Tlvs = TlvSamples.All.Where(t => t is not SrPceCapability).ToValueList() }),
        Keepalive.Instance,
        new PcReq([new PathComputationRequest(s_rp) { EndPoints = s_endPoints, Attributes = new AttributeList { Metrics = [s_metric] } }])
        {
            SynchronizedSets = [new SynchronizedSet(new SvecObject(SvecFlags.LinkDiverse, [new RequestId(9)]))],
        },
        new PcRep([
            new PathComputationResponse(s_rp) { Paths = [new ResponsePath(s_ero)] },
            new PathComputationResponse(s_rp) { NoPath = new NoPathObject { Tlvs = [new NoPathVector(NoPathReasons.UnknownSource)] } }]),
        new PcNtf(new NotificationObject(2, 1)),
        new PcErr([new ErrorGroup([new PcepErrorObject(PcepErrors.NotDelegated)]) { Srps = [s_srp] }]),
        new Close(CloseReason.NoExplanation),
        new PcMonReq(new MonitoringObject(new MonitoringId(1), MonitoringFlags.General)) { PccIdReq = new PccIdReqObject(new Ipv4Address(1)) },
        new PcMonRep(new MonitoringObject(new MonitoringId(1), MonitoringFlags.General)) { Metrics = [new MonitoredPce(new PceIdObject(new Ipv4Address(2)))] },
        new PcRpt([
            new StateReport(s_lsp) { Srp = s_srp, Ero = s_ero, Rro = new RroObject(s_ero.Subobjects), ActualMetrics = [s_metric] },
            new StateReport(s_lsp) { Ero = EroObject.Empty }]),
        new PcUpd([new UpdateRequest(s_lsp) { Srp = s_srp, Ero = s_ero, Attributes = new AttributeList { Metrics = [s_metric] } }]),
        new PcInitiate([new InitiateRequest(s_lsp) { Srp = s_srp, EndPoints = s_endPoints, Ero = s_ero }]),
        StartTls.Instance,
        new UnknownMessage((MessageType)200, [1, 2, 3, 4]),
    ];

    private static PcRpt Around(PcepObject sample) => new([new StateReport(s_lsp) { Srp = s_srp, Ero = s_ero, Others = [sample] }]);
}
