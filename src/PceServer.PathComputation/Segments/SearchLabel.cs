namespace PceServer.PathComputation.Segments;

/// <summary>A partial segment list: it ends at a node after some SIDs, at a cost.</summary>
/// <param name="Parent">Index of the label that it extends, -1 at the source.</param>
/// <param name="Edge">The link of an adjacency segment; -1 for a node segment; below that the binding SID of place -2 - Edge.</param>
/// <param name="FarEdge">
/// Of an adjacency segment on a LAN the link from the pseudonode to the far end; of a prefix segment that was followed route by route its place among those of the
/// algorithm; -1 otherwise.
/// </param>
/// <param name="Passed">Inclusions behind it.</param>
internal readonly record struct SearchLabel(int Node, int Parent, int Edge, int FarEdge, int Sids, int Passed, ulong Cost)
{
    /// <summary>Most SIDs of a list that leaves the head-end as this one does.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>Place of the anycast segment that led here and that only some segments may follow; -1 when there is none.</summary>
    public int Anycast { get; init; } = -1;

    /// <summary>The domain that the node was entered by and is closed to transit in; -1 when there is none.</summary>
    public int ClosedDomain { get; init; } = -1;

    /// <summary>Place of the binding SID, negative when it is none.</summary>
    public int Covered => -2 - Edge;
}

/// <summary>What a segment search ended with.</summary>
internal enum SearchEnd : byte
{
    Found, NothingWithin,

    /// <summary>The work limit came first; what was found until then may not be the best.</summary>
    Unproven,

    /// <summary>The work limit came before anything was found.</summary>
    WorkLimit,
}
