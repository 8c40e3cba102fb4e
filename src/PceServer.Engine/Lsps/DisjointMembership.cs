using PceServer.PathComputation;
using PceServer.Topology;

namespace PceServer.Engine.Lsps;

/// <summary>A disjointness association group: <c>id, source, global source, extended id</c> (RFC 8697 §6.1, RFC 8800 §5.1).</summary>
/// <param name="ExtendedId">In hexadecimal; empty where there is none.</param>
public sealed record DisjointGroupKey(ushort Id, IpAddress Source, uint GlobalSource, string ExtendedId)
{
    public override string ToString() => $"disjointness group {Id} of {Source}";
}

/// <summary>An LSP's place in its disjointness group: the flags of its DISJOINTNESS-CONFIGURATION TLV (RFC 8800 §5.2).</summary>
/// <param name="IsStrict">T: no path rather than one that shares more.</param>
/// <param name="IsFirst">P: this LSP has its own best path, the others keep away from it.</param>
public sealed record DisjointMembership(DisjointGroupKey Group, Disjointness Level, bool IsStrict, bool IsFirst)
{
    /// <summary>What its OF-List says the members are to share least; null where it has none (RFC 8800 §5.3).</summary>
    public SetObjective? Objective { get; init; }

    /// <summary>All members of a group ask for the same; only P and the objective function may differ (RFC 8800 §5.1).</summary>
    public bool AgreesWith(DisjointMembership other) => Level == other.Level && IsStrict == other.IsStrict;
}
