using PceServer.Forwarding.Failures;
using PceServer.Forwarding.Labels;
using PceServer.Topology;

namespace PceServer.Forwarding.Walking;

/// <summary>
/// Carries a stack from node to node over every branch, doing at each what its label table says (RFC 8402 §3, RFC 8660 §2.10, RFC 3032 §2.1).
/// </summary>
internal sealed class Walker
{
    /// <summary>Labels that one node may pop or expand before it forwards.</summary>
    private const int MaximumTurns = 64;

    [ThreadStatic]
    private static Walker? t_walker;

    private readonly List<Exit> _exits = [];
    private ForwardingTables _tables = null!;
    private FailedParts? _failed;
    private LocalRepair? _repair;
    private TraceRequest _request = null!;
    private bool _alert;

    public WalkGraph Graph { get; } = new();

    public static Walker Rent() => t_walker ??= new Walker();

    public void Walk(ForwardingTables tables, FailedParts? failed, LocalRepair? repair, TraceRequest request)
    {
        (_tables, _failed, _repair, _request) = (tables, failed, repair, request);
        Graph.Clear();
        var stack = Graph.Stacks.PushAll(request.Labels.AsSpan(), 0);
        Graph.Reach(request.HeadEnd.Value, stack, -1, -1, -1);
        if (failed?.Nodes[request.HeadEnd.Value] == true)
            Graph[0].End = End.NodeDown;
        for (var visit = 0; visit < Graph.VisitCount && Graph[0].End != End.NodeDown; visit++)
        {
            if (visit == WalkGraph.MaximumVisits)
            {
                Graph[visit].End = End.TooManyHops;
                break;
            }
            Process(visit);
        }
    }

    private void Process(int visit)
    {
        var stacks = Graph.Stacks;
        var node = Graph[visit].Node;
        var stack = Graph[visit].Stack;
        _alert = false;
        for (var turn = 0; turn < MaximumTurns; turn++)
        {
            if (stack == 0)
            {
                Deliver(visit);
                return;
            }
            var label = stacks.Top(stack);
            if (label < 16 ? !PopSpecial(visit, label, ref stack) : !Look(visit, node, label, ref stack))
                return;
        }
        Graph[visit].Label = stacks.Top(Graph[visit].Stack);
        Graph[visit].End = End.LoopAtNode;
    }

    /// <summary>Does what the table says of the label; true when the node goes on with what is below.</summary>
    private bool Look(int visit, int node, uint label, ref int stack)
    {
        var labels = _tables.Labels(node);
        var below = Graph.Stacks.Below(stack);
        if (labels.TryIndex(label, out var index) && _tables.TryFind(node, index, out var fec))
        {
            if (!labels.HasLocalInSrgb || !LabelPrecedence.KeepsFrom(_tables, node, labels, label, fec))
                return Follow(visit, node, fec, label, below, ref stack);
            Graph.IsDiverted = true;
        }
        switch (labels.Find(label))
        {
            case PrefixLabel prefix:
                return Follow(visit, node, _tables.WayOf(node, prefix.Fec), label, below, ref stack);
            case BindingLabel binding:
                return Expand(visit, node, binding.Binding, below, ref stack);
            case AdjacencyLabel adjacency:
                return Leave(visit, node, adjacency, below, ref stack);
            default:
                return Fail(visit, labels.Srgb.IsEmpty ? End.NoEntry : labels.TryIndex(label, out _) ? End.NoSid : End.OutsideBlocks, label);
        }
    }

    private bool Follow(int visit, int node, Fec fec, uint label, int below, ref int stack)
    {
        if (fec.TryFind(node, out var own) && own.IsOwner)
        {
            Graph[visit].Handling |= Handling.OwnSid;
            stack = below;
            return true;
        }
        if (fec.TryFind(node, out _))
            return Fail(visit, End.LeavesArea, label);
        _exits.Clear();
        NextHops.Find(_tables, fec.Slot, node, _exits);
        if (_exits.Count == 0)
            return Fail(visit, End.NoRoute, label, fec.Announcers[0].Node);
        if (_repair is not null && DropDownExits() && _repair.Around(node, fec) is { Count: > 0 } repairs)
            return Detour(visit, repairs, below, label);
        Choose(visit);
        foreach (var exit in _exits)
            Forward(visit, exit, fec, label, below);
        return false;
    }

