using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Routing;

/// <summary>
/// What an SPF is run for: one level, area or AS, and in it one topology of the IGP (RFC 5120 §2, RFC 4915 §3.1) and one algorithm (RFC 8402 §3.1.1).
/// </summary>
internal readonly record struct RoutingPlane(RoutingDomain Domain, byte Algorithm);

/// <summary>Distances that some FECs share: those to the same announcers in the same plane.</summary>
/// <param name="Plane">Place in <see cref="RouteSlots.Planes"/>.</param>
internal readonly record struct RouteSlot(int Plane, ImmutableArray<RouteSource> Sources);

/// <summary>The planes and slots of a snapshot; columns of distances have the numbers of slots.</summary>
internal sealed class RouteSlots(ImmutableArray<RoutingPlane> planes, ImmutableArray<RouteSlot> slots)
{
    public ImmutableArray<RoutingPlane> Planes => planes;

    public int Count => slots.Length;

    public RouteSlot this[int slot] => slots[slot];

    public bool IsSame(RouteSlots other)
    {
        if (!planes.AsSpan().SequenceEqual(other.Planes.AsSpan()) || slots.Length != other.Count)
            return false;
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i].Plane != other[i].Plane || !slots[i].Sources.AsSpan().SequenceEqual(other[i].Sources.AsSpan()))
                return false;
        }
        return true;
    }
}
