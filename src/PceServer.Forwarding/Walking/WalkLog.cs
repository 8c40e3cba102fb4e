using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using PceServer.Topology;

namespace PceServer.Forwarding.Walking;

/// <summary>What a walk leaves behind: enough to tell its hops when someone asks, and small, as an engine keeps one for each LSP.</summary>
internal sealed class WalkLog(Visit[] visits, Step[] steps, (uint Label, int Below)[] cells)
{
    public ImmutableArray<TraceHop> Hops()
    {
        var hops = new TraceHop[visits.Length];
        for (var i = 0; i < visits.Length; i++)
        {
            ref readonly var v = ref visits[i];
            hops[i] = new TraceHop(
                i, v.Parent < 0 ? null : v.Parent, new NodeIndex(v.Node), v.Edge < 0 ? null : new EdgeIndex(v.Edge), Stack(v.Stack), Stack(v.StackOut), ActionOf(i, v), Note(v));
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(hops);
    }

    public ImmutableArray<TraceStep> Steps() =>
    [
        .. steps.Select(s => new TraceStep(
            s.From, s.To, new EdgeIndex(s.Edge), s.LanEdge < 0 ? null : new EdgeIndex(s.LanEdge), visits[s.From].Share * s.Part)),
    ];

    private ImmutableArray<Label> Stack(int top)
    {
        var labels = ImmutableArray.CreateBuilder<Label>();
        for (var cell = top; cell != 0; cell = cells[cell].Below)
            labels.Add(new Label(cells[cell].Label));
        return labels.DrainToImmutable();
    }

    private TraceAction ActionOf(int id, in Visit v) => v.End switch
    {
        End.Delivered or End.Elsewhere => TraceAction.Deliver,
        not End.None when v.StepCount == 0 => TraceAction.Drop,
        _ when id == 0 || (v.Handling & (Handling.Binding | Handling.Repaired)) != 0 => TraceAction.Push,
        _ when (v.Handling & Handling.Swapped) == 0 => TraceAction.Pop,
        _ => cells[v.StackOut].Label == cells[v.Stack].Label ? TraceAction.Continue : TraceAction.Swap,
    };

    private string Note(in Visit v)
    {
        var words = new List<string>(3);
        var top = cells[v.Stack].Label.ToString(CultureInfo.InvariantCulture);
        if (v.Handling.HasFlag(Handling.OwnSid))
            words.Add("own SID popped");
        if (v.Handling.HasFlag(Handling.LocalNull))
            words.Add("explicit null popped");
        if (v.Handling.HasFlag(Handling.Entropy))
            words.Add("entropy label popped");
        if (v.Handling.HasFlag(Handling.Binding))
            words.Add("binding SID replaced by its list");
        if (v.Handling.HasFlag(Handling.Repaired))
            words.Add("repaired around the failure");
        if (v.Handling.HasFlag(Handling.Peer))
            words.Add("peer SID popped");
        else if (v.Handling.HasFlag(Handling.Adjacency))
            words.Add("adjacency SID popped");
        if (v.Handling.HasFlag(Handling.Penultimate))
            words.Add("popped at the penultimate hop");
        if (v.Handling.HasFlag(Handling.Swapped))
            words.Add(words.Count == 0 ? $"{top} to {cells[v.StackOut].Label}" : $"to {cells[v.StackOut].Label}");
        if (v.StepCount > 1)
            words.Add($"{v.StepCount} branches");
        if (v.End is End.Delivered)
            words.Add("end of the stack at the destination");
        else if (v.End is not End.None)
            words.Add(Reasons.Short(v.End, v.Label));
        return string.Join(", ", words);
    }
}
