using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Benchmarks.Pcep;

/// <summary>The messages that are measured.</summary>
internal static class StandardMessages
{
    /// <summary>152 octets: SRP, LSP with name and identifiers, SR-ERO of five SIDs, METRIC.</summary>
    public static PcRpt Report { get; } = new([StateReport(1, "policy-100-pe1-to-pe2-gold-path1-primary")]);

    public static PcRpt ReportOf200 { get; } =
        new(Enumerable.Range(1, 200).Select(i => StateReport((uint)i, $"policy-{i:000}-pe1-to-pe2-gold-path1-primary")).ToValueList());

    public static PcUpd Update { get; } = new([
        new UpdateRequest(new LspObject(new PlspId(1), LspFlags.Delegate | LspFlags.Administrative))
        {
            Srp = new SrpObject(new SrpId(7)) { Tlvs = [PathSetupType.SegmentRouting] },
            Ero = Path(5),
            Attributes = new AttributeList { Metrics = [new MetricObject(MetricType.Te, 50)] },
        }]);

    public static PcReq Request { get; } = new([
        new PathComputationRequest(new RpObject(new RequestId(9)) { Tlvs = [PathSetupType.SegmentRouting] })
        {
            EndPoints = EndPointsObject.ForRequest(Ipv4Address.Parse("10.0.0.1"), Ipv4Address.Parse("10.0.0.4")),
            Attributes = new AttributeList
            {
                Lspa = new LspaObject(4, 0, 0),
                Bandwidth = new BandwidthObject(125_000),
                Metrics = [new MetricObject(MetricType.Te, 50), new MetricObject(MetricType.SidDepth, 6, MetricFlags.Bound)],
                Of = new OfObject(ObjectiveFunction.MinimumCostPath),
            },
        }]);

    /// <summary>A candidate path of an SR Policy, as a PCE initiates it.</summary>
    public static PcInitiate Initiation { get; } = new([
        new InitiateRequest(new LspObject(PlspId.None, LspFlags.Delegate | LspFlags.Administrative | LspFlags.Create) { Tlvs = [new SymbolicPathName("gold-1")] })
        {
            Srp = new SrpObject(new SrpId(8)) { Tlvs = [PathSetupType.SegmentRouting] },
            EndPoints = EndPointsObject.Between(Ipv4Address.Parse("10.0.0.1"), Ipv4Address.Parse("10.0.0.4")),
            Associations = [new AssociationObject(AssociationType.SrPolicy, new AssociationId(1), Ipv4Address.Parse("10.0.0.1"))
            {
                Tlvs = [
                    ExtendedAssociationId.ForSrPolicy(100, Ipv4Address.Parse("10.0.0.4")),
                    new SrPolicyName("gold"),
                    new SrPolicyCandidatePathId(ProtocolOrigin.Pcep, 0, new Ipv6Address(0x0AFF0001), 1),
                    new SrPolicyCandidatePathPreference(100)],
            }],
            Ero = Path(5),
        }]);

    public static EroObject Path(int sids) =>
        new(Enumerable.Range(0, sids).Select(i => (Subobject)SrEro.FromLabel((uint)(16001 + i))).ToValueList());

    private static StateReport StateReport(uint id, string name) => new(
        new LspObject(new PlspId(id), LspFlags.Delegate | LspFlags.Administrative)
        {
            Operational = OperationalState.Active,
            Tlvs = [
                new SymbolicPathName(name),
                new Ipv4LspIdentifiers(Ipv4Address.Parse("10.0.0.1"), new LspId(1), new TunnelId(3), 0x0A000001, Ipv4Address.Parse("10.0.0.4"))],
        })
    {
        Srp = new SrpObject(new SrpId(3)) { Tlvs = [PathSetupType.SegmentRouting] },
        Ero = Path(5),
        Attributes = new AttributeList { Metrics = [new MetricObject(MetricType.Igp, 30, MetricFlags.Computed)] },
    };
}
