using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>A directed edge of a <see cref="PlainGraph"/>. Bandwidth in bytes per second, delay in microseconds.</summary>
public readonly record struct PlainEdge(int From, int To, uint Weight, ulong BandwidthBytesPerSecond, uint DelayMicroseconds);

/// <summary>
/// A bare graph of names and weights, and the SR network that it is taken for: node n (from zero) is IS-IS level-2 router 10.0.0.0/8 + n +
/// 1 with SID index n + 1, adjacency labels from 24001 (or above the SRGB, where that reaches further), link k has the interfaces
/// 172.16.0.0 + 2k and + 2k + 1, so that parallel links stay apart.
/// </summary>
public sealed record PlainGraph(ImmutableArray<string> Nodes, ImmutableArray<PlainEdge> Edges)
{
    public const uint SrgbFirstLabel = 16000;
    private const uint SmallestSrgb = 8000;

    public static IpAddress Loopback(int node) => IpAddress.V4(0x0A000001 + (uint)node);

    public static NodeKey Key(int node) => new(LinkStateProtocol.IsisLevel2, 0, 0, 0, 0, new IgpRouterId((ulong)node + 1, 6));

    /// <summary>The network as a feed would announce it: nodes, then half-links, then loopbacks.</summary>
    public IEnumerable<TopologyChange> ToChanges(string source)
    {
        var keys = Enumerable.Range(0, Nodes.Length).Select(Key).ToArray();
        var srgb = new LabelBlock([new LabelRange(new Label(SrgbFirstLabel), Math.Max(SmallestSrgb, (uint)Nodes.Length + 1))]);
        for (var n = 0; n < keys.Length; n++)
            yield return new NodeChange(source, keys[n], NodeOf(n, srgb));
        foreach (var link in Links(source, keys, Math.Max(24001, SrgbFirstLabel + srgb.Ranges[0].Size)))
            yield return link;
        for (var n = 0; n < keys.Length; n++)
            yield return new PrefixChange(source, new PrefixKey(keys[n], IpPrefix.Host(Loopback(n))), LoopbackOf(n));
    }

    private NodeAttributes NodeOf(int node, LabelBlock srgb) => new()
    {
        Name = Nodes[node],
        RouterIds = [Loopback(node)],
        Srgb = srgb,
        Algorithms = [0],
        MaximumSidDepth = 10,
    };

    private static PrefixAttributes LoopbackOf(int node) => new()
    {
        IsNodePrefix = true,
        PrefixSids = [new PrefixSid((uint)node + 1, false, 0, PrefixSidFlags.Node)],
    };

    private IEnumerable<LinkChange> Links(string source, NodeKey[] keys, uint firstAdjacencyLabel)
    {
        var number = PairNumbers();
        var labels = new uint[keys.Length];
        for (var e = 0; e < Edges.Length; e++)
        {
            var edge = Edges[e];
            var isForth = (number[e] & 1) == 0;
            var subnet = 0xAC100000 + (uint)(number[e] & ~1);
            var key = new LinkKey(keys[edge.From], keys[edge.To])
            {
                LocalAddress = IpAddress.V4(isForth ? subnet : subnet + 1),
                RemoteAddress = IpAddress.V4(isForth ? subnet + 1 : subnet),
            };
            yield return new LinkChange(source, key, AttributesOf(edge, firstAdjacencyLabel + labels[edge.From]++));
        }
    }

    private static LinkAttributes AttributesOf(PlainEdge edge, uint label) => new()
    {
        IgpMetric = edge.Weight,
        TeMetric = edge.Weight,
        DelayMicroseconds = edge.DelayMicroseconds,
        MaximumBandwidth = edge.BandwidthBytesPerSecond,
        MaximumReservableBandwidth = edge.BandwidthBytesPerSecond,
        UnreservedBandwidth = [.. Enumerable.Repeat(edge.BandwidthBytesPerSecond, 8)],
        AdjacencySids = [new AdjacencySid(label, true, AdjacencySidFlags.None, 0)],
    };

    /// <summary>2k and 2k + 1 for the two directions of link k: the i-th edge from a to b belongs to the i-th from b to a.</summary>
    private int[] PairNumbers()
    {
        var numbers = new int[Edges.Length];
        var open = new Dictionary<(int From, int To), Queue<int>>();
        var links = 0;
        for (var e = 0; e < Edges.Length; e++)
        {
            if (open.TryGetValue((Edges[e].To, Edges[e].From), out var waiting) && waiting.TryDequeue(out var forth))
            {
                numbers[e] = forth + 1;
                continue;
            }
            numbers[e] = links++ * 2;
            if (!open.TryGetValue((Edges[e].From, Edges[e].To), out var queue))
                open.Add((Edges[e].From, Edges[e].To), queue = new Queue<int>());
            queue.Enqueue(numbers[e]);
        }
        return numbers;
    }
}
