using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>Finds out which segment each announced or mapped prefix SID is.</summary>
internal static class PrefixSegments
{
    /// <summary>
    /// Whether the prefix stands for the node that announces it: the N flag of the prefix attribute flags, or without these a host prefix
    /// equal to a router id of the node, which may be its OSPF router id (RFC 9085 §2.3.2, RFC 8402 §3.2).
    /// </summary>
    public static bool IsNodePrefix(PrefixKey key, PrefixAttributes prefix, NodeAttributes node) =>
        key.Prefix.IsHost && !prefix.IsAnycast && !prefix.IsReadvertised && (prefix.IsNodePrefix ?? IsRouterId(key, node));

    private static bool IsRouterId(PrefixKey key, NodeAttributes node) =>
        node.RouterIds.Contains(key.Prefix.Address)
        || (key.Node.RouterId.Octets == 4 && key.Prefix.Address == IpAddress.V4((uint)key.Node.RouterId.Value));

    public static PrefixSegment[] Of(PrefixTable prefixes, Node[] nodes)
    {
        var segments = new List<PrefixSegment>();
        var ranges = Ranges(prefixes, nodes);
        for (int first = 0, end; first < prefixes.Sorted.Length; first = end)
        {
            var advertisers = prefixes.Advertisers(prefixes.Sorted[first].Key.Prefix);
            end = first + advertisers.Length;
            // A mapping server names prefixes of others without being a way to them.
            var reached = advertisers.ToArray().Where(p => !p.Attributes.IsUnreachable).ToArray();
            var owned = Array.FindAll(reached, p => !p.Attributes.IsReadvertised);
            AddAnnounced(segments, owned.Length > 0 ? owned : reached, nodes);
            AddMapped(segments, owned, ranges);
        }
        return [.. segments];
    }

    private static void AddAnnounced(List<PrefixSegment> segments, Prefix[] owners, Node[] nodes)
    {
        foreach (var group in owners.SelectMany(p => p.Attributes.PrefixSids.Select(sid => (p, sid)))
            .GroupBy(x => (x.sid.Value, x.sid.IsLabel, x.sid.Algorithm)))
        {
            ImmutableArray<NodeIndex> members = [.. group.Select(x => x.p.Node).Distinct()];
            var (first, sid) = group.First();
            var kind = members.Length > 1 || first.Attributes.IsAnycast ? PrefixSegmentKind.Anycast
                : IsNodePrefix(first.Key, first.Attributes, nodes[first.Node.Value].Attributes) ? PrefixSegmentKind.Node
                    : PrefixSegmentKind.Prefix;
            segments.Add(new PrefixSegment(kind, first.Key.Prefix, sid, members));
        }
    }

    private static void AddMapped(List<PrefixSegment> segments, Prefix[] owners, List<(IpPrefix First, SidRange Range)> ranges)
    {
        if (ranges.Count == 0 || owners.Length == 0)
            return;
        var prefix = owners[0].Key.Prefix;
        var done = new HashSet<byte>(owners.SelectMany(p => p.Attributes.PrefixSids).Select(s => s.Algorithm));
        foreach (var (first, range) in ranges)
        {
            if (!TryPlace(first, range, prefix, out var offset) || !done.Add(range.First.Algorithm))
                continue;
            var sid = range.First with { Value = range.First.Value + offset };
            segments.Add(new PrefixSegment(
                owners.Length > 1 ? PrefixSegmentKind.Anycast
                    : PrefixSegmentKind.Prefix, prefix, sid, [.. owners.Select(p => p.Node).Distinct()], IsMapped: true));
        }
    }

    private static bool TryPlace(IpPrefix first, SidRange range, IpPrefix prefix, out uint offset)
    {
        offset = 0;
        if (prefix.Length != first.Length || prefix.Address.IsIpv6 != first.Address.IsIpv6 || prefix.CompareTo(first) < 0)
            return false;
        var step = prefix.Address.BitLength - prefix.Length;
        var distance = step >= 128 ? UInt128.Zero : (prefix.Address.Bits - first.Address.Bits) >> step;
        offset = (uint)UInt128.Min(distance, uint.MaxValue);
        return distance < range.Size;
    }

    /// <summary>
    /// Mapping entries, the one to prefer first: server preference, then the smaller first prefix and SID (RFC 8661 §3.2).
    /// </summary>
    private static List<(IpPrefix First, SidRange Range)> Ranges(PrefixTable prefixes, Node[] nodes) =>
        [.. prefixes.Sorted.SelectMany(p => p.Attributes.SidRanges.Select(range => (p, range)))
            .OrderByDescending(x => nodes[x.p.Node.Value].Attributes.SrmsPreference ?? 128)
            .ThenBy(x => x.range.Size).ThenBy(x => x.p.Key.Prefix).ThenBy(x => x.range.First.Value)
            .Select(x => (x.p.Key.Prefix, x.range))];
}
