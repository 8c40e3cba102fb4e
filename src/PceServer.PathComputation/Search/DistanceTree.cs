using System.Numerics;

namespace PceServer.PathComputation.Search;

/// <summary>Distances from a root, or to one, in 32 or 64 bits; the largest value stands for unreachable. Memory is kept from run to run.</summary>
internal sealed class DistanceTree<T> where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public T[] Distance { get; private set; } = [];

    /// <summary>The place among the arcs by which the node was reached, -1 at a root or where unreachable.</summary>
    public int[] Via { get; private set; } = [];

    /// <summary>Nodes in the order in which they were settled, <see cref="SettledCount"/> of them.</summary>
    public int[] Settled { get; private set; } = [];

    public int SettledCount { get; set; }

    public bool IsReached(int node) => Distance[node] != T.MaxValue;

    public void Reset(int nodes)
    {
        if (Distance.Length < nodes)
        {
            Distance = new T[nodes];
            Via = new int[nodes];
            Settled = new int[nodes];
        }
        Distance.AsSpan(0, nodes).Fill(T.MaxValue);
        Via.AsSpan(0, nodes).Fill(-1);
        SettledCount = 0;
    }
}
