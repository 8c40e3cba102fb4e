namespace PceServer.Forwarding.Routing;

/// <summary>What an SPF is run for: a topology of the IGP (RFC 5120 §2, RFC 4915 §3.1) and an algorithm in it (RFC 8402 §3.1.1).</summary>
internal readonly record struct RoutingPlane(ushort MultiTopologyId, byte Algorithm)
{
    public bool IsDefault => MultiTopologyId == 0 && Algorithm == 0;
}
