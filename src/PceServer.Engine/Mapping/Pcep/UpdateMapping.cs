using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.Pcep;

namespace PceServer.Engine.Mapping.Pcep;

/// <summary>Builds PCUpd (RFC 8231 §6.2).</summary>
internal static class UpdateMapping
{
    /// <summary>The path and every parameter that goes with it; an explicit list goes before a path, and neither = an empty ERO.</summary>
    public static PcUpd ToWire(Lsp lsp, RecordedPath? path, uint srpId, SegmentForm form) => new([
        new UpdateRequest(new LspObject(new PceServer.Pcep.PlspId(lsp.Plsp.Value), Flags(lsp) | LspFlags.Delegate))
        {
            Srp = Srp(srpId),
            Associations = lsp.Group is { } group ? [DisjointMapping.ToWire(group, path is null ? null : lsp.Reached)] : [],
            Ero = lsp.Explicit is { } given ? RouteMapping.ToWire(given.Labels, form) : path is null ? EroObject.Empty : RouteMapping.ToWire(path, form),
            Attributes = AttributeMapping.ToUpdate(lsp.Demand, path),
        },
    ]);

    /// <summary>Gives a delegation back: D=0, empty ERO (RFC 8231 §5.7.3).</summary>
    public static PcUpd ToReturn(Lsp lsp, uint srpId) => new([
        new UpdateRequest(new LspObject(new PceServer.Pcep.PlspId(lsp.Plsp.Value), Flags(lsp)))
        {
            Srp = new SrpObject(new SrpId(srpId)) { Tlvs = [new PathSetupType((PathSetup)lsp.PathSetupType)] },
            Ero = EroObject.Empty,
        },
    ]);

    /// <summary>The path setup type always goes along: without it the LSP would be RSVP-TE (RFC 8408 §4).</summary>
    private static SrpObject Srp(uint srpId) => new(new SrpId(srpId)) { Tlvs = [PathSetupType.SegmentRouting] };

    /// <summary>The PCE keeps the administrative state that the router has for the LSP.</summary>
    private static LspFlags Flags(Lsp lsp) =>
        (lsp.IsAdministrativelyUp ? LspFlags.Administrative : LspFlags.None) | (lsp.IsPceInitiated ? LspFlags.Create : LspFlags.None);
}
