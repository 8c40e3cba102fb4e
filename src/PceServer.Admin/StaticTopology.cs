using System.Collections.Immutable;
using PceServer.Engine;
using PceServer.Topology;

namespace PceServer.Admin;

/// <summary>The topology that an operator gives as a file, at start or later: one source among the feeds, each file in the place of the one before.</summary>
public static class StaticTopology
{
    public const string Source = "static";

    /// <summary>Reads a file of either kind: JSON, or a REPETITA graph.</summary>
    public static TopologyReading Read(string text) =>
        text.AsSpan().TrimStart().StartsWith("NODES", StringComparison.Ordinal) ? RepetitaGraph.Read(text, Source) : TopologyFile.Read(text, Source);

    /// <summary>Puts the reading in the place of the last one and publishes the result.</summary>
    public static async Task<TopologySnapshot> ReplaceAsync(PceEngine engine, TopologyReading reading, CancellationToken cancellation = default)
    {
        ImmutableArray<TopologyChange> changes = [new SourceGone(Source), .. reading.Changes];
        await engine.ApplyTopologyAsync(changes, cancellation);
        return await engine.FlushTopologyAsync(cancellation);
    }
}
