namespace PceServer.Topology;

/// <summary>Findings that follow from links.</summary>
internal static class LinkHealth
{
    public static IReadOnlyList<HealthFinding> Of(TopologySnapshot topology)
    {
        var findings = new List<HealthFinding>();
        foreach (var link in topology.LinkTable.Unusable)
            findings.Add(Unusable(topology, link));
        findings.AddRange(ByPair(topology));
        for (var e = 0; e < topology.EdgeCount; e++)
        {
            if (topology.Columns.Attributes[e].MaximumBandwidth == 0)
                findings.Add(OfLink(HealthKind.ZeroBandwidth, HealthSeverity.Warning,
                    $"{Named(topology, e)} announces a bandwidth of zero", topology, e));
            if (IsAsymmetric(topology, e, out var reverse))
                findings.Add(Asymmetric(topology, e, reverse));
        }
        findings.AddRange(AdjacencySidHealth.Of(topology));
        return findings;
    }

    public static string Named(TopologySnapshot topology, int edge)
    {
        var key = topology.LinkTable.Keys[edge];
        var place = (key.LocalAddress ?? key.LocalIpv6Address) is { } address ? $" ({address})" : key.LocalIdentifier != 0
            ? $" (#{key.LocalIdentifier})" : "";
        return $"{topology.NodeTable.Nodes[topology.EdgeFrom[edge]]}->{topology.NodeTable.Nodes[topology.EdgeTo[edge]]}{place}";
    }

    private static HealthFinding Unusable(TopologySnapshot topology, UnusableLink link)
    {
        var name = Named(topology, link.Key);
        return link.Reason switch
        {
            UnusableReason.OneWay => Of(HealthKind.OneWayLink, $"{name} has no other half"),
            UnusableReason.Duplicate => Of(
                HealthKind.DuplicateLink, $"{name} is announced under two identities of its node", HealthSeverity.Notice),
            _ => Of(HealthKind.UnknownRemoteNode, $"{name}: {Unknown(topology, link.Key)} is not announced as a node"),
        };

        HealthFinding Of(HealthKind kind, string message, HealthSeverity severity = HealthSeverity.Warning) =>
            new(severity, kind, message) { Links = [link.Key] };
    }

    private static string Named(TopologySnapshot topology, LinkKey key)
    {
        var place = (key.LocalAddress ?? key.LocalIpv6Address) is { } address ? $" ({address})" : key.LocalIdentifier != 0
            ? $" (#{key.LocalIdentifier})" : "";
        return $"{Named(topology, key.Local)}->{Named(topology, key.Remote)}{place}";
    }

    private static string Named(TopologySnapshot topology, NodeKey key) =>
        topology.TryFind(key, out var node) ? topology[node].DisplayName : key.ToString();

    private static NodeKey Unknown(TopologySnapshot topology, LinkKey key) => topology.TryFind(key.Local, out _) ? key.Remote : key.Local;

    private static IEnumerable<HealthFinding> ByPair(TopologySnapshot topology)
    {
        var table = topology.LinkTable;
        var pairs = table.JoinedByPair.Select(e => (table.From[e], table.To[e])).ToHashSet();
        var parallel = Enumerable.Range(0, pairs.Count == 0 ? 0 : table.From.Length).Select(e => (table.From[e], table.To[e]))
            .Where(pairs.Contains).CountBy(static pair => pair).ToDictionary();
        foreach (var e in table.JoinedByPair.Where(e => e < table.Reverse[e]))
        {
            yield return new HealthFinding(
                parallel[(table.From[e], table.To[e])] > 1 ? HealthSeverity.Warning : HealthSeverity.Notice, HealthKind.JoinedByNodePair,
                $"{Named(topology, e)} and its reverse are taken for one link only because they lie between the same nodes")
            {
                Links = [table.Keys[e], table.Keys[table.Reverse[e]]],
            };
        }
    }

    private static bool IsAsymmetric(TopologySnapshot topology, int e, out int reverse)
    {
        reverse = topology.EdgeReverse[e];
        return reverse > e && topology.EdgeIgpMetric[e] != topology.EdgeIgpMetric[reverse]
            && !topology.IsPseudonode[topology.EdgeFrom[e]] && !topology.IsPseudonode[topology.EdgeTo[e]];
    }

    private static HealthFinding Asymmetric(TopologySnapshot topology, int e, int reverse) => new(
        HealthSeverity.Notice, HealthKind.AsymmetricMetric,
        $"{Named(topology, e)} has IGP metric {Shown(topology.EdgeIgpMetric[e])}, its reverse {Shown(topology.EdgeIgpMetric[reverse])}")
    {
        Links = [topology.LinkTable.Keys[e], topology.LinkTable.Keys[reverse]],
    };

    private static string Shown(uint metric) => metric == Metric.Missing ? "none" : $"{metric}";

    private static HealthFinding OfLink(HealthKind kind, HealthSeverity severity, string message, TopologySnapshot topology, int e) =>
        new(severity, kind, message) { Links = [topology.LinkTable.Keys[e]] };
}
