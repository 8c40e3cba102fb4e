using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using PceServer.Forwarding.Packets;
using PceServer.Topology;

namespace PceServer.Forwarding.Walking;

/// <summary>What a walk leaves behind: enough to tell its hops when someone asks, and small, as an engine keeps one for each LSP.</summary>
internal sealed class WalkLog(Visit[] visits, Step[] stepsOf, (uint Label, int Below)[] cells)
{
    public ImmutableArray<TraceHop> Hops()
    {
        var hops = new TraceHop[visits.Length];
        for (var i = 0; i < visits.Length; i++)
        {
            ref readonly var v = ref visits[i];
            hops[i] = new TraceHop(
                i, v.Parent < 0 ? null : v.Parent, new NodeIndex(v.Node), v.Edge < 0 ? null : new EdgeIndex(v.Edge),
                Stack(v.Stack), Stack(v.StackOut), ActionOf(i, v), Note(v));
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(hops);
    }

    public ImmutableArray<TraceStep> Steps() =>
    [
        .. stepsOf.Select(s => new TraceStep(
            s.From, s.To, new EdgeIndex(s.Edge), s.LanEdge < 0 ? null : new EdgeIndex(s.LanEdge), visits[s.From].Share * s.Part)),
    ];

    public Visit[] Visits => visits;

    public Step[] StepArray => stepsOf;

    /// <summary>The log when the packet dies at a visit. What lies behind it is left out where there is one way only; other branches may have come through.</summary>
    public WalkLog ExpiredAt(int visit, bool isLine)
    {
        var kept = isLine ? visits[..(visit + 1)] : visits;
        kept[visit].End = End.TimeToLive;
        if (isLine)
            kept[visit].StepCount = 0;
        return isLine ? new WalkLog(kept, stepsOf[..visit], cells) : this;
    }

    /// <summary>Every way from the head-end to an end, with the TTLs on each link, and where one of them runs out.</summary>
    public IEnumerable<(List<(Step Step, TimesToLive Ttl)> Steps, int? ExpiredAt)> Branches(TtlModel model, byte timeToLive)
    {
        var way = new Stack<(int Visit, TimesToLive Ttl, int Depth, Step? Came)>();
        way.Push((0, TimesToLive.Initial(Depth(visits[0].Stack), timeToLive), 0, null));
        var steps = new List<(Step, TimesToLive)>();
        while (way.TryPop(out var at))
        {
            steps.RemoveRange(Math.Max(0, at.Depth - 1), steps.Count - Math.Max(0, at.Depth - 1));
            if (at.Came is { } came)
                steps.Add((came, at.Ttl));
            var isRing = steps.Take(Math.Max(0, steps.Count - 1)).Any(s => s.Item1.From == at.Visit);
            var expires = Expires(model, timeToLive, at.Visit, at.Ttl);
            if (expires || isRing || visits[at.Visit].StepCount == 0)
                yield return ([.. steps], expires ? at.Visit : null);
            for (var s = visits[at.Visit].StepCount - 1; s >= 0 && !isRing; s--)
            {
                var step = stepsOf[visits[at.Visit].FirstStep + s];
                if (Cross(model, timeToLive, step, at.Ttl) is { } left)
                    way.Push((step.To, left, at.Depth + 1, step));
            }
        }
    }

    /// <summary>The first visit, in the order of the walk, that some branch does not survive; -1 when all do.</summary>
    public int FirstExpiry(TtlModel model, byte timeToLive)
    {
        var seen = new HashSet<(int, TimesToLive)>();
        var queue = new Queue<(int Visit, TimesToLive Ttl)>([(0, TimesToLive.Initial(Depth(visits[0].Stack), timeToLive))]);
        while (queue.TryDequeue(out var at))
        {
            if (!seen.Add(at))
                continue;
            if (Expires(model, timeToLive, at.Visit, at.Ttl))
                return at.Visit;
            foreach (ref readonly var step in StepsOf(at.Visit))
                queue.Enqueue((step.To, Cross(model, timeToLive, step, at.Ttl)!));
        }
        return -1;
    }

    private ReadOnlySpan<Step> StepsOf(int visit) => stepsOf.AsSpan(Math.Max(0, visits[visit].FirstStep), visits[visit].StepCount);

    /// <summary>Whether a TTL runs out at a visit, on one of its branches at least. What goes no further needs none: no TTL is looked at where a packet ends.</summary>
    private bool Expires(TtlModel model, byte timeToLive, int visit, TimesToLive ttl)
    {
        foreach (ref readonly var step in StepsOf(visit))
        {
            if (Cross(model, timeToLive, step, ttl) is null)
                return true;
        }
        return false;
    }

    private TimesToLive? Cross(TtlModel model, byte initial, in Step step, TimesToLive ttl)
    {
        var (stackIn, stackOut) = (visits[step.From].Stack, visits[step.To].Stack);
        int came = Depth(stackIn), leaves = Depth(stackOut), common = Math.Min(came, leaves);
        var (one, other) = (Drop(stackIn, came - common), Drop(stackOut, leaves - common));
        for (; one != other; common--)
            (one, other) = (cells[one].Below, cells[other].Below);
        // A label below one that was popped, or under a list, may have been swapped for its equal: it looks untouched, but it was not.
        if (step.IsSwapped && common > 0 && (leaves == common) != (came == common))
            common--;
        return ttl.Cross(model, initial, came - common, leaves - common, step.From == 0);
    }

    private int Drop(int stack, int count)
    {
        while (count-- > 0)
            stack = cells[stack].Below;
        return stack;
    }

    private int Depth(int stack)
    {
        var depth = 0;
        for (; stack != 0; stack = cells[stack].Below)
            depth++;
        return depth;
    }

    public ImmutableArray<Label> Stack(int top)
    {
        var labels = ImmutableArray.CreateBuilder<Label>();
        for (var cell = top; cell != 0; cell = cells[cell].Below)
            labels.Add(new Label(cells[cell].Label));
        return labels.DrainToImmutable();
    }

    private TraceAction ActionOf(int id, in Visit v) => v.End switch
    {
        End.Delivered or End.Elsewhere => TraceAction.Deliver,
        End.TimeToLive => TraceAction.Drop,
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
