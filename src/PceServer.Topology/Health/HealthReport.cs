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
        findings.AddRange(nodes.Health.Of(nodes, nodes, () => NodeHealth.Of(nodes)));
        findings.AddRange(topology.PrefixTable.Health.Of(nodes, nodes, () => SidHealth.Of(topology)));
        findings.AddRange(topology.Columns.Health.Of(nodes, topology.LinkTable, () => LinkHealth.Of(topology)));
        findings.AddRange(SourceHealth.Of(topology));
        return [.. findings.OrderByDescending(f => f.Severity).ThenBy(f => f.Kind)];
    }
}

/// <summary>Findings about a table, kept for as long as the other tables that they speak of are the same.</summary>
internal sealed class KeptFindings
{
    private Tuple<object, object, IReadOnlyList<HealthFinding>>? _kept;

    public IReadOnlyList<HealthFinding> Of(object one, object other, Func<IReadOnlyList<HealthFinding>> look)
    {
        if (Volatile.Read(ref _kept) is { } kept && ReferenceEquals(kept.Item1, one) && ReferenceEquals(kept.Item2, other))
            return kept.Item3;
        var findings = look();
        Volatile.Write(ref _kept, Tuple.Create(one, other, findings));
        return findings;
    }
}
