namespace PceServer.Topology;

/// <summary>Adjacency SID flags, the same meaning for IS-IS and OSPF (RFC 8667 §2.2.1, RFC 8665 §6.1).</summary>
[Flags]
public enum AdjacencySidFlags : byte
{
    None = 0, Backup = 1, Set = 2, Persistent = 4, Ipv6 = 8,
}

/// <summary>
/// A SID that takes a packet over one link. <see cref="Value"/> is a label when <see cref="IsLabel"/>, else an index into the SRLB of the
/// announcing node.
/// </summary>
/// <param name="Neighbor">On a LAN (TLV 1100) the neighbour that this SID leads to; otherwise default.</param>
public readonly record struct AdjacencySid(uint Value, bool IsLabel, AdjacencySidFlags Flags, byte Weight, IgpRouterId Neighbor = default);
