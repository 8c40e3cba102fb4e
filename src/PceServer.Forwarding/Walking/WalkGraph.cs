namespace PceServer.Forwarding.Walking;

/// <summary>Visits and steps of one walk, in the order in which they are found. Reused by its thread from walk to walk.</summary>
internal sealed class WalkGraph
{
    /// <summary>More visits than this are no forwarding path but an accident.</summary>
    public const int MaximumVisits = 100_000;

    private const int Few = 32;

    private readonly Dictionary<(int Node, int Stack), int> _index = [];
    private Visit[] _visits = new Visit[64];
    private Step[] _steps = new Step[64];
    private int[] _waiting = [];

    public StackStore Stacks { get; } = new();

    public int VisitCount { get; private set; }

    public int StepCount { get; private set; }

    public ReadOnlySpan<Visit> Visits => _visits.AsSpan(0, VisitCount);

    public ReadOnlySpan<Step> Steps => _steps.AsSpan(0, StepCount);

    /// <summary>Visits with every one behind all those that lead to it; shorter than <see cref="Visits"/> when some lead to each other.</summary>
    public int[] Order { get; private set; } = [];

    public int OrderCount { get; private set; }

    /// <summary>One branch, no node twice with one stack; known after <see cref="Settle"/>.</summary>
    public bool IsLine { get; private set; }

    /// <summary>Some router took the packet for something else than the one before it did.</summary>
    public bool IsDiverted { get; set; }

    public ref Visit this[int visit] => ref _visits[visit];

    public void Clear()
    {
        if (VisitCount > Few)
            _index.Clear();
        VisitCount = StepCount = OrderCount = 0;
        IsDiverted = false;
        Stacks.Clear();
    }

    /// <summary>The visit of that node with that stack, new or known.</summary>
    public int Reach(int node, int stack, int parent, int edge, int lanEdge)
    {
        var known = Find(node, stack);
        if (known >= 0)
            return known;
        if (VisitCount == _visits.Length)
            Array.Resize(ref _visits, VisitCount * 2);
        _visits[VisitCount] = new Visit
        {
            Node = node,
            Stack = stack,
            Parent = parent,
            Edge = edge,
            LanEdge = lanEdge,
            FirstStep = -1,
            Towards = -1,
        };
        if (VisitCount == Few)
        {
            for (var v = 0; v < VisitCount; v++)
                _index[(_visits[v].Node, _visits[v].Stack)] = v;
        }
        if (VisitCount >= Few)
            _index[(node, stack)] = VisitCount;
        return VisitCount++;
    }

    public void Cross(int from, in Exit exit, int stack, bool isSwapped)
    {
        var target = Reach(exit.Node, stack, from, exit.Edge, exit.LanEdge);
        if (StepCount == _steps.Length)
            Array.Resize(ref _steps, StepCount * 2);
        ref var visit = ref _visits[from];
        if (visit.StepCount++ == 0)
        {
            visit.FirstStep = StepCount;
            visit.StackOut = stack;
        }
        _steps[StepCount++] = new Step
        {
            From = from,
            To = target,
            Edge = exit.Edge,
            LanEdge = exit.LanEdge,
            Part = exit.Weight,
            IsSwapped = isSwapped,
        };
    }

    /// <summary>Puts the visits in order and hands the traffic down from the head-end. False when the packet can come back to where it was.</summary>
    public bool Settle()
    {
        if (Order.Length < VisitCount)
            Order = new int[_visits.Length];
        IsLine = StepCount == VisitCount - 1;
        for (var v = 0; v < VisitCount && IsLine; v++)
            IsLine = _visits[v].StepCount <= 1;
        if (IsLine)
        {
            for (var v = 0; v < VisitCount; v++)
                Order[v] = v;
            OrderCount = VisitCount;
        }
        else
        {
            SortByDependence();
        }
        Distribute();
        return OrderCount == VisitCount;
    }

    public WalkLog ToLog() => new(Visits.ToArray(), Steps.ToArray(), Stacks.ToArray());

    private int Find(int node, int stack)
    {
        if (VisitCount > Few)
            return _index.TryGetValue((node, stack), out var known) ? known : -1;
        for (var v = 0; v < VisitCount; v++)
        {
            if (_visits[v].Node == node && _visits[v].Stack == stack)
                return v;
        }
        return -1;
    }

    private void SortByDependence()
    {
        if (_waiting.Length < VisitCount)
            _waiting = new int[_visits.Length];
        Array.Clear(_waiting, 0, VisitCount);
        foreach (ref readonly var step in Steps)
            _waiting[step.To]++;
        OrderCount = 0;
        if (_waiting[0] == 0)
            Order[OrderCount++] = 0;
        for (var at = 0; at < OrderCount; at++)
        {
            ref readonly var visit = ref _visits[Order[at]];
            for (var s = visit.FirstStep; s < visit.FirstStep + visit.StepCount; s++)
            {
                if (--_waiting[_steps[s].To] == 0)
                    Order[OrderCount++] = _steps[s].To;
            }
        }
    }

    private void Distribute()
    {
        _visits[0].Share = 1;
        for (var at = 0; at < OrderCount; at++)
        {
            ref readonly var visit = ref _visits[Order[at]];
            for (var s = visit.FirstStep; s < visit.FirstStep + visit.StepCount; s++)
                _visits[_steps[s].To].Share += visit.Share * _steps[s].Part;
        }
    }

    /// <summary>A ring of visits, after <see cref="Settle"/> found that there is one; the first stands again at the end.</summary>
    public List<int> Ring()
    {
        var ordered = new HashSet<int>(Order.AsSpan(0, OrderCount).ToArray());
        var at = Enumerable.Range(0, VisitCount).First(v => !ordered.Contains(v));
        // Whoever waits has someone waiting before him; going backwards must close a ring.
        var seen = new List<int>();
        while (!seen.Contains(at))
        {
            seen.Add(at);
            at = Steps.ToArray().First(s => s.To == at && !ordered.Contains(s.From)).From;
        }
        var ring = seen[seen.IndexOf(at)..];
        ring.Add(at);
        ring.Reverse();
        return ring;
    }
}
