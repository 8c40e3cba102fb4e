using System.Net;
using System.Net.Sockets;

namespace PceServer.Transport;

/// <summary>How a connection is opened.</summary>
public sealed record ConnectOptions
{
    public static readonly ConnectOptions Default = new();

    /// <summary>Source address; port 0 = any.</summary>
    public IPEndPoint? LocalEndPoint { get; init; }

    /// <summary>Makes the socket, for one that has to live somewhere special, such as another network namespace.</summary>
    public Func<AddressFamily, Socket> CreateSocket { get; init; } = static family => new Socket(family, SocketType.Stream, ProtocolType.Tcp);
}
