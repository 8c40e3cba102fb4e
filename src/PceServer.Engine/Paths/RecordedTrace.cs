using System.Collections.Immutable;
using PceServer.Forwarding;
using PceServer.Topology;

namespace PceServer.Engine.Paths;

/// <summary>One visited node of a trace, by keys and names.</summary>
public sealed record RecordedTraceHop(
    int Id, int? Parent, NodeKey NodeKey, string Node, LinkKey? Link, ImmutableArray<Label> StackIn, ImmutableArray<Label> StackOut, TraceAction Action, string Note)
{
    /// <summary>The same step: same place, link, stacks and action, whatever the words about it.</summary>
    public bool SameStep(RecordedTraceHop other) =>
        Id == other.Id && Parent == other.Parent && Action == other.Action && NodeKey == other.NodeKey && Link == other.Link
        && StackIn.AsSpan().SequenceEqual(other.StackIn.AsSpan()) && StackOut.AsSpan().SequenceEqual(other.StackOut.AsSpan());
}

/// <summary>A trace by keys and names, so that it can be kept, shown and compared with that of a later snapshot.</summary>
/// <param name="Links">Every link crossed on any branch.</param>
public sealed record RecordedTrace(
    TraceVerdict Verdict, string Reason, ImmutableArray<RecordedTraceHop> Hops, ImmutableArray<LinkKey> Links, ulong TopologyVersion)
{
    public bool IsGood => Verdict == TraceVerdict.Delivered;

    /// <summary>What happens beside its links and nodes may change it as well.</summary>
    public bool DependsOnOthers { get; init; }

    /// <summary>By link, the part of the traffic that crosses it, where branches split it; default (null) where all of it crosses every link once.</summary>
    public ImmutableArray<double> Shares { get; init; }

    /// <summary>True where packets take the same way with the same stacks to the same end.</summary>
    public bool SameWay(RecordedTrace other)
    {
        if (Verdict != other.Verdict || Hops.Length != other.Hops.Length)
            return false;
        for (var i = 0; i < Hops.Length; i++)
        {
            if (!Hops[i].SameStep(other.Hops[i]))
                return false;
        }
        return true;
    }

    /// <summary>Takes a trace out of the snapshot in which it was walked.</summary>
    public static RecordedTrace Of(Trace trace, TopologySnapshot topology) => new(
        trace.Verdict,
        trace.Reason,
        [.. trace.Hops.Select(hop => new RecordedTraceHop(
            hop.Id, hop.Parent, topology[hop.Node].Key, topology[hop.Node].DisplayName,
            hop.Edge is { } edge ? topology[edge].Key : null, hop.StackIn, hop.StackOut, hop.Action, hop.Note))],
        [.. trace.Edges.Select(edge => topology[edge].Key)],
        trace.TopologyVersion)
    {
        DependsOnOthers = trace.DependsOnOthers,
        Shares = IsPlain(trace) ? default : SharesOf(trace),
    };

    /// <summary>One way, and no link of it twice.</summary>
    private static bool IsPlain(Trace trace)
    {
        if (trace.Hops.Length - 1 > trace.Edges.Length)
            return false;
        for (var i = 1; i < trace.Hops.Length; i++)
        {
            if (trace.Hops[i].Parent != i - 1)
                return false;
        }
        return true;
    }

    private static ImmutableArray<double> SharesOf(Trace trace)
    {
        var shares = new Dictionary<EdgeIndex, double>();
        foreach (var step in trace.Steps)
        {
            shares[step.Edge] = shares.GetValueOrDefault(step.Edge) + step.Share;
            if (step.LanEdge is { } lan)
                shares[lan] = shares.GetValueOrDefault(lan) + step.Share;
        }
        return [.. trace.Edges.Select(edge => shares.GetValueOrDefault(edge))];
    }
}
