namespace PceServer.PathComputation;

/// <summary>Word between whoever asks for candidates and the searches that look for them.</summary>
public sealed class SearchNotes
{
    /// <summary>Some search reached its work limit, or the deadline: what was not found may exist.</summary>
    public bool WasCutShort { get; internal set; }

    /// <summary>Ends a search that has come far beyond what a small one needs; what it found by then counts as not proven.</summary>
    public CancellationToken Deadline { get; init; }
}
