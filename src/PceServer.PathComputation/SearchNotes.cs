namespace PceServer.PathComputation;

/// <summary>Word between whoever asks for candidates and the searches that look for them.</summary>
public sealed class SearchNotes
{
    private const int UntimedWork = 64;

    /// <summary>Some search reached its work limit, or the deadline: what was not found may exist.</summary>
    public bool WasCutShort { get; internal set; }

    /// <summary>Ends a search that has come far beyond what a small one needs; what it found by then counts as not proven.</summary>
    public CancellationToken Deadline { get; init; }

    /// <summary>Looked at now and then, and never in a search so small that the clock would decide by how busy the machine is.</summary>
    /// <param name="work">What a search has done.</param>
    internal bool IsLate(int work) => (work & 15) == 0 && work >= UntimedWork && Deadline.IsCancellationRequested;
}
