namespace PceServer.Engine.Lsps;

/// <summary>What a report did to an LSP; the parts that somebody acts on.</summary>
[Flags]
public enum LspChanges
{
    None = 0, Added = 1, Removed = 2, DelegationGiven = 4, DelegationRevoked = 8, State = 16, List = 32, Demand = 64, Binding = 128, Refreshed = 256,
}

/// <summary>An LSP before and after an event; null where it was not, or is no more.</summary>
public sealed record LspChange(Lsp? Before, Lsp? After, LspChanges What)
{
    public static readonly LspChange Nothing = new(null, null, LspChanges.None);

    public bool Has(LspChanges what) => (What & what) != 0;
}
