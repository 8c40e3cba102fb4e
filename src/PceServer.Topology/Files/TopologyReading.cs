using System.Collections.Immutable;

namespace PceServer.Topology;

/// <summary>What is wrong in a topology file: where, what stands there, and what would be right.</summary>
/// <param name="Path">For instance <c>links[3].a.delay</c>, or <c>line 12</c>.</param>
public sealed record TopologyFileError(string Path, string Value, string Rule)
{
    public override string ToString() => $"{Path}: '{Value}': {Rule}";
}

/// <summary>A file read: its changes when it has no errors, else every error and no change.</summary>
public sealed record TopologyReading(ImmutableArray<TopologyChange> Changes, ImmutableArray<TopologyFileError> Errors)
{
    public bool IsGood => Errors.IsEmpty;
}