    private void Forward(int visit, in Exit exit, Fec fec, uint label, int below)
    {
        if (!OutgoingLabel.TryFind(_tables, exit.Node, fec, out var outgoing))
        {
            Fail(visit, End.NoOutgoingLabel, label, exit.Node);
            return;
        }
        Graph[visit].Handling |= outgoing is null ? Handling.Penultimate : Handling.Swapped;
        if (fec.IsContested && outgoing is not null && IsTakenOtherwise(exit.Node, fec))
            Graph.IsDiverted = true;
        Cross(visit, exit, outgoing is { } swapped ? Graph.Stacks.Push(swapped.Value, below) : below, label, outgoing is not null);
    }

    private bool IsTakenOtherwise(int next, Fec fec) =>
        !fec.TryFind(next, out _) && _tables.TryFind(next, fec.Sid.Value, out var theirs) && theirs.Announcers != fec.Announcers;

    private void Cross(int visit, in Exit exit, int stack, uint label, bool isSwapped)
    {
        if (_failed?.IsDown(exit) == true)
            Fail(visit, End.LinkDown, label, exit.Node);
        else
            Graph.Cross(visit, exit, WithAlert(stack), isSwapped);
    }

    private int WithAlert(int stack) => _alert && stack != 0 ? Graph.Stacks.Push(Label.RouterAlert.Value, stack) : stack;

    private bool Leave(int visit, int node, AdjacencyLabel adjacency, int below, ref int stack)
    {
        Graph[visit].Handling |= (adjacency.IsPeer ? Handling.Peer : Handling.Adjacency)
            | (adjacency.Exits[0].IsProtected ? Handling.Protected : Handling.Unprotected);
        _exits.Clear();
        foreach (var exit in adjacency.Exits)
            _exits.Add(new Exit(exit.Edge, exit.LanEdge, exit.Node, exit.Weight));
        // A set goes on over the members that are left.
        if (_failed is not null && DropDownExits() && _repair is not null && adjacency.Exits[0].IsProtected)
            return GoOnWithout(visit, node, adjacency, below, ref stack);
        Choose(visit);
        foreach (var exit in _exits)
            Cross(visit, exit, below, adjacency.Label, isSwapped: false);
        return false;
    }

    /// <summary>Leaves the exits that are up; true, and all of them still there, when none is.</summary>
    private bool DropDownExits()
    {
        var failed = _failed!;
        if (!_exits.Exists(e => !failed.IsDown(e)))
            return true;
        _exits.RemoveAll(e => failed.IsDown(e));
        return false;
    }

    /// <summary>
    /// Repairs a protected adjacency SID: where the next segment is a prefix's, that one is followed from here; else the packet is brought to the far end of the
    /// link, which nobody can when that is what failed (RFC 9855 §6.2).
    /// </summary>
    private bool GoOnWithout(int visit, int node, AdjacencyLabel adjacency, int below, ref int stack)
    {
        var far = _exits[0].Node;
        Graph[visit].Handling |= Handling.Repaired;
        if (below != 0 && SegmentAt(far, Graph.Stacks.Top(below)) is { } next && _tables.TryFind(node, next.Sid.Value, out var mine))
            return Follow(visit, node, mine, Graph.Stacks.Top(below), Graph.Stacks.Below(below), ref stack);
        if (_repair!.FarEnd(far, new EdgeIndex(_exits[0].Edge)) is { } end && _repair.Around(node, end) is { Count: > 0 } repairs)
            return Detour(visit, [.. repairs.Select(r => r with { Pushed = r.Labels.Length })], below, adjacency.Label);
        return Fail(visit, End.LinkDown, adjacency.Label, far);
    }

