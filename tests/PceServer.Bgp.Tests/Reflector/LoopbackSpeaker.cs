using System.Net;
using System.Net.Sockets;

namespace PceServer.Bgp.Tests.Reflector;

/// <summary>The least of a BGP speaker on a plain socket: a session with one address of loopback as its own.</summary>
internal sealed class LoopbackSpeaker : IDisposable
{
    private static readonly AutonomousSystem s_system = new(65000);
    private static readonly BgpSessionParameters s_parameters = BgpSessionParameters.Default;

    private readonly Socket _socket = new(System.Net.Sockets.AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public LoopbackSpeaker(string address, IPEndPoint remote, uint identifier)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        _socket.ReceiveTimeout = 30_000;
        _socket.Connect(remote);
        Send(BgpOpen.Of(s_system, 90, new BgpIdentifier(identifier), new MultiprotocolCapability(AddressFamily.LinkState), new FourOctetAsCapability(s_system)));
        Send(BgpKeepalive.Instance);
        while ((Read() ?? throw new InvalidOperationException("no session")) is not BgpKeepalive)
        {
        }
    }

    public void Send(BgpMessage message) => _socket.Send(BgpCodec.Encode(message, s_parameters));

    /// <summary>The next message; null when nothing comes any more, or the other side has closed.</summary>
    public BgpMessage? Read()
    {
        if (Read(BgpCodec.HeaderOctets) is not { } header || Read(((header[16] << 8) | header[17]) - BgpCodec.HeaderOctets) is not { } body)
            return null;
        var decoded = BgpCodec.Decode([.. header, .. body], s_parameters);
        Assert.That(decoded.Fault, Is.Null);
        return decoded.Message;
    }

    public void Dispose() => _socket.Dispose();

    private byte[]? Read(int count)
    {
        var octets = new byte[count];
        for (var at = 0; at < count;)
        {
            try
            {
                var read = _socket.Receive(octets.AsSpan(at));
                if (read == 0)
                    return null;
                at += read;
            }
            catch (SocketException)
            {
                return null;
            }
        }
        return octets;
    }
}
