using PceServer.Engine.Ledger;
using PceServer.Engine.Lsps;
using PceServer.Engine.Paths;
using PceServer.Topology;

namespace PceServer.Engine.Groups;

/// <summary>A member of a group as others need to know it to compute the group: what it asks for and between which ends.</summary>
internal sealed record GroupMember(BookingKey Key, DisjointMembership Membership, EndpointClues Clues, SidDepthRule SidDepth)
{
    public PathQuery Query(TopologySnapshot topology) =>
        new(EndpointResolver.HeadEnd(topology, Clues), EndpointResolver.Tail(topology, Clues), Clues.Demand, SidDepth) { Own = Key };

    public bool SameAs(GroupMember other) =>
        Membership == other.Membership && SidDepth == other.SidDepth && Clues.Demand.SameAs(other.Clues.Demand)
        && Clues with { Demand = PathDemand.Default } == other.Clues with { Demand = PathDemand.Default };
}
