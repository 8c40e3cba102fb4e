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
        var fecs = FecTable.Of(topology);
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
        var fecs = difference.SamePrefixes ? Fecs : FecTable.Of(topology);
        var sameSlots = difference.SamePrefixes || fecs.Slots.SequenceEqual(Fecs.Slots);
        var columns = sameSlots && difference.SameTransit
            ? Columns.After(difference.View, difference.Changes)
            : new ColumnStore(difference.View, fecs.Slots);
        return new ForwardingTables(topology, overlay, fecs, columns);
    }

    /// <summary>The same labels over other link costs, as after a failure or a metric change.</summary>
    public ForwardingTables Rerouted(IReadOnlyCollection<(int Edge, uint Cost)> costs)
    {
        var changes = costs.Where(c => Columns.View.Cost[c.Edge] != c.Cost)
            .Select(c => new EdgeChange(Topology.EdgeFrom[c.Edge], Topology.EdgeTo[c.Edge], Columns.View.Cost[c.Edge], c.Cost)).ToArray();
        return new ForwardingTables(Topology, Overlay, Fecs, Columns.After(Columns.View.With(costs), changes), _labels);
    }

    public NodeLabels Labels(int node) => Volatile.Read(ref _labels[node]) ?? MakeLabels(node);

    private NodeLabels MakeLabels(int node)
    {
        var bindings = _bindings is null ? [] : Topology.Nodes[node].Keys.SelectMany(key => _bindings[key]);
        var made = new NodeLabelsBuilder(Topology, Fecs, node).Build(bindings);
        return Interlocked.CompareExchange(ref _labels[node], made, null) ?? made;
    }
}
