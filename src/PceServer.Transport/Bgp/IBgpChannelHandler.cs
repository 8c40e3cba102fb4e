using System.Collections.Immutable;
using PceServer.Bgp;

namespace PceServer.Transport;

/// <summary>Gets all that happens on one BGP connection, on its event loop, one call at a time. A handler must not block; it may throw, which costs the connection.</summary>
public interface IBgpChannelHandler
{
    /// <summary>What one read from the socket completed, in order: each a message, or the fault that its body has, with what was handled without ending the session.</summary>
    void OnMessages(ImmutableArray<BgpDecoded> messages);

    /// <summary>The stream can no longer be cut into messages (RFC 4271 §6.1); nothing more will come. The session answers and closes.</summary>
    void OnFramingFault(BgpFault fault);

    /// <summary>The connection is gone; the last call.</summary>
    void OnClosed(ChannelClosed closed);
}
