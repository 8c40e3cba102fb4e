namespace PceServer.Topology;

/// <summary>Findings that follow from who said what.</summary>
internal static class SourceHealth
{
    public static IEnumerable<HealthFinding> Of(TopologySnapshot topology)
    {
        foreach (var (key, sources) in topology.Provenance.Conflicts)
            yield return WithKeys(new HealthFinding(
                HealthSeverity.Warning, HealthKind.ConflictingSources, $"{key}: {sources} announce different values"), [key]);
        // A lost session takes everything of its source along: one finding, not one for each key.
        foreach (var stale in topology.Provenance.Stale.GroupBy(static s => s.Sources, static s => s.Key))
        {
            yield return WithKeys(
                new HealthFinding(HealthSeverity.Warning, HealthKind.StaleOriginator,
                    $"{stale.Count()} announcements stand although the session to {stale.Key} is gone"), [.. stale]);
        }
    }

    private static HealthFinding WithKeys(HealthFinding finding, object[] keys) => finding with
    {
        Nodes = [.. keys.OfType<NodeKey>()],
        Links = [.. keys.OfType<LinkKey>()],
        Prefixes = [.. keys.OfType<PrefixKey>()],
    };
}
