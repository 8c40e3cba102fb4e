using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>SIDs that mapping servers give to prefixes for which nobody in the domain announces one of that algorithm (RFC 8661 §3.2.1).</summary>
internal static class MappedSids
{
    /// <summary>A server that states no preference has this one (RFC 8667 §3.4).</summary>
    private const byte DefaultPreference = 128;

    public static IEnumerable<PrefixSidClaim> Of(TopologySnapshot topology)
    {
        var ranges = Ranges(topology);
        if (ranges.Count == 0)
            yield break;
        // Who only maps a prefix does not have it.
        foreach (var owners in topology.Prefixes.Where(p => p.Attributes.SidRanges.IsEmpty).GroupBy(p => (p.Key.Prefix, Domain: RoutingDomain.Of(p.Key))))
        {
            if (!ranges.TryGetValue(owners.Key.Domain, out var here))
                continue;
            var announced = owners.SelectMany(p => p.Attributes.PrefixSids).Select(s => s.Algorithm).ToHashSet();
            foreach (var (first, range) in here)
            {
                if (!TryPlace(first, range, owners.Key.Prefix, out var offset) || !announced.Add(range.First.Algorithm))
                    continue;
                var sid = range.First with { Value = range.First.Value + offset };
                foreach (var owner in owners)
                    yield return new PrefixSidClaim(owner, sid, owners.Key.Domain, IsMapped: true);
            }
        }
    }

    /// <summary>Preferred first: the server's preference (RFC 8667 §3.4), then the narrower range, then the smaller prefix and SID.</summary>
    private static Dictionary<RoutingDomain, (IpPrefix First, SidRange Range)[]> Ranges(TopologySnapshot topology) =>
        topology.Prefixes.Where(p => !p.Attributes.SidRanges.IsEmpty).SelectMany(p => p.Attributes.SidRanges.Select(range => (Prefix: p, Range: range)))
            .OrderByDescending(x => topology[x.Prefix.Node].Attributes.SrmsPreference ?? DefaultPreference)
            .ThenBy(x => x.Range.Size).ThenBy(x => x.Prefix.Key.Prefix).ThenBy(x => x.Range.First.Value)
            .GroupBy(x => RoutingDomain.Of(x.Prefix.Key))
            .ToDictionary(g => g.Key, g => g.Select(x => (x.Prefix.Key.Prefix, x.Range)).ToArray());

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
