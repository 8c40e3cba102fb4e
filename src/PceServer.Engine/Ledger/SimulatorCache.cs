using PceServer.Forwarding;
using PceServer.Topology;

namespace PceServer.Engine.Ledger;

/// <summary>Keeps the forwarding tables of the newest snapshot warm, and hands them on to the next one and to overlays of the same one.</summary>
public sealed class SimulatorCache
{
    private readonly Lock _turn = new();
    private ForwardingSimulator? _newest;

    /// <summary>A simulator for walks that look at no bandwidth: bookings change too often to make one each time.</summary>
    public ForwardingSimulator For(TopologySnapshot topology, NetworkOverlay overlay)
    {
        // One makes it, the others wait: the tables are worth sharing.
        lock (_turn)
        {
            if (_newest is { } warm && ReferenceEquals(warm.Topology, topology) && warm.Overlay.BindingSids == overlay.BindingSids)
                return warm;
            var simulator = After(_newest, topology, new NetworkOverlay { BindingSids = overlay.BindingSids });
            if (_newest is null || _newest.Topology.Version <= topology.Version)
                _newest = simulator;
            return simulator;
        }
    }

    /// <summary>A simulator that knows what is booked.</summary>
    public ForwardingSimulator WithBookings(TopologySnapshot topology, NetworkOverlay overlay) => After(For(topology, overlay), topology, overlay);

    private static ForwardingSimulator After(ForwardingSimulator? newest, TopologySnapshot topology, NetworkOverlay overlay) =>
        newest is null || newest.Topology.Version > topology.Version ? new(topology, overlay) : newest.Next(topology, overlay);
}
