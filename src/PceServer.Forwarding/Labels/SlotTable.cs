using System.Collections.Immutable;
using PceServer.Forwarding.Routing;

namespace PceServer.Forwarding.Labels;

/// <summary>Gives one slot to all FECs whose distances are the same.</summary>
internal sealed class SlotTable
{
    private readonly Dictionary<(RoutingPlane Plane, int Node), int> _ofNode = [];
    private readonly ImmutableArray<RouteSlot>.Builder _slots = ImmutableArray.CreateBuilder<RouteSlot>();

    public int Take(ushort multiTopologyId, byte algorithm, ImmutableArray<RouteSource>.Builder sources)
    {
        // Strict shortest path differs from shortest path in what local policy may do, not in the distances (RFC 8402 §3.1.1).
        var plane = new RoutingPlane(multiTopologyId, algorithm == 1 ? (byte)0 : algorithm);
        if (sources.Count != 1)
            return Add(new RouteSlot(plane, sources.DrainToImmutable()));
        var node = sources[0].Node;
        if (!_ofNode.TryGetValue((plane, node), out var slot))
        {
            // With one announcer its metric adds the same to every way.
            slot = Add(new RouteSlot(plane, [new RouteSource(node, 0)]));
            _ofNode.Add((plane, node), slot);
        }
        return slot;
    }

    public ImmutableArray<RouteSlot> ToImmutable() => _slots.ToImmutable();

    private int Add(RouteSlot slot)
    {
        _slots.Add(slot);
        return _slots.Count - 1;
    }
}
