using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>SIDs that mapping servers give to prefixes whose owners announce none of that algorithm (RFC 8661 §3).</summary>
internal static class MappedSids
{
    /// <summary>A server that states no preference has this one (RFC 8667 §3.4).</summary>
    private const byte DefaultPreference = 128;

    public static IEnumerable<List<(Prefix Prefix, PrefixSid Sid)>> Of(TopologySnapshot topology)
    {
        var ranges = Ranges(topology);
        if (ranges.Count == 0)
            yield break;
        // Who only maps a prefix does not have it.
        foreach (var owners in topology.Prefixes.Where(p => !p.Attributes.IsReadvertised && p.Attributes.SidRanges.IsEmpty).GroupBy(p => p.Key.Prefix))
        {
            var announced = owners.SelectMany(p => p.Attributes.PrefixSids).Select(s => s.Algorithm).ToHashSet();
            foreach (var (first, range) in ranges)
            {
                if (!TryPlace(first, range, owners.Key, out var offset) || !announced.Add(range.First.Algorithm))
                    continue;
                var sid = range.First with { Value = range.First.Value + offset };
                yield return [.. owners.Select(p => (p, sid))];
            }
        }
    }

    /// <summary>Preferred first: the server's preference, then the narrower range, then the smaller prefix and SID (RFC 8661 §3.2).</summary>
    private static List<(IpPrefix First, SidRange Range)> Ranges(TopologySnapshot topology) =>
    [
        .. topology.Prefixes.Where(p => !p.Attributes.SidRanges.IsEmpty).SelectMany(p => p.Attributes.SidRanges.Select(range => (Prefix: p, Range: range)))
            .OrderByDescending(x => topology[x.Prefix.Node].Attributes.SrmsPreference ?? DefaultPreference)
            .ThenBy(x => x.Range.Size).ThenBy(x => x.Prefix.Key.Prefix).ThenBy(x => x.Range.First.Value)
            .Select(x => (x.Prefix.Key.Prefix, x.Range)),
    ];

    private static bool TryPlace(IpPrefix first, SidRange range, IpPrefix prefix, out uint offset)
    {
        offset = 0;
        if (first.Length != prefix.Length || first.Address.IsIpv6 != prefix.Address.IsIpv6 || prefix.Address < first.Address || prefix.Length == 0)
            return false;
        var distance = (prefix.Address.Bits - first.Address.Bits) >> (prefix.Address.BitLength - prefix.Length);
        if (distance >= range.Size)
            return false;
        offset = (uint)distance;
        return true;
    }
}
