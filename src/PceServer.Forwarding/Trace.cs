using System.Collections.Immutable;
using PceServer.Forwarding.Walking;
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

/// <summary>
/// One node that the packet visits: the stack as it arrives and as it leaves; several <see cref="TraceHop"/> with one <see cref="Parent"/> are ECMP
/// branches.
/// </summary>
/// <param name="Id">Number in the trace, from zero; the head-end is zero.</param>
/// <param name="Parent">
/// The hop that the packet came from first; null for the head-end. Where branches meet again, <see cref="Trace.Steps"/> has the others.
/// </param>
/// <param name="Edge">The link over which it came (on a LAN the pseudonode's half); null for the head-end.</param>
/// <param name="StackOut">What leaves on the first branch; the next hop's <paramref name="StackIn"/> has what leaves on each.</param>
public sealed record TraceHop(
    int Id, int? Parent, NodeIndex Node, EdgeIndex? Edge, ImmutableArray<Label> StackIn, ImmutableArray<Label> StackOut, TraceAction Action, string Note);

/// <summary>A step of the walk from one hop to another.</summary>
/// <param name="Edge">The link crossed; on a LAN the half that leaves the pseudonode, and <paramref name="LanEdge"/> the one that reaches it.</param>
/// <param name="Share">Part of the LSP's traffic that takes this step, 0 to 1.</param>
public readonly record struct TraceStep(int From, int To, EdgeIndex Edge, EdgeIndex? LanEdge, double Share);

/// <summary>The walk of a stack over every branch, and what became of it.</summary>
public sealed class Trace
{
    private ImmutableArray<TraceHop> _hops;
    private ImmutableArray<TraceStep> _steps;

    public Trace(TraceVerdict verdict, string reason, ImmutableArray<TraceHop> hops, ImmutableArray<EdgeIndex> edges, ulong topologyVersion)
    {
        Verdict = verdict;
        Reason = reason;
        Edges = edges;
        TopologyVersion = topologyVersion;
        _hops = hops;
        _steps = [];
    }

    internal Trace(TraceVerdict verdict, string reason, WalkLog log, ImmutableArray<EdgeIndex> edges, ulong topologyVersion)
        : this(verdict, reason, default(ImmutableArray<TraceHop>), edges, topologyVersion)
    {
        Log = log;
        _steps = default;
    }

    internal WalkLog? Log { get; }

    /// <summary>Number of the node where the walk began, -1 for a trace that was not walked.</summary>
    internal int HeadEnd => Log?.Visits[0].Node ?? -1;

    public TraceVerdict Verdict { get; }

    /// <summary>One sentence: where and why, when it was not delivered within the constraints.</summary>
    public string Reason { get; }

    /// <summary>The hop that <see cref="Reason"/> speaks of, when it speaks of one.</summary>
    public int? FailedHop { get; init; }

    /// <summary>Every link crossed on any branch, each once, in the order of the walk; those on a LAN with both halves.</summary>
    public ImmutableArray<EdgeIndex> Edges { get; }

    public ulong TopologyVersion { get; }

    /// <summary>
    /// Some router takes the packet for something else than the one before it did, as where two FECs claim a label: what happens beside the path may move it.
    /// </summary>
    public bool IsDiverted { get; init; }

    /// <summary>True when the loss of a link or node that the walk does not touch may change it all the same.</summary>
    public bool DependsOnOthers => IsDiverted || Verdict is TraceVerdict.Dropped or TraceVerdict.Loops or TraceVerdict.TooDeep;

    public bool IsGood => Verdict == TraceVerdict.Delivered;

    /// <summary>The nodes visited, the head-end first. Made when first asked for.</summary>
    public ImmutableArray<TraceHop> Hops
    {
        get
        {
            if (_hops.IsDefault)
                ImmutableInterlocked.InterlockedInitialize(ref _hops, Log!.Hops());
            return _hops;
        }
    }

    /// <summary>The steps between hops, all branches, with the part of the traffic that each carries.</summary>
    public ImmutableArray<TraceStep> Steps
    {
        get
        {
            if (_steps.IsDefault)
                ImmutableInterlocked.InterlockedInitialize(ref _steps, Log!.Steps());
            return _steps;
        }
    }
}
