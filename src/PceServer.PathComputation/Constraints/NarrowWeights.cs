using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using PceServer.Topology;

namespace PceServer.PathComputation.Constraints;

/// <summary>
/// Weights of one metric in 32 bits, all ones where a link may not be used: metric, colours and bandwidth in a single pass over the columns, several links at a
/// time. What touches few links (bookings, exclusions) follows link by link.
/// </summary>
internal static class NarrowWeights
{
    /// <summary>True for metrics whose column is 32 bits wide as it is, and constraints that need no more than a look at columns.</summary>
    public static bool CanFill(PathMetric metric, PathConstraints constraints) =>
        metric is PathMetric.Igp or PathMetric.Delay or PathMetric.DelayVariation
        && IsNarrow(constraints.ExcludeAny) && IsNarrow(constraints.IncludeAny) && IsNarrow(constraints.IncludeAll);

    /// <summary>Fills the column; returns the largest usable weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Fill(TopologySnapshot topology, PathMetric metric, PathConstraints constraints, Span<uint> weights)
    {
        var column = metric switch
        {
            PathMetric.Igp => topology.EdgeIgpMetric,
            PathMetric.Delay => topology.EdgeDelay,
            _ => topology.EdgeDelayVariation,
        };
        ref var metrics = ref MemoryMarshal.GetReference(column);
        ref var colours = ref MemoryMarshal.GetReference(topology.EdgeAdminGroup);
        var bandwidth = BandwidthColumns.Of(topology, constraints.SetupPriority);
        ref var offered = ref MemoryMarshal.GetArrayDataReference(bandwidth);
        ref var filled = ref MemoryMarshal.GetReference(weights);
        var rule = new Rule(constraints);
        var largest = Vector256<uint>.Zero;
        var edge = 0;
        for (; edge <= weights.Length - 8; edge += 8)
        {
            var at = (nuint)edge;
            var low = rule.Forbids(Vector256.LoadUnsafe(ref colours, at), Vector256.LoadUnsafe(ref offered, at));
            var high = rule.Forbids(Vector256.LoadUnsafe(ref colours, at + 4), Vector256.LoadUnsafe(ref offered, at + 4));
            var weight = Vector256.LoadUnsafe(ref metrics, at) | Vector256.Narrow(low, high);
            weight.StoreUnsafe(ref filled, at);
            // All ones, unusable, turn to zero for the maximum.
            largest = Vector256.Max(largest, Vector256.AndNot(weight, Vector256.Equals(weight, Vector256<uint>.AllBitsSet)));
        }
        var most = 0u;
        for (var i = 0; i < Vector256<uint>.Count; i++)
            most = Math.Max(most, largest[i]);
        for (; edge < weights.Length; edge++)
        {
            weights[edge] = rule.Forbids(topology.EdgeAdminGroup[edge], bandwidth[edge]) ? uint.MaxValue : column[edge];
            most = weights[edge] == uint.MaxValue ? most : Math.Max(most, weights[edge]);
        }
        FillExceptions(topology, metric, rule, bandwidth, weights);
        return most;
    }

    /// <summary>The same weights in 64 bits, <see cref="LinkMetrics.None"/> where a link may not be used.</summary>
    public static ulong[] Widen(ReadOnlySpan<uint> narrow)
    {
        var wide = new ulong[narrow.Length];
        ref var from = ref MemoryMarshal.GetReference(narrow);
        ref var to = ref MemoryMarshal.GetArrayDataReference(wide);
        var edge = 0;
        for (; edge <= wide.Length - 8; edge += 8)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)edge));
            var unusable = Vector256.Create((ulong)uint.MaxValue);
            (low | Vector256.Equals(low, unusable)).StoreUnsafe(ref to, (nuint)edge);
            (high | Vector256.Equals(high, unusable)).StoreUnsafe(ref to, (nuint)edge + 4);
        }
        for (; edge < wide.Length; edge++)
            wide[edge] = narrow[edge] == uint.MaxValue ? LinkMetrics.None : narrow[edge];
        return wide;
    }

    // What leaves a pseudonode was judged on the way in, and a peering link needs no IGP metric.
    private static void FillExceptions(TopologySnapshot topology, PathMetric metric, in Rule rule, ulong[] bandwidth, Span<uint> weights)
    {
        for (var node = topology.IsPseudonode.IndexOf(true); node >= 0 && node < topology.NodeCount; node++)
        {
            if (topology.IsPseudonode[node])
                weights[topology.OutStart[node]..topology.OutStart[node + 1]].Clear();
        }
        if (metric != PathMetric.Igp || !LinkMetrics.HasPeering(topology))
            return;
        for (var edge = 0; edge < weights.Length; edge++)
        {
            if (topology.EdgeIgpMetric[edge] == Metric.Missing && LinkMetrics.IsPeering(topology, edge))
                weights[edge] = rule.Forbids(topology.EdgeAdminGroup[edge], bandwidth[edge]) ? uint.MaxValue : 0;
        }
    }

    private static bool IsNarrow(in AdminGroup group) => (group.Bits64To127 | group.Bits128To191 | group.Bits192To255) == 0;

    /// <summary>Colours and bandwidth, for four links at once or for one. An empty include-any asks for nothing.</summary>
    private readonly struct Rule(PathConstraints constraints)
    {
        private readonly ulong _exclude = constraints.ExcludeAny.Bits0To63;
        private readonly ulong _any = constraints.IncludeAny.Bits0To63;
        private readonly ulong _all = constraints.IncludeAll.Bits0To63;
        private readonly ulong _demand = constraints.BandwidthBytesPerSecond;
        private readonly ulong _asksForAny = constraints.IncludeAny.IsEmpty ? 0 : ulong.MaxValue;

        public Vector256<ulong> Forbids(Vector256<ulong> colours, Vector256<ulong> offered)
        {
            var zero = Vector256<ulong>.Zero;
            // Nothing of the wrong ones, and all of the asked ones: both leave no bit.
            var wrong = (colours & Vector256.Create(_exclude)) | Vector256.AndNot(Vector256.Create(_all), colours);
            var lacks = Vector256.Equals(colours & Vector256.Create(_any), zero) & Vector256.Create(_asksForAny);
            return ~Vector256.Equals(wrong, zero) | lacks | Vector256.LessThan(offered, Vector256.Create(_demand));
        }

        public bool Forbids(ulong colours, ulong offered) =>
            ((colours & _exclude) | (_all & ~colours)) != 0 || ((colours & _any) == 0 && _asksForAny != 0) || offered < _demand;
    }
}
