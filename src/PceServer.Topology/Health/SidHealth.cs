using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>Findings that follow from prefix SIDs and the blocks that must hold them.</summary>
internal static class SidHealth
{
    public static IReadOnlyList<HealthFinding> Of(TopologySnapshot topology)
    {
        var segments = topology.PrefixSegments;
        return [.. SharedSids(topology, segments), .. SeveralSids(topology, segments), .. SmallBlocks(topology, segments)];
    }

    /// <summary>One SID for several prefixes or algorithms of one AS and instance.</summary>
    private static IEnumerable<HealthFinding> SharedSids(TopologySnapshot topology, ImmutableArray<PrefixSegment> segments) =>
        segments.GroupBy(s => (s.Sid.Value, s.Sid.IsLabel, Scope(topology, s)))
            .Where(static g => g.Select(static s => (s.Prefix, s.Sid.Algorithm)).Distinct().Skip(1).Any())
            .Select(g => Finding(topology, [.. g],
                $"{Named(g.First().Sid)} stands for {string.Join(" and ", g.Select(Target).Distinct())}"));

    /// <summary>Several SIDs for one prefix in one algorithm.</summary>
    private static IEnumerable<HealthFinding> SeveralSids(TopologySnapshot topology, ImmutableArray<PrefixSegment> segments) =>
        segments.GroupBy(s => (s.Prefix, s.Sid.Algorithm, Scope(topology, s)))
            .Where(static g => g.Skip(1).Any())
            .Select(g => Finding(topology, [.. g], $"{Target(g.First())} has {string.Join(" and ", g.Select(static s => Named(s.Sid)))}"));

    /// <summary>Indices for which a node has no label, of prefixes that it hears of in a domain of its own and algorithms that it computes.</summary>
    private static IEnumerable<HealthFinding> SmallBlocks(TopologySnapshot topology, ImmutableArray<PrefixSegment> segments)
    {
        var indices = segments.Where(static s => !s.Sid.IsLabel).OrderByDescending(static s => s.Sid.Value).ToArray();
        var heard = new SegmentDomains(topology);
        foreach (var node in topology.Nodes.Where(static n => !n.Attributes.Srgb.IsEmpty))
        {
            var lost = indices.TakeWhile(s => !node.Attributes.Srgb.TryLabel(s.Sid.Value, out _))
                .Where(s => heard.AreHeardBy(s, node.Index)).ToArray();
            if (lost.Length == 0)
                continue;
            yield return new HealthFinding(
                HealthSeverity.Warning, HealthKind.SrgbTooSmall,
                $"SRGB {node.Attributes.Srgb} of {node} has no label for {lost.Length} of the indices, among them {lost[0].Sid.Value} of {lost[0].Prefix}")
            {
                Nodes = node.AnnouncedKeys,
                Prefixes = KeysOf(topology, lost),
            };
        }
    }

    /// <summary>In which domains the SID of a segment is announced, again or for the first time.</summary>
    private sealed class SegmentDomains(TopologySnapshot topology)
    {
        private readonly RoutingDomains _domains = topology.RoutingDomains;

        public bool AreHeardBy(PrefixSegment segment, NodeIndex node)
        {
            if (segment.Sid.Algorithm != 0 && !topology.Participates(node, segment.Sid.Algorithm))
                return false;
            if (_domains.Count == 1)
                return true;
            foreach (var prefix in topology.AdvertisersOf(segment.Prefix))
            {
                if ((segment.IsMapped || prefix.Attributes.PrefixSids.Any(s => s.Value == segment.Sid.Value && s.Algorithm == segment.Sid.Algorithm))
                    && _domains.TryFind(RoutingDomain.Of(prefix.Key), out var domain) && _domains.IsIn(node, domain))
                    return true;
            }
            return false;
        }
    }

    private static HealthFinding Finding(TopologySnapshot topology, PrefixSegment[] segments, string message) =>
        new(HealthSeverity.Error, HealthKind.DuplicatePrefixSid, message) { Prefixes = KeysOf(topology, segments) };

    private static ImmutableArray<PrefixKey> KeysOf(TopologySnapshot topology, PrefixSegment[] segments)
    {
        var keys = ImmutableArray.CreateBuilder<PrefixKey>();
        foreach (var segment in segments)
        {
            foreach (var prefix in topology.AdvertisersOf(segment.Prefix))
            {
                if (segment.IsMapped || prefix.Attributes.PrefixSids.Contains(segment.Sid))
                    keys.Add(prefix.Key);
            }
        }
        return [.. keys.Distinct()];
    }

    private static (uint, ulong) Scope(TopologySnapshot topology, PrefixSegment segment)
    {
        var key = topology[segment.Owners[0]].Key;
        return (key.AutonomousSystem, key.Instance);
    }

    private static string Named(PrefixSid sid) => sid.IsLabel ? $"label {sid.Value}" : $"index {sid.Value}";

    private static string Target(PrefixSegment segment) =>
        segment.Sid.Algorithm == 0 ? $"{segment.Prefix}" : $"{segment.Prefix} in algorithm {segment.Sid.Algorithm}";
}
