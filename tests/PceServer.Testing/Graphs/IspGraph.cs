using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Testing;

/// <summary>
/// Random graphs shaped like the backbone of an ISP: connected, a few well-meshed nodes and many with two links, most links short. The same
/// arguments give the same graph on every machine. Weights are 1 to 10,000, the same both ways; delays 50 to 20,000 µs; bandwidth 1, 10 or
/// 100 Gbit/s.
/// </summary>
public static class IspGraph
{
    /// <param name="linksPerNode">Bidirectional links for each node: 2 gives about four half-links a node.</param>
    public static PlainGraph Make(int nodes, int linksPerNode = 2, ulong seed = 1)
    {
        var random = new SplitMix(seed);
        var edges = ImmutableArray.CreateBuilder<PlainEdge>(nodes * linksPerNode * 2);
        // Every end of a link made so far: drawing one of these prefers nodes with many links.
        var ends = new List<int>(nodes * linksPerNode * 2);
        for (var n = 1; n < nodes; n++)
        {
            for (var k = 0; k < linksPerNode && k < n; k++)
                AddLink(edges, ends, n, Neighbor(random, ends, n, k), random);
        }
        return new PlainGraph([.. Enumerable.Range(0, nodes).Select(n => $"r{n}")], edges.ToImmutable());
    }

    private static int Neighbor(SplitMix random, List<int> ends, int node, int link)
    {
        if (node == 1 || ends.Count == 0)
            return 0;
        // The first link goes to somebody important among all, the others to somebody near.
        return link == 0 ? ends[random.Below(ends.Count)] : node - 1 - random.Below(Math.Min(node, 50));
    }

    private static void AddLink(ImmutableArray<PlainEdge>.Builder edges, List<int> ends, int from, int to, SplitMix random)
    {
        var weight = 1 + (uint)random.Below(10_000);
        var bandwidth = random.Below(3) switch { 0 => 125_000_000UL, 1 => 1_250_000_000UL, _ => 12_500_000_000UL };
        var delay = 50 + (uint)random.Below(19_951);
        edges.Add(new PlainEdge(from, to, weight, bandwidth, delay));
        edges.Add(new PlainEdge(to, from, weight, bandwidth, delay));
        ends.Add(from);
        ends.Add(to);
    }
}

/// <summary>Small generator whose numbers are the same everywhere and for ever, which <see cref="Random"/> does not promise.</summary>
public sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);
}
