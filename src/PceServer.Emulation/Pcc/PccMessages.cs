using PceServer.Pcep;
using PceServer.Wire;

namespace PceServer.Emulation;

/// <summary>The messages of a router, as routers write them.</summary>
internal static class PccMessages
{
    public static OpenObject Open(EmulatedPccOptions options, byte sessionId)
    {
        var stateful = StatefulCapabilities.LspUpdate | (options.AcceptsInitiation ? StatefulCapabilities.LspInstantiation : StatefulCapabilities.None);
        var sr = new SrPceCapability(SrCapabilities.SrAlgorithm, options.MaximumSidDepth);
        var tlvs = new List<ITlv> { new StatefulPceCapability(stateful) };
        if (options.UsesLegacyCapability)
            tlvs.Add(sr);
        else
            tlvs.Add(new PathSetupTypeCapability([PathSetup.RsvpTe, PathSetup.SegmentRouting], [sr]));
        tlvs.Add(new AssocTypeList([AssociationType.SrPolicy, AssociationType.Disjoint]));
        if (options.SpeakerEntityId is { } id)
            tlvs.Add(new SpeakerEntityId(ValueList.Own(System.Text.Encoding.UTF8.GetBytes(id))));
        return new OpenObject(options.KeepaliveSeconds, options.DeadTimerSeconds, sessionId) { Tlvs = tlvs.ToValueList() };
    }

    /// <summary>A state report (RFC 8231 §6.1).</summary>
    public static PcRpt Report(EmulatedLsp lsp, SrpId srp, bool isSync = false, bool isRemoval = false, LspError? error = null)
    {
        var flags = Flag(lsp.IsDelegated, LspFlags.Delegate) | Flag(isSync, LspFlags.Sync) | Flag(isRemoval, LspFlags.Remove)
            | Flag(lsp.IsAdministrativelyUp, LspFlags.Administrative) | Flag(lsp.IsPceInitiated, LspFlags.Create);
        List<ITlv> tlvs = [Identifiers(lsp), new SymbolicPathName(lsp.Name)];
        if (error is { } code)
            tlvs.Add(new LspErrorCode(code));
        var state = new LspObject(lsp.PlspId, flags) { Operational = isRemoval ? OperationalState.Down : lsp.State, Tlvs = tlvs.ToValueList() };
        return new PcRpt([new StateReport(state)
        {
            Srp = Srp(srp, isRemoval && srp != SrpId.Unsolicited && lsp.IsPceInitiated ? SrpFlags.Remove : SrpFlags.None),
            Associations = lsp.Associations,
            Ero = lsp.Ero,
            Attributes = lsp.Constraints,
        }]);
    }

    /// <summary>End of synchronisation: PLSP-ID 0, nothing in it (RFC 8231 §5.6).</summary>
    public static PcRpt EndOfSync() => new([new StateReport(new LspObject(PlspId.None)
    {
        Tlvs = [new Ipv4LspIdentifiers(default, default, default, 0, default)],
    }) { Ero = EroObject.Empty }]);

    public static PcReq Request(RequestId id, Ipv4Address source, Ipv4Address destination, AttributeList constraints) =>
        new([new PathComputationRequest(new RpObject(id) { Tlvs = [PathSetupType.SegmentRouting] })
        {
            EndPoints = EndPointsObject.ForRequest(source, destination), Attributes = constraints,
        }]);

    /// <summary>A PCErr that names the request it is about (RFC 8231 §6.3).</summary>
    public static PcErr Error(PcepErrorCode error, SrpObject? srp) => new([new ErrorGroup([new PcepErrorObject(error)])
    {
        Srps = srp is null ? [] : [new SrpObject(srp.SrpId) { Tlvs = [PathSetupType.SegmentRouting] }],
    }]);

    private static SrpObject Srp(SrpId id, SrpFlags flags) => new(id, flags) { Tlvs = [PathSetupType.SegmentRouting] };

    private static Ipv4LspIdentifiers Identifiers(EmulatedLsp lsp) =>
        new(lsp.Source, default, new TunnelId((ushort)lsp.PlspId.Value), lsp.Source.Value, lsp.Destination);

    private static LspFlags Flag(bool condition, LspFlags flag) => condition ? flag : LspFlags.None;
}
