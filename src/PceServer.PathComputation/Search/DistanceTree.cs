namespace PceServer.PathComputation.Search;

/// <summary>Distances from (or to) a root, and the order in which nodes were settled. Memory is kept from run to run.</summary>
internal sealed class DistanceTree
{
    /// <summary>A distance, or a weight, that does not exist.</summary>
    public const ulong Unreachable = ulong.MaxValue;

    public ulong[] Distance { get; private set; } = [];

    /// <summary>The edge by which the node was reached, -1 at a root or where unreachable.</summary>
    public int[] Via { get; private set; } = [];

    /// <summary>Nodes in the order in which they were settled, <see cref="SettledCount"/> of them.</summary>
    public int[] Settled { get; private set; } = [];

    public int SettledCount { get; set; }

    public void Reset(int nodes)
    {
        if (Distance.Length < nodes)
        {
            Distance = new ulong[nodes];
            Via = new int[nodes];
            Settled = new int[nodes];
        }
        Distance.AsSpan(0, nodes).Fill(Unreachable);
        Via.AsSpan(0, nodes).Fill(-1);
        SettledCount = 0;
    }
}
