using System.Net;
using System.Net.Sockets;

namespace PceServer.Transport.Tests;

/// <summary>A peer that may send any octets.</summary>
internal sealed class RawPeer : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly Socket _socket;

    private RawPeer(Socket socket) => _socket = socket;

    public static async Task<RawPeer> ConnectAsync(IPEndPoint remote, int receiveBufferOctets = 0)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBufferOctets > 0)
            socket.ReceiveBufferSize = receiveBufferOctets;
        await socket.ConnectAsync(remote);
        return new RawPeer(socket);
    }

    public async Task SendAsync(params byte[] octets) => await _socket.SendAsync(octets, SocketFlags.None);

    /// <summary>Sends as much as the kernel takes until it has taken nothing for a while; the octets that it took.</summary>
    public int SendUntilStuck(ReadOnlySpan<byte> octets)
    {
        _socket.Blocking = false;
        var sent = 0;
        while (sent < octets.Length && _socket.Poll(TimeSpan.FromMilliseconds(250), SelectMode.SelectWrite))
        {
            sent += _socket.Send(octets[sent..], SocketFlags.None, out var error);
            Assert.That(error, Is.EqualTo(SocketError.Success).Or.EqualTo(SocketError.WouldBlock));
        }
        _socket.Blocking = true;
        return sent;
    }

    /// <summary>All that comes until the other side closes; a reset counts as a close with nothing more to read.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        var all = new List<byte>();
        var buffer = new byte[4096];
        try
        {
            while (await _socket.ReceiveAsync(buffer, SocketFlags.None, patience.Token) is > 0 and var count)
                all.AddRange(buffer.AsSpan(0, count));
        }
        catch (SocketException)
        {
            // Reset.
        }
        return [.. all];
    }

    public void Dispose() => _socket.Dispose();
}
