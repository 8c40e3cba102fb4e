using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>
/// The topology at one moment, never changed after it is made. Nodes and directed usable links are numbered from zero; the links that leave node n are
/// <c>OutStart[n]</c> up to <c>OutStart[n + 1]</c>, and each column holds one value for each link, in integer units, <see cref="Metric.Missing"/> where unknown.
/// </summary>
public sealed class TopologySnapshot
{
    public static readonly TopologySnapshot Empty = new();

    public ulong Version { get; internal init; }

    public int NodeCount => NodesArray.Length;

    public int EdgeCount => LinksArray.Length;

    /// <summary>Links leaving node n: edge numbers from <c>OutStart[n]</c> to <c>OutStart[n + 1]</c>.</summary>
    public ReadOnlySpan<int> OutStart => OutStartArray;

    /// <summary>Links reaching node n: <c>InEdges</c> from <c>InStart[n]</c> to <c>InStart[n + 1]</c>.</summary>
    public ReadOnlySpan<int> InStart => InStartArray;

    public ReadOnlySpan<int> InEdges => InEdgesArray;

    public ReadOnlySpan<int> EdgeFrom => EdgeFromArray;

    public ReadOnlySpan<int> EdgeTo => EdgeToArray;

    /// <summary>-1 where there is no reverse link.</summary>
    public ReadOnlySpan<int> EdgeReverse => EdgeReverseArray;

    public ReadOnlySpan<uint> EdgeIgpMetric => EdgeIgpMetricArray;

    public ReadOnlySpan<uint> EdgeTeMetric => EdgeTeMetricArray;

    /// <summary>Microseconds.</summary>
    public ReadOnlySpan<uint> EdgeDelay => EdgeDelayArray;

    /// <summary>First 64 colours; <see cref="Link.Attributes"/> has all 256.</summary>
    public ReadOnlySpan<ulong> EdgeAdminGroup => EdgeAdminGroupArray;

    /// <summary>True for overloaded nodes: a path may start or end there, never pass.</summary>
    public ReadOnlySpan<bool> NoTransit => NoTransitArray;

    public ImmutableArray<Node> Nodes => ImmutableArrayOf(NodesArray);

    public ImmutableArray<Link> Links => ImmutableArrayOf(LinksArray);

    public ImmutableArray<Prefix> Prefixes { get; internal init; } = [];

    public Node this[NodeIndex node] => NodesArray[node.Value];

    public Link this[EdgeIndex edge] => LinksArray[edge.Value];

    /// <summary>Node SIDs of a node, all algorithms; the one to prefer comes first.</summary>
    public ImmutableArray<NodeSid> NodeSids(NodeIndex node) => NodeSidsArray[node.Value];

    public bool TryGetNodeSid(NodeIndex node, byte algorithm, out NodeSid sid)
    {
        foreach (var candidate in NodeSidsArray[node.Value])
        {
            if (candidate.Sid.Algorithm == algorithm)
            {
                sid = candidate;
                return true;
            }
        }
        sid = default;
        return false;
    }

    /// <summary>The label that <paramref name="at"/> expects for a SID: absolute, or the index in its own SRGB.</summary>
    public bool TryGetLabel(NodeIndex at, PrefixSid sid, out Label label)
    {
        label = new Label(sid.Value);
        return sid.IsLabel || NodesArray[at.Value].Attributes.Srgb.TryLabel(sid.Value, out label);
    }

    /// <summary>The label of an adjacency SID at the node that announces it: absolute, or the index in its SRLB.</summary>
    public bool TryGetLabel(NodeIndex at, AdjacencySid sid, out Label label)
    {
        label = new Label(sid.Value);
        return sid.IsLabel || NodesArray[at.Value].Attributes.Srlb.TryLabel(sid.Value, out label);
    }

    public bool TryFind(NodeKey key, out NodeIndex node) => NodeByKey.TryGetValue(key, out node);

    public bool TryFind(LinkKey key, out EdgeIndex edge) => EdgeByKey.TryGetValue(key, out edge);

    /// <summary>The node that owns an address: router id, host prefix, or interface.</summary>
    public bool TryFindOwner(IpAddress address, out NodeIndex node) => NodeByAddress.TryGetValue(address, out node);

    /// <summary>A node by what an operator calls it: router id or other address of it, name, or IGP id.</summary>
    public bool TryFind(string text, out NodeIndex node) =>
        NodeByText.TryGetValue(text, out node) || (IpAddress.TryParse(text, out var address) && TryFindOwner(address, out node));

    internal Node[] NodesArray { get; init; } = [];
    internal Link[] LinksArray { get; init; } = [];
    internal int[] OutStartArray { get; init; } = [0];
    internal int[] InStartArray { get; init; } = [0];
    internal int[] InEdgesArray { get; init; } = [];
    internal int[] EdgeFromArray { get; init; } = [];
    internal int[] EdgeToArray { get; init; } = [];
    internal int[] EdgeReverseArray { get; init; } = [];
    internal uint[] EdgeIgpMetricArray { get; init; } = [];
    internal uint[] EdgeTeMetricArray { get; init; } = [];
    internal uint[] EdgeDelayArray { get; init; } = [];
    internal ulong[] EdgeAdminGroupArray { get; init; } = [];
    internal bool[] NoTransitArray { get; init; } = [];
    internal ImmutableArray<NodeSid>[] NodeSidsArray { get; init; } = [];
    internal IReadOnlyDictionary<NodeKey, NodeIndex> NodeByKey { get; init; } = new Dictionary<NodeKey, NodeIndex>();
    internal IReadOnlyDictionary<LinkKey, EdgeIndex> EdgeByKey { get; init; } = new Dictionary<LinkKey, EdgeIndex>();
    internal IReadOnlyDictionary<IpAddress, NodeIndex> NodeByAddress { get; init; } = new Dictionary<IpAddress, NodeIndex>();
    internal IReadOnlyDictionary<string, NodeIndex> NodeByText { get; init; } = new Dictionary<string, NodeIndex>();

    private static ImmutableArray<T> ImmutableArrayOf<T>(T[] array) =>
        System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(array);
}
