using PceServer.Forwarding.Routing;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>All that the nodes of a snapshot would have in their label tables, made as it is asked for.</summary>
internal sealed class ForwardingTables
{
    private readonly NodeLabels?[] _labels;
    private readonly ILookup<NodeKey, BindingSid>? _bindings;

    private ForwardingTables(TopologySnapshot topology, NetworkOverlay overlay, FecTable fecs, ColumnStore columns, NodeLabels?[]? labels = null)
    {
        Topology = topology;
        Overlay = overlay;
        Fecs = fecs;
        Columns = columns;
        _labels = labels ?? new NodeLabels[topology.NodeCount];
        _bindings = overlay.BindingSids.Length == 0 ? null : overlay.BindingSids.ToLookup(b => b.HeadEnd);
    }

    public TopologySnapshot Topology { get; }

    public NetworkOverlay Overlay { get; }

    public FecTable Fecs { get; }

    public ColumnStore Columns { get; }

    public static ForwardingTables Of(TopologySnapshot topology, NetworkOverlay overlay)
    {
        var fecs = FecTable.Of(topology, PrefixSidClaim.Of(topology));
        return new ForwardingTables(topology, overlay, fecs, new ColumnStore(RoutingView.Of(topology), fecs.Slots));
    }

    /// <summary>Tables of a later snapshot, which equal those made anew; what did not change is taken over.</summary>
    public ForwardingTables Next(TopologySnapshot topology, NetworkOverlay overlay)
    {
        if (ReferenceEquals(topology, Topology))
            return new ForwardingTables(topology, overlay, Fecs, Columns, overlay.BindingSids == Overlay.BindingSids ? _labels : null);
        var difference = SnapshotDifference.Between(Columns.View, topology);
        if (!difference.SameNodes)
            return Of(topology, overlay);
        var fecs = difference.SamePrefixes ? Fecs : FecTable.Of(topology, PrefixSidClaim.Of(topology));
        var sameSlots = difference.SamePrefixes || fecs.Slots.IsSame(Fecs.Slots);
        var columns = sameSlots && difference.SameTransit
            ? Columns.After(difference.View, difference.Changes)
            : new ColumnStore(difference.View, fecs.Slots);
        var labels = ReferenceEquals(fecs, Fecs) && overlay.BindingSids == Overlay.BindingSids ? LabelsThatStay(topology) : null;
        return new ForwardingTables(topology, overlay, fecs, columns, labels);
    }

    /// <summary>
    /// What a SID index means at a node: its own prefix, or the way that it takes. True though it has no way when somebody claims the index; the walk finds out.
    /// </summary>
    public bool TryFind(int node, uint index, out Fec fec)
    {
        if (!Fecs.TryFind(index, out fec))
            return false;
        fec = WayOf(node, fec);
        return true;
    }

    /// <summary>The way that the node takes for a FEC, or for one of its rivals.</summary>
    public Fec WayOf(int node, Fec fec) => fec.Rivals.IsEmpty && !fec.IsPassedOn ? fec : FecChoice.Of(this, node, fec);

    /// <summary>Makes every table now.</summary>
    public void Warm()
    {
        Columns.Warm();
        Parallel.For(0, Topology.NodeCount, node => Labels(node));
    }

    /// <summary>Tables of nodes that announce what they did, over links of the same numbers.</summary>
    private NodeLabels?[]? LabelsThatStay(TopologySnapshot topology)
    {
        if (!topology.HasLinksOf(Topology))
            return null;
        var labels = new NodeLabels?[topology.NodeCount];
        for (var node = 0; node < labels.Length; node++)
        {
            if (Volatile.Read(ref _labels[node]) is { } made && AnnouncesTheSame(topology, node))
                labels[node] = made;
        }
        return labels;
    }

    private bool AnnouncesTheSame(TopologySnapshot topology, int node)
    {
        if (!ReferenceEquals(topology.Nodes[node].Attributes, Topology.Nodes[node].Attributes))
            return false;
        for (var e = topology.OutStart[node]; e < topology.OutStart[node + 1]; e++)
        {
            var (now, before) = (topology.AttributesOf(new EdgeIndex(e)), Topology.AttributesOf(new EdgeIndex(e)));
            if (!ReferenceEquals(now, before) && (now.AdjacencySids != before.AdjacencySids || now.PeerSids != before.PeerSids))
                return false;
        }
        return true;
    }

    /// <summary>The same labels over other link costs, as after a failure or a metric change.</summary>
    public ForwardingTables Rerouted(IReadOnlyCollection<(int Edge, uint Cost)> costs)
    {
        var changes = costs.Where(c => Columns.View.Cost[c.Edge] != c.Cost)
            .Select(c => SnapshotDifference.Of(Topology, c.Edge, Columns.View.Cost[c.Edge], c.Cost)).ToArray();
        return new ForwardingTables(Topology, Overlay, Fecs, Columns.After(Columns.View.With(costs), changes), _labels);
    }

    /// <summary>The same network after all have converged, border routers included.</summary>
    public ForwardingTables Reconverged(IReadOnlyCollection<(int Edge, uint Cost)> costs) =>
        Fecs.PassesOn ? Readvertisement.Settle(this, Rerouted(costs)) : Rerouted(costs);

    /// <summary>The same links with other announcements of prefixes.</summary>
    public ForwardingTables With(FecTable fecs) => new(Topology, Overlay, fecs, new ColumnStore(Columns.View, fecs.Slots), _labels);

    public NodeLabels Labels(int node) => Volatile.Read(ref _labels[node]) ?? MakeLabels(node);

    private NodeLabels MakeLabels(int node)
    {
        var bindings = _bindings is null ? [] : Topology.Nodes[node].Keys.SelectMany(key => _bindings[key]);
        var made = new NodeLabelsBuilder(Topology, Fecs, node).Build(bindings);
        return Interlocked.CompareExchange(ref _labels[node], made, null) ?? made;
    }
}
