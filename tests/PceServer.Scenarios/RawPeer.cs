using System.Net;
using System.Net.Sockets;

namespace PceServer.Scenarios;

/// <summary>A peer that sends whatever octets it likes and collects what comes back.</summary>
internal sealed class RawPeer : IDisposable
{
    /// <summary>Open: keepalive 30, dead timer 120, session 1, stateful (U, I), path setup types 0 and 1 with the SR capability.</summary>
    public static readonly byte[] GoodOpen = Convert.FromHexString("20010028" + "01100024" + "201E7801" + "00100004" + "00000005" + "00220010" + "00000002" + "00010000" + "001A0004" + "0000000A");
    public static readonly byte[] Keepalive = Convert.FromHexString("20020004");

    private static int s_peers;

    // A PCC is known by its source address, so each peer has one of its own: two sessions from one address would collide.
    private readonly TcpClient _socket;

    private RawPeer(IPAddress source) => _socket = new TcpClient(new IPEndPoint(source, 0));

    public static async Task<RawPeer> ConnectAsync(IPEndPoint server, CancellationToken cancellation, IPAddress? source = null)
    {
        var peer = new RawPeer(source ?? NextSource());
        await peer._socket.ConnectAsync(server, cancellation);
        return peer;
    }

    public Task SendAsync(byte[] octets) => _socket.GetStream().WriteAsync(octets).AsTask();

    /// <summary>Brings the session up: Open and Keepalive both ways.</summary>
    public async Task EstablishAsync(CancellationToken cancellation)
    {
        await SendAsync([.. GoodOpen, .. Keepalive]);
        await MessageAsync(1, cancellation);
        await MessageAsync(2, cancellation);
    }

    /// <summary>The next message of a type; others are passed over. Null at the end of the stream.</summary>
    public async Task<byte[]?> MessageAsync(byte type, CancellationToken cancellation)
    {
        while (await MessageAsync(cancellation) is { } message)
        {
            if (message[1] == type)
                return message;
        }
        return null;
    }

    /// <summary>Every message until the server closes the connection.</summary>
    public async Task<List<byte[]>> RestAsync(CancellationToken cancellation)
    {
        var messages = new List<byte[]>();
        while (await MessageAsync(cancellation) is { } message)
            messages.Add(message);
        return messages;
    }

    private static IPAddress NextSource()
    {
        var number = Interlocked.Increment(ref s_peers);
        return new IPAddress([127, 77, (byte)(number >> 8), (byte)number]);
    }

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]?> MessageAsync(CancellationToken cancellation)
    {
        var header = new byte[4];
        if (await _socket.GetStream().ReadAtLeastAsync(header, 4, throwOnEndOfStream: false, cancellation) < 4)
            return null;
        var message = new byte[(header[2] << 8) | header[3]];
        header.CopyTo(message, 0);
        await _socket.GetStream().ReadExactlyAsync(message.AsMemory(4), cancellation);
        return message;
    }
}
