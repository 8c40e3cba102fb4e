using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Engine.Telemetry;

/// <summary>A label stack that becomes text only where a log is really written.</summary>
internal readonly record struct LabelText(ImmutableArray<Label> Labels)
{
    public override string ToString() => Labels.IsDefault ? "" : string.Join(' ', Labels);
}
