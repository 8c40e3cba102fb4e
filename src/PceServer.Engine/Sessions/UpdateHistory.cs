using System.Collections.Immutable;
using PceServer.Engine.Lsps;
using PceServer.Engine.Updates;

namespace PceServer.Engine.Sessions;

/// <summary>Writes into an LSP's history what became of its updates.</summary>
internal static class UpdateHistory
{
    public static Lsp Settle(Lsp lsp, ImmutableArray<OutstandingUpdate> updates, UpdateOutcome outcome, string? detail)
    {
        if (updates.IsEmpty)
            return lsp;
        return lsp with
        {
            Updates = [.. lsp.Updates.Select(u => updates.Any(o => o.SrpId == u.SrpId) ? u with { Outcome = outcome, Detail = detail ?? u.Detail } : u)],
        };
    }
}
