using PceServer.Forwarding;
using PceServer.Topology;

namespace PceServer.Engine.Ledger;

/// <summary>Keeps the forwarding tables of the newest snapshot warm: they do not depend on bookings, so only binding SIDs make new ones.</summary>
public sealed class SimulatorCache
{
    private ForwardingSimulator? _newest;

    /// <summary>A simulator for walks that look at no bandwidth.</summary>
    public ForwardingSimulator For(TopologySnapshot topology, NetworkOverlay overlay)
    {
        var newest = Volatile.Read(ref _newest);
        if (newest is not null && ReferenceEquals(newest.Topology, topology) && newest.Overlay.BindingSids == overlay.BindingSids)
            return newest;
        var simulator = new ForwardingSimulator(topology, new NetworkOverlay { BindingSids = overlay.BindingSids });
        if (newest is null || newest.Topology.Version <= topology.Version)
            Volatile.Write(ref _newest, simulator);
        return simulator;
    }
}
