using System.Collections.Immutable;
using PceServer.Forwarding.Routing;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>Gives one slot to all FECs whose distances are the same.</summary>
internal sealed class SlotTable
{
    private readonly Dictionary<RoutingPlane, int> _planes = [];
    private readonly Dictionary<(int Plane, int Node), int> _ofNode = [];
    private readonly ImmutableArray<RouteSlot>.Builder _slots = ImmutableArray.CreateBuilder<RouteSlot>();
    private (RoutingPlane Plane, int Number) _last = (default, -1);

    /// <summary>The slot, and what the metric adds to its distances: with one announcer that is the same on every way.</summary>
    public (int Slot, uint AddedMetric) Take(RoutingDomain domain, byte algorithm, ImmutableArray<RouteSource>.Builder sources)
    {
        // Strict shortest path differs from shortest path in what local policy may do, not in the distances (RFC 8402 §3.1.1).
        var plane = Number(new RoutingPlane(domain, algorithm == 1 ? (byte)0 : algorithm));
        if (sources.Count != 1)
            return (Add(new RouteSlot(plane, sources.DrainToImmutable())), 0);
        var (node, metric) = sources[0];
        if (!_ofNode.TryGetValue((plane, node), out var slot))
        {
            slot = Add(new RouteSlot(plane, [new RouteSource(node, 0)]));
            _ofNode.Add((plane, node), slot);
        }
        return (slot, metric);
    }

    public RouteSlots ToSlots() => new([.. _planes.OrderBy(p => p.Value).Select(p => p.Key)], _slots.ToImmutable());

    private int Number(RoutingPlane plane)
    {
        if (_last.Number >= 0 && _last.Plane == plane)
            return _last.Number;
        if (!_planes.TryGetValue(plane, out var number))
            _planes.Add(plane, number = _planes.Count);
        _last = (plane, number);
        return number;
    }

    private int Add(RouteSlot slot)
    {
        _slots.Add(slot);
        return _slots.Count - 1;
    }
}
