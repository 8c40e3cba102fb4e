using System.Numerics;

namespace PceServer.PathComputation.Search;

/// <summary>Distances from a root, or to one, in 32 or 64 bits; the largest value stands for unreachable. Memory is kept from run to run.</summary>
internal sealed class DistanceTree<T> where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public T[] Distance { get; private set; } = [];

    /// <summary>The place among the arcs by which the node was reached, -1 at a root or where unreachable.</summary>
    public int[] Via { get; private set; } = [];

    /// <summary>Nodes nearly in the order of their distance, <see cref="SettledCount"/> entries; a node may stand there more than once.</summary>
    public int[] Settled { get; private set; } = [];

    public int SettledCount { get; set; }

    public void ReserveSettled(int count)
    {
        if (Settled.Length >= count)
            return;
        var settled = Settled;
        Array.Resize(ref settled, Math.Max(count, settled.Length * 2));
        Settled = settled;
    }

    public void Reset(int nodes)
    {
        if (Distance.Length < nodes)
        {
            Distance = new T[nodes];
            Via = new int[nodes];
            ReserveSettled(nodes);
        }
        Distance.AsSpan(0, nodes).Fill(T.MaxValue);
        Via.AsSpan(0, nodes).Fill(-1);
        SettledCount = 0;
    }

    /// <summary>True when no sum on the way to these distances can have run over. Sums that do are never taken, so that a node may seem unreachable or too far.</summary>
    public bool HoldsSums(int nodes, T largest)
    {
        var room = T.MaxValue - largest;
        // No path is longer than the largest weight on all of its links.
        if (ulong.CreateTruncating(largest) * (ulong)nodes < ulong.CreateTruncating(room))
            return true;
        var farthest = T.Zero;
        foreach (var distance in Distance.AsSpan(0, nodes))
            farthest = distance != T.MaxValue && distance > farthest ? distance : farthest;
        return farthest < room;
    }
}
