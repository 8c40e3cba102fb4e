using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>Looks a snapshot over. Findings about a table are kept with it, so that snapshots which share the table share them.</summary>
internal static class HealthReport
{
    /// <summary>All findings, the gravest first.</summary>
    public static ImmutableArray<HealthFinding> Of(TopologySnapshot topology)
    {
        var nodes = topology.NodeTable;
        var findings = new List<HealthFinding>();
        findings.AddRange(nodes.Health.Of(nodes, () => NodeHealth.Of(nodes)));
        findings.AddRange(topology.PrefixTable.Health.Of(nodes, () => SidHealth.Of(topology)));
        findings.AddRange(topology.Columns.Health.Of(nodes, () => LinkHealth.Of(topology)));
        findings.AddRange(SourceHealth.Of(topology));
        return [.. findings.OrderByDescending(f => f.Severity).ThenBy(f => f.Kind)];
    }
}

/// <summary>Findings kept for as long as the nodes they name are the same.</summary>
internal sealed class KeptFindings
{
    private Tuple<NodeTable, IReadOnlyList<HealthFinding>>? _kept;

    public IReadOnlyList<HealthFinding> Of(NodeTable nodes, Func<IReadOnlyList<HealthFinding>> look)
    {
        if (Volatile.Read(ref _kept) is { } kept && ReferenceEquals(kept.Item1, nodes))
            return kept.Item2;
        var findings = look();
        Volatile.Write(ref _kept, Tuple.Create(nodes, findings));
        return findings;
    }
}
