using System.Collections.Immutable;
using PceServer.Bgp;
using PceServer.Topology;

namespace PceServer.Engine.Ports;

/// <summary>The TCP connection of a BGP peer.</summary>
public interface IBgpConnection : IPeerConnection
{
    /// <summary>How messages are to be read and written from now on.</summary>
    BgpSessionParameters Parameters { set; }

    void Send(BgpMessage message);
}

/// <summary>What the engine wants to hear of a BGP connection; calls come one at a time and return at once.</summary>
public interface IBgpSink
{
    /// <summary>Messages that came together, in order.</summary>
    void Received(ImmutableArray<BgpDecoded> messages);

    /// <summary>The octets cannot be cut into messages (RFC 4271 §6.1).</summary>
    void FramingFault(BgpFault fault);

    /// <summary>The connection is gone; the last call.</summary>
    void Closed(string detail);
}

/// <summary>Opens connections to BGP peers for the engine.</summary>
public interface IBgpDialer
{
    /// <summary>Connects, and calls <paramref name="connected"/> before anything is read; false when nobody answers.</summary>
    Task<bool> ConnectAsync(IpAddress address, int port, Func<IBgpConnection, IBgpSink> connected, CancellationToken cancellation);
}
