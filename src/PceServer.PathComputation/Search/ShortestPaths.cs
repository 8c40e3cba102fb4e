using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PceServer.PathComputation.Search;

/// <summary>
/// Dijkstra over flat arrays, without allocation once its memory has grown. Weights stand in a column by arc, the largest value where the arc may not be used.
/// Buckets where the weights are 32 bits wide and not too far apart, a <see cref="RadixHeap"/> otherwise. One for each thread.
/// </summary>
internal sealed class ShortestPaths
{
    [ThreadStatic]
    private static ShortestPaths? t_own;

    private readonly SmallSearch _small = new();
    private readonly BatchSearch _batches = new();
    private readonly RadixHeap _heap = new();

    public static ShortestPaths Own => t_own ??= new ShortestPaths();

    /// <summary>Distances from the roots, each of which starts at a value of its own. Stops once <paramref name="until"/> is settled.</summary>
    /// <param name="largest">No usable weight is above it.</param>
    public void Run<T>(in Arcs arcs, ReadOnlySpan<T> weights, T largest, ReadOnlySpan<(int Node, T Start)> roots, DistanceTree<T> tree, int until = -1)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        tree.Reset(arcs.NodeCount);
        if (typeof(T) == typeof(uint))
        {
            var most = Math.Max(uint.CreateTruncating(largest), SpreadOf(roots));
            if (TryBuckets(arcs, MemoryMarshal.Cast<T, uint>(weights), most, Cast<T, uint>(roots), (DistanceTree<uint>)(object)tree, until))
                return;
            tree.Reset(arcs.NodeCount);
        }
        _heap.Clear();
        foreach (var (node, start) in roots)
        {
            if (start >= tree.Distance[node])
                continue;
            tree.Distance[node] = start;
            _heap.Push(ulong.CreateTruncating(start), node);
        }
        RunHeap(arcs, weights, tree, until);
    }

    private bool TryBuckets(in Arcs arcs, ReadOnlySpan<uint> weights, uint most, ReadOnlySpan<(int Node, uint Start)> roots, DistanceTree<uint> tree, int until)
    {
        if (!BucketWidth.TryChoose(weights, most, out var width))
            return false;
        var isSmall = width.Buckets == BucketWidth.LeastBuckets && arcs.NodeCount <= SmallSearch.MostNodes && weights.Length <= SmallSearch.MostLinks;
        return isSmall ? _small.TryRun(arcs, weights, width.Shift, roots, tree, until) : _batches.TryRun(arcs, weights, width, roots, tree, until);
    }

    private void RunHeap<T>(in Arcs arcs, ReadOnlySpan<T> weights, DistanceTree<T> tree, int until) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var (distance, via) = (tree.Distance, tree.Via);
        while (_heap.TryPop(out var key, out var node))
        {
            var at = T.CreateTruncating(key);
            if (at != distance[node])
                continue;
            tree.Settled[tree.SettledCount++] = node;
            if (node == until)
                return;
            if (arcs.NoTransit[node] && via[node] >= 0)
                continue;
            for (var arc = arcs.Starts[node]; arc < arcs.Starts[node + 1]; arc++)
            {
                var weight = weights[arc];
                var next = at + weight;
                // The second test is for sums that run over.
                if (weight == T.MaxValue || next < at || next >= distance[arcs.Heads[arc]])
                    continue;
                distance[arcs.Heads[arc]] = next;
                via[arcs.Heads[arc]] = arc;
                _heap.Push(ulong.CreateTruncating(next), arcs.Heads[arc]);
            }
        }
    }

    private static uint SpreadOf<T>(ReadOnlySpan<(int Node, T Start)> roots) where T : unmanaged, IBinaryInteger<T>
    {
        var (least, most) = (uint.MaxValue, 0u);
        foreach (var (_, start) in roots)
            (least, most) = (Math.Min(least, uint.CreateTruncating(start)), Math.Max(most, uint.CreateTruncating(start)));
        return roots.IsEmpty ? 0 : most - least;
    }

    private static ReadOnlySpan<(int, TTo)> Cast<TFrom, TTo>(ReadOnlySpan<(int, TFrom)> roots) where TFrom : unmanaged where TTo : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<(int, TFrom), (int, TTo)>(ref MemoryMarshal.GetReference(roots)), roots.Length);
}
