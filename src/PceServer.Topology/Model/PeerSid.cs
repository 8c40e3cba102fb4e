namespace PceServer.Topology;

/// <summary>Which BGP peering segment a SID stands for (RFC 9086 §5): TLVs 1101, 1102, 1103.</summary>
public enum PeerSidKind : byte
{
    Node, Adjacency, Set,
}

/// <summary>
/// A BGP peering SID of an EPE link: pops and forwards to that peer, over that interface, or to one of the set (RFC 8402 §4).
/// </summary>
/// <param name="Value">A label when <paramref name="IsLabel"/>, else an index into the SRLB of the announcing node.</param>
public readonly record struct PeerSid(
    PeerSidKind Kind, uint Value, bool IsLabel, AdjacencySidFlags Flags = AdjacencySidFlags.None, byte Weight = 0);
