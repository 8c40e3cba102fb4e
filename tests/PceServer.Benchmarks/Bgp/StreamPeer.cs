using System.Net;
using System.Net.Sockets;
using PceServer.Bgp;

namespace PceServer.Benchmarks.Bgp;

/// <summary>The least of a BGP speaker: brings a session up on a plain socket and then writes a stream as fast as the other side reads.</summary>
internal sealed class StreamPeer : IDisposable
{
    private readonly Socket _socket = new(System.Net.Sockets.AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public static StreamPeer Connect(IPEndPoint remote, uint system)
    {
        var peer = new StreamPeer();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                peer._socket.Connect(remote);
                break;
            }
            catch (SocketException) when (attempt < 100)
            {
                Thread.Sleep(50);
            }
        }
        peer.Send(BgpOpen.Of(new AutonomousSystem(system), 90, new BgpIdentifier(0x7F000007),
            new MultiprotocolCapability(PceServer.Bgp.AddressFamily.LinkState), new RouteRefreshCapability(), new FourOctetAsCapability(new AutonomousSystem(system))));
        peer.Send(BgpKeepalive.Instance);
        // Not before its KEEPALIVE is the other side ready for UPDATEs.
        while (peer.Read() != BgpMessageType.Keepalive)
        {
        }
        return peer;
    }

    public void Write(ReadOnlySpan<byte> octets)
    {
        while (octets.Length > 0)
            octets = octets[_socket.Send(octets[..Math.Min(octets.Length, 1 << 18)])..];
    }

    public void Dispose() => _socket.Dispose();

    private void Send(BgpMessage message) => Write(BgpCodec.Encode(message, BgpSessionParameters.Default));

    private BgpMessageType Read()
    {
        var header = Read(BgpCodec.HeaderOctets);
        Read(((header[16] << 8) | header[17]) - BgpCodec.HeaderOctets);
        var type = (BgpMessageType)header[18];
        return type == BgpMessageType.Notification ? throw new InvalidOperationException("the other side refused the session") : type;
    }

    private byte[] Read(int count)
    {
        var octets = new byte[count];
        for (var at = 0; at < count;)
        {
            var read = _socket.Receive(octets.AsSpan(at));
            at += read > 0 ? read : throw new InvalidOperationException("the other side closed the connection");
        }
        return octets;
    }
}
