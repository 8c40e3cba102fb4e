using PceServer.Pcep;

namespace PceServer.Emulation;

/// <summary>What a router makes of one request of a PCUpd or PCInitiate.</summary>
internal abstract record LspVerdict
{
    private LspVerdict()
    {
    }

    /// <summary>The LSP is to be as given; reported with the id of the request.</summary>
    public sealed record Keep(EmulatedLsp Lsp, SrpId Srp) : LspVerdict;

    public sealed record Remove(IReadOnlyList<EmulatedLsp> Lsps, SrpId Srp) : LspVerdict;

    public sealed record Refuse(PcepErrorCode Error, SrpObject? Srp) : LspVerdict;
}
