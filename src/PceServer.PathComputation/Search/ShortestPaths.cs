using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PceServer.PathComputation.Search;

/// <summary>
/// Dijkstra over flat arrays, without allocation once its memory has grown. Weights stand in a column by arc, the largest value where the arc may not be used.
/// Small weights go through a <see cref="BucketSearch"/>, others through a <see cref="RadixHeap"/>. One for each thread.
/// </summary>
internal sealed class ShortestPaths
{
    [ThreadStatic]
    private static ShortestPaths? t_own;

    private readonly BucketSearch _buckets = new();
    private readonly RadixHeap _heap = new();

    public static ShortestPaths Own => t_own ??= new ShortestPaths();

    /// <summary>Distances from the roots, each of which starts at a value of its own. Stops once <paramref name="until"/> is settled.</summary>
    /// <param name="largest">No usable weight is above it.</param>
    public void Run<T>(in Arcs arcs, ReadOnlySpan<T> weights, T largest, ReadOnlySpan<(int Node, T Start)> roots, DistanceTree<T> tree, int until = -1)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        tree.Reset(arcs.NodeCount);
        if (typeof(T) == typeof(uint) && uint.CreateTruncating(largest) < BucketRing.Size && SpreadOf(roots) < BucketRing.Size)
        {
            _buckets.Run(
                arcs, MemoryMarshal.Cast<T, uint>(weights), uint.CreateTruncating(largest), Cast<T, uint>(roots), (DistanceTree<uint>)(object)tree, until);
            return;
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
