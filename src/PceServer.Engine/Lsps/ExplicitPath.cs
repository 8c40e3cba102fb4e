using System.Collections.Immutable;
using PceServer.Forwarding;
using PceServer.Topology;

namespace PceServer.Engine.Lsps;

/// <summary>A list that an operator gave to an LSP. It holds until it is released: nothing is computed meanwhile, the watch goes on.</summary>
/// <param name="Labels">Top first.</param>
/// <param name="By">Who gave it.</param>
/// <param name="IsOverride">The operator had it sent whatever the gate says.</param>
public sealed record ExplicitPath(ImmutableArray<Label> Labels, string By, DateTimeOffset GivenAt, bool IsOverride)
{
    /// <summary>What the gate said when it was given; null where it could not be walked.</summary>
    public TraceVerdict? Verdict { get; init; }

    /// <summary>One sentence: where and why, when the verdict is not 'delivered'.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The snapshot that it was judged on.</summary>
    public ulong TopologyVersion { get; init; }

    /// <summary>It was sent though the gate said no.</summary>
    public bool IsOverridden => IsOverride && Verdict != TraceVerdict.Delivered;
}
