using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>The prefixes of a snapshot in the order of <see cref="PrefixKey.CompareTo"/>, and the SIDs that they carry.</summary>
internal sealed class PrefixTable(Prefix[] sorted, ImmutableArray<NodeSid>[] nodeSids)
{
    public static readonly PrefixTable Empty = new([], []);

    private Grouped<Prefix>? _byNode;
    private Dictionary<IpAddress, NodeIndex>? _addresses;
    private PrefixSegment[]? _segments;

    public Prefix[] Sorted { get; } = sorted;

    public ImmutableArray<NodeSid>[] NodeSids { get; } = nodeSids;

    public KeptFindings Health { get; } = new();

    /// <summary>All who announce the prefix.</summary>
    public ReadOnlySpan<Prefix> Advertisers(IpPrefix prefix)
    {
        var first = LowerBound(prefix);
        var end = first;
        while (end < Sorted.Length && Sorted[end].Key.Prefix == prefix)
            end++;
        return Sorted.AsSpan(first, end - first);
    }

    /// <summary>Place of the first prefix that is not less.</summary>
    public int LowerBound(IpPrefix prefix)
    {
        var (low, high) = (0, Sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Sorted[middle].Key.Prefix.CompareTo(prefix) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    public ReadOnlySpan<Prefix> OfNode(NodeIndex node)
    {
        var (start, prefixes) = ByNode();
        return prefixes.AsSpan(start[node.Value]..start[node.Value + 1]);
    }

    public bool TryMatch(IpAddress address, out IpPrefix prefix)
    {
        for (var length = address.BitLength; length >= 0; length--)
        {
            prefix = new IpPrefix(address, (byte)length);
            var place = LowerBound(prefix);
            if (place < Sorted.Length && Sorted[place].Key.Prefix == prefix)
                return true;
        }
        prefix = default;
        return false;
    }

    /// <summary>Router ids first, then host prefixes that are one node's own.</summary>
    public Dictionary<IpAddress, NodeIndex> Addresses(Node[] nodes)
    {
        if (Volatile.Read(ref _addresses) is { } known)
            return known;
        var owners = new Dictionary<IpAddress, NodeIndex>(nodes.Length * 2);
        foreach (var node in nodes)
        {
            foreach (var address in node.Attributes.RouterIds)
                owners.TryAdd(address, node.Index);
        }
        foreach (var prefix in Sorted.Where(p => p.Key.Prefix.IsHost && !p.Attributes.IsReadvertised && !p.Attributes.IsAnycast && !p.Attributes.IsUnreachable))
            owners.TryAdd(prefix.Key.Prefix.Address, prefix.Node);
        foreach (var node in nodes)
        {
            if (node.RouterId is { } routerId)
                owners.TryAdd(routerId, node.Index);
        }
        Volatile.Write(ref _addresses, owners);
        return owners;
    }

    public PrefixSegment[] Segments(Node[] nodes)
    {
        if (Volatile.Read(ref _segments) is { } known)
            return known;
        var made = PrefixSegments.Of(this, nodes);
        return Interlocked.CompareExchange(ref _segments, made, null) ?? made;
    }

    private Grouped<Prefix> ByNode()
    {
        if (Volatile.Read(ref _byNode) is { } known)
            return known;
        var made = Grouped<Prefix>.By(NodeSids.Length, Sorted.Length, i => Sorted[i].Node.Value, i => Sorted[i]);
        return Interlocked.CompareExchange(ref _byNode, made, null) ?? made;
    }
}
