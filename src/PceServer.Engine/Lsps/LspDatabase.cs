using System.Collections.Immutable;

namespace PceServer.Engine.Lsps;

/// <summary>Every table at one moment.</summary>
public sealed record LspDatabaseSnapshot(ulong Version, ImmutableDictionary<PccId, LspTable> Tables)
{
    public static readonly LspDatabaseSnapshot Empty = new(0, ImmutableDictionary<PccId, LspTable>.Empty);

    public IEnumerable<Lsp> All => Tables.Values.SelectMany(table => table.All);

    public Lsp? Find(PccId pcc, string name) => Tables.GetValueOrDefault(pcc)?.Find(name);
}

/// <summary>
/// The LSPs of all PCCs as versioned immutable snapshots. Each PCC's actor publishes its own table; readers take <see cref="Current"/> and never wait.
/// </summary>
public sealed class LspDatabase
{
    private readonly Lock _writers = new();
    private LspDatabaseSnapshot _current = LspDatabaseSnapshot.Empty;

    public LspDatabaseSnapshot Current => Volatile.Read(ref _current);

    public void Publish(LspTable table)
    {
        lock (_writers)
            Volatile.Write(ref _current, new(_current.Version + 1, _current.Tables.SetItem(table.Pcc, table)));
    }

    public void Forget(PccId pcc)
    {
        lock (_writers)
            Volatile.Write(ref _current, new(_current.Version + 1, _current.Tables.Remove(pcc)));
    }
}
