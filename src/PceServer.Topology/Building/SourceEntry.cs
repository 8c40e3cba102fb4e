namespace PceServer.Topology;

/// <summary>A feed as the builder knows it.</summary>
internal sealed class SourceEntry(string name)
{
    public string Name => name;

    public int Priority { get; set; } = SourcePolicy.DefaultPriority;

    /// <summary>Adds values to what others announce, announces nothing.</summary>
    public bool IsSupplement { get; set; }

    /// <summary>Grows when the session to the source breaks: facts of an older generation are stale.</summary>
    public int Generation { get; set; }

    /// <summary>Facts of this or an older generation may be left; cleared by a refresh.</summary>
    public bool IsStale { get; set; }

    public bool ComesBefore(SourceEntry other) =>
        Priority != other.Priority ? Priority > other.Priority : string.CompareOrdinal(Name, other.Name) < 0;
}
