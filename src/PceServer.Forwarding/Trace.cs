using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding;

/// <summary>Where a packet with a given stack ends.</summary>
public enum TraceVerdict : byte
{
    Delivered, DeliveredElsewhere, Dropped, Loops, TooDeep, ViolatesConstraints,
}

public enum TraceAction : byte
{
    Push, Swap, Pop, Continue, Deliver, Drop,
}

/// <summary>One node that the packet visits: the stack as it arrives and as it leaves; several <see cref="TraceHop"/> with one <see cref="Parent"/> are ECMP branches.</summary>
/// <param name="Id">Number in the trace, from zero; the head-end is zero.</param>
/// <param name="Parent">The hop that the packet came from; null for the head-end.</param>
/// <param name="Edge">The link over which it came; null for the head-end.</param>
public sealed record TraceHop(
    int Id, int? Parent, NodeIndex Node, EdgeIndex? Edge, ImmutableArray<Label> StackIn, ImmutableArray<Label> StackOut, TraceAction Action, string Note);

/// <summary>The walk of a stack over every branch, and what became of it.</summary>
/// <param name="Reason">One sentence: where and why, when it was not delivered within the constraints.</param>
/// <param name="Edges">Every link crossed on any branch, each once, in the order of the walk.</param>
public sealed record Trace(TraceVerdict Verdict, string Reason, ImmutableArray<TraceHop> Hops, ImmutableArray<EdgeIndex> Edges, ulong TopologyVersion)
{
    public bool IsGood => Verdict == TraceVerdict.Delivered;
}

/// <summary>What to walk, and what the walk must keep to.</summary>
/// <param name="Labels">Top of stack first, as pushed by the head-end.</param>
/// <param name="Destination">Where it must end.</param>
public sealed record TraceRequest(NodeIndex HeadEnd, ImmutableArray<Label> Labels, NodeIndex Destination)
{
    public PathConstraints Constraints { get; init; } = PathConstraints.None;
}
