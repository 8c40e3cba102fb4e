namespace PceServer.Topology;

/// <summary>Findings that follow from what nodes say of themselves.</summary>
internal static class NodeHealth
{
    public static IReadOnlyList<HealthFinding> Of(NodeTable table)
    {
        var findings = new List<HealthFinding>();
        var segmentRouted = SegmentRouted(table);
        foreach (var node in table.Nodes.Where(static n => !n.IsPseudonode && !n.AnnouncedKeys.IsEmpty))
        {
            var attributes = node.Attributes;
            if (attributes.Srgb.IsEmpty && node.AnnouncedKeys.Any(key => segmentRouted.Contains(RoutingDomain.Of(key))))
                findings.Add(Finding(node, HealthSeverity.Warning, HealthKind.MissingSrgb, $"{node} announces no SRGB"));
            if (!attributes.Srgb.IsEmpty && attributes.MaximumSidDepth is null)
                findings.Add(Finding(node, HealthSeverity.Notice, HealthKind.UnknownSidDepth,
                    $"{node} does not say how many labels it can push"));
            if (Overlap(attributes) is { } overlap)
                findings.Add(Finding(node, HealthSeverity.Error, HealthKind.SrgbOverlap, $"{node}: {overlap}"));
        }
        findings.AddRange(DuplicateRouterIds(table));
        return findings;
    }

    /// <summary>Levels and areas in which some router has an SRGB: only there others miss one. BGP peers and other ASes may do without.</summary>
    private static HashSet<RoutingDomain> SegmentRouted(NodeTable table) =>
    [
        .. table.Nodes.Where(static n => !n.Attributes.Srgb.IsEmpty).SelectMany(static n => n.AnnouncedKeys)
            .Select(RoutingDomain.Of).Where(static d => d.IsIgp),
    ];

    private static string? Overlap(NodeAttributes node)
    {
        var ranges = node.Srgb.Ranges;
        for (var i = 0; i < ranges.Length; i++)
        {
            if (new LabelBlock([ranges[i]]).Overlaps(new LabelBlock(ranges.RemoveRange(0, i + 1))))
                return $"ranges of its SRGB {node.Srgb} overlap";
        }
        return node.Srgb.Overlaps(node.Srlb) ? $"SRGB {node.Srgb} and SRLB {node.Srlb} overlap" : null;
    }

    private static IEnumerable<HealthFinding> DuplicateRouterIds(NodeTable table) =>
        table.Nodes.SelectMany(static n => n.Attributes.RouterIds.Select(id => (n, id)))
            .GroupBy(static x => x.id, static x => x.n)
            .Where(static g => g.Skip(1).Any())
            .Select(static g => new HealthFinding(
                // Two ASes may number alike; only what an operator calls by that id is in doubt then.
                g.Select(static n => n.Key.AutonomousSystem).Distinct().Skip(1).Any() ? HealthSeverity.Warning : HealthSeverity.Error,
                HealthKind.DuplicateRouterId,
                    $"router id {g.Key} is claimed by {string.Join(" and ", g.Select(static n => n.Key))}")
            {
                Nodes = [.. g.Select(static n => n.Key)],
            });

    private static HealthFinding Finding(Node node, HealthSeverity severity, HealthKind kind, string message) =>
        new(severity, kind, message) { Nodes = node.AnnouncedKeys };
}
