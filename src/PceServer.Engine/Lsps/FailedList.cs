using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Engine.Lsps;

/// <summary>A list that the router would not have, or could not bring up: it is not sent again before its time.</summary>
/// <param name="Until">Doubles with each failure.</param>
/// <param name="Times">How often it has failed in a row.</param>
public sealed record FailedList(ImmutableArray<Label> Labels, DateTimeOffset Until, int Times, string Why)
{
    /// <summary>It has been looked at again since its time was over.</summary>
    public bool IsOver { get; init; }

    public bool Is(ImmutableArray<Label> labels) => Labels.AsSpan().SequenceEqual(labels.AsSpan());
}
