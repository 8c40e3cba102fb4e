using System.Collections.Immutable;
using PceServer.Topology;

namespace PceServer.Forwarding.Packets;

/// <summary>A packet on a link between two hops of a trace.</summary>
/// <param name="From">Number of the hop that it leaves.</param>
/// <param name="To">Number of the hop that it reaches.</param>
public sealed record PacketOnLink(int From, int To, NodeIndex FromNode, NodeIndex ToNode, EdgeIndex Edge, MplsPacket Packet);

/// <summary>One way through a trace, from the head-end to an end, in packets.</summary>
/// <param name="ExpiredAt">The hop where the TTL ran out, if it did.</param>
public sealed record PacketBranch(ImmutableArray<PacketOnLink> Packets, int? ExpiredAt);
