using PceServer.Engine.Lsps;

namespace PceServer.Engine.Ledger;

/// <summary>Who holds an entry of the ledger: an LSP by name, which outlives PLSP-IDs and sessions, or an answered request that no report has taken up yet.</summary>
public readonly record struct BookingKey(PccId Pcc, string Name, uint Request = 0)
{
    public static BookingKey Of(Lsp lsp) => new(lsp.Pcc, lsp.Name);

    public static BookingKey Of(PccId pcc, uint request) => new(pcc, "", request);
}
