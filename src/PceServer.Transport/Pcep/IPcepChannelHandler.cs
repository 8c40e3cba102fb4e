using PceServer.Pcep;

namespace PceServer.Transport;

/// <summary>Gets all that happens on one PCEP connection, on its event loop, one call at a time. A handler must not block; it may throw, which costs the connection.</summary>
public interface IPcepChannelHandler
{
    /// <summary>A message, or why there is none: a fault, deviations that were accepted, objects that were not understood.</summary>
    void OnMessage(DecodedMessage message);

    /// <summary>The stream can no longer be cut into messages; nothing more will come. The session answers and closes.</summary>
    void OnFramingFault(PcepFramingFault fault);

    /// <summary>The connection is gone; the last call.</summary>
    void OnClosed(ChannelClosed closed);
}
