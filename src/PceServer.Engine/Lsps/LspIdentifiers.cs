using PceServer.Topology;

namespace PceServer.Engine.Lsps;

/// <summary>The RSVP-TE session words that name an LSP and its path instance; SR routers fill in the addresses at most (RFC 8231 §7.3.1).</summary>
public sealed record LspIdentifiers(IpAddress Sender, ushort LspId, ushort TunnelId, UInt128 ExtendedTunnelId, IpAddress Endpoint)
{
    /// <summary>Everything zero: end of synchronisation, or with R=1 every instance (RFC 8231 §5.6).</summary>
    public bool IsZero => Sender.IsZero && LspId == 0 && TunnelId == 0 && ExtendedTunnelId == UInt128.Zero && Endpoint.IsZero;
}
