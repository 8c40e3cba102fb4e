using System.Collections.Immutable;
using PceServer.Forwarding.Failures;
using PceServer.Forwarding.Labels;
using PceServer.Forwarding.Routing;
using PceServer.Forwarding.Walking;
using PceServer.Topology;

namespace PceServer.Forwarding;

/// <summary>
/// An MPLS forwarding model of one snapshot, with its own shortest paths (RFC 8402, RFC 8660, RFC 3032). Tables are made as they are needed and kept;
/// safe for many threads.
/// </summary>
public sealed class ForwardingSimulator
{
    private readonly ForwardingTables _tables;
    private readonly FailedParts? _failed;
    private readonly LocalRepair? _repair;

    public ForwardingSimulator(TopologySnapshot topology, NetworkOverlay? overlay = null)
        : this(ForwardingTables.Of(topology, overlay ?? NetworkOverlay.Empty))
    {
    }

    private ForwardingSimulator(ForwardingTables tables, FailedParts? failed = null, LocalRepair? repair = null) =>
        (_tables, _failed, _repair) = (tables, failed, repair);

    public TopologySnapshot Topology => _tables.Topology;

    public NetworkOverlay Overlay => _tables.Overlay;

    /// <summary>The simulator of a later snapshot, which takes over the tables that did not change; it says what a new one would.</summary>
    public ForwardingSimulator Next(TopologySnapshot topology, NetworkOverlay? overlay = null) =>
        new(_tables.Next(topology, overlay ?? NetworkOverlay.Empty));

    /// <summary>The same network with parts of it down, in one of the phases after the failure.</summary>
    public ForwardingSimulator Failed(FailureSet failures, FailurePhase phase)
    {
        var failed = new FailedParts(Topology, failures);
        if (phase == FailurePhase.BeforeConvergence)
            return new ForwardingSimulator(_tables, failed);
        (int, uint)[] down = [.. failed.DownEdges.Select(e => (e, RoutingView.Unusable))];
        return phase == FailurePhase.AfterConvergence
            ? new ForwardingSimulator(_tables.Reconverged(down), failed)
            : new ForwardingSimulator(_tables, failed, new LocalRepair(_tables, _tables.Rerouted(down), failed));
    }

    /// <summary>What a node does with every label that it knows, by label.</summary>
    public ImmutableArray<LabelTableEntry> LabelTableOf(NodeIndex node) => LabelTable.Of(_tables, node);

    /// <summary>SIDs, labels and blocks that are announced twice or against the rules, and what the tables make of each.</summary>
    public ImmutableArray<LabelConflict> Conflicts() =>
        [.. _tables.Fecs.Conflicts, .. Enumerable.Range(0, Topology.NodeCount).SelectMany(n => _tables.Labels(n).Conflicts)];

    /// <summary>Makes every node's tables now, instead of when the first trace asks.</summary>
    public void Warm() => _tables.Warm();

    /// <summary>Follows every branch of the stack from the head-end and judges it against the constraints.</summary>
    public Trace Trace(TraceRequest request)
    {
        var walker = Walker.Rent();
        walker.Walk(_tables, _failed, _repair, request);
        return Judge.Of(walker.Graph, _tables, request);
    }
}
