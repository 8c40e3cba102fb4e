using PceServer.Bgp.LinkState;

namespace PceServer.Bgp.Rib;

/// <summary>What the best route of an NLRI became. Where only the peer behind it changed and the octets are the same there is no change.</summary>
/// <param name="Attribute">Attribute 29 of the best route; null when it was missing or discarded: the object exists, its properties are lost.</param>
/// <param name="Peer">Whose route is in use; null when the last one is gone.</param>
public readonly record struct RibChange(AddressFamily Family, LinkStateNlri Nlri, LinkStateAttribute? Attribute, RibPeer? Peer)
{
    public bool IsWithdrawn => Peer is null;
}