    /// <summary>The prefix segment that a label means to another node; null when it is anything else there.</summary>
    private Fec? SegmentAt(int node, uint label)
    {
        var labels = _tables.Labels(node);
        return labels.TryIndex(label, out var index) && _tables.TryFind(node, index, out var fec) && !LabelPrecedence.KeepsFrom(_tables, node, labels, label, fec)
            ? fec : null;
    }

    /// <summary>Sends the packet over every next hop that will be, each with its own list.</summary>
    private bool Detour(int visit, List<Repair> repairs, int below, uint label)
    {
        Graph[visit].Handling |= Handling.Repaired;
        var most = _tables.Topology.Nodes[Graph[visit].Node].Attributes.MaximumSidDepth;
        _exits.Clear();
        _exits.AddRange(repairs.Select(r => r.Via));
        Choose(visit);
        foreach (var exit in _exits)
        {
            var repair = repairs.Find(r => r.Via.Edge == exit.Edge && r.Via.LanEdge == exit.LanEdge)!;
            if (repair.Pushed > most)
                Fail(visit, End.TooDeep, (uint)repair.Pushed, most.Value);
            else
                Cross(visit, exit, Graph.Stacks.PushAll(repair.Labels.AsSpan(), below), label, isSwapped: repair.Labels.Length > 0);
        }
        return false;
    }

    private bool Expand(int visit, int node, BindingSid binding, int below, ref int stack)
    {
        if (_tables.Topology.Nodes[node].Attributes.MaximumSidDepth is { } most && binding.Labels.Length > most)
            return Fail(visit, End.TooDeep, (uint)binding.Labels.Length, most);
        Graph[visit].Handling |= Handling.Binding;
        stack = Graph.Stacks.PushAll(binding.Labels.AsSpan(), below);
        return true;
    }

    private bool PopSpecial(int visit, uint label, ref int stack)
    {
        var below = Graph.Stacks.Below(stack);
        switch (label)
        {
            case 0 or 2:
                if (below == 0 && _request.Payload is { } payload && payload.IsIpv6 != (label == 2))
                    return Fail(visit, End.WrongPayload, label);
                Graph[visit].Handling |= Handling.LocalNull;
                stack = below;
                return true;
            case 1 or 7 or 15 when below == 0:
                return Fail(visit, End.StackUnderflow, label);
            case 1:
                // The label below says where it goes; the alert goes along for the next router (RFC 3032 §2.1).
                _alert = true;
                stack = below;
                return true;
            case 7:
                // Entropy label: indicator and value go together (RFC 6790 §4.1).
                Graph[visit].Handling |= Handling.Entropy;
                stack = Graph.Stacks.Below(below);
                return true;
            default:
                return Fail(visit, End.ReservedLabel, label);
        }
    }

    private void Deliver(int visit)
    {
        ref var here = ref Graph[visit];
        var isThere = here.Node == _request.Destination.Value
            || (_request.Payload is { } payload && Delivery.Announces(_tables.Topology, new NodeIndex(here.Node), payload));
        here.End = isThere ? End.Delivered : End.Elsewhere;
    }

    /// <summary>Turns weights into parts of the traffic, or keeps the one exit that the flow takes.</summary>
    private void Choose(int visit)
    {
        if (_request.Flow is { } flow && _exits.Count > 1)
        {
            var chosen = FlowHash.Choose(_tables.Topology, flow, Graph[visit].Node, _exits);
            _exits.Clear();
            _exits.Add(chosen with { Weight = 1 });
            return;
        }
        var sum = 0.0;
        foreach (var exit in _exits)
            sum += exit.Weight;
        for (var i = 0; i < _exits.Count; i++)
            _exits[i] = _exits[i] with { Weight = _exits[i].Weight / sum };
    }

    private bool Fail(int visit, End end, uint label, int towards = -1)
    {
        ref var here = ref Graph[visit];
        here.End = end;
        here.Label = label;
        here.Towards = towards;
        return false;
    }
}
