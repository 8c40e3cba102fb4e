using System.Collections.Immutable;
using PceServer.Forwarding.Routing;
using PceServer.Topology;

namespace PceServer.Forwarding.Labels;

/// <summary>A node that announces a prefix, and how its penultimate hop is to hand packets over.</summary>
/// <param name="IsOwner">The prefix is its own; false where it only passes on what another area said.</param>
internal readonly record struct Announcer(int Node, PrefixSidFlags Flags, bool IsOwner);

/// <summary>All packets that go to one prefix by one algorithm under one SID (RFC 8402 §3.1): a loopback, an anycast prefix, or any other.</summary>
/// <param name="Slot">Where the distances to it are kept; prefixes of the same nodes share one.</param>
internal sealed record Fec(IpPrefix Prefix, PrefixSid Sid, ImmutableArray<Announcer> Announcers, int Slot)
{
    /// <summary>Announced for these nodes by a mapping server; their neighbours pop (RFC 8661 §3.2).</summary>
    public bool IsMapped { get; init; }

    public bool TryFind(int node, out Announcer announcer)
    {
        foreach (var candidate in Announcers)
        {
            if (candidate.Node == node)
            {
                announcer = candidate;
                return true;
            }
        }
        announcer = default;
        return false;
    }

    public override string ToString() => Sid.Algorithm == 0 ? $"{Prefix}" : $"{Prefix} algorithm {Sid.Algorithm}";
}

/// <summary>Distances that some FECs share: those to the same announcers in the same plane.</summary>
internal sealed record RouteSlot(RoutingPlane Plane, ImmutableArray<RouteSource> Sources)
{
    // Arrays compare by reference; two slots are the same when their sources are.
    public bool Equals(RouteSlot? other) => other is not null && Plane == other.Plane && Sources.AsSpan().SequenceEqual(other.Sources.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Plane, Sources.Length);
}
