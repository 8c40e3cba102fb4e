using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Engine.Lsps;

/// <summary>A path as a router states it: its label stack where it consists of SR segments that we can read as labels, and the text of each subobject.</summary>
/// <param name="Labels">Top first; default (null) where a hop is no label: index, NAI only, or an RSVP-TE hop.</param>
/// <param name="Hops">One text for each subobject.</param>
public sealed record ReportedPath(ImmutableArray<Label> Labels, ImmutableArray<string> Hops)
{
    public static readonly ReportedPath Empty = new([], []);

    public bool IsEmpty => Hops.IsEmpty;

    /// <summary>True where the simulator can walk it.</summary>
    public bool IsLabelStack => !Labels.IsDefaultOrEmpty;

    public bool SameLabels(ImmutableArray<Label> others) => !Labels.IsDefault && Labels.AsSpan().SequenceEqual(others.AsSpan());
}
