using System.Net;
using System.Net.Sockets;
using PceServer.Options;

namespace PceServer.Demo;

/// <summary>The usual ports on loopback, or any free one where somebody has taken the usual one or we may not use it.</summary>
internal static class DemoPorts
{
    public static PceOptions Choose() => new()
    {
        Pcep = new PcepOptions { Listen = UsualOrAny(4189) },
        Bgp = new BgpOptions { Listen = UsualOrAny(179), LocalAs = 65000, RouterId = IPAddress.Parse("192.0.2.1"), Peers = [Feeder] },
        Admin = new AdminOptions { Listen = UsualOrAny(8080), GrpcListen = UsualOrAny(8081) },
        Topology = new TopologyOptions { CoalesceMilliseconds = 2 },
        // What the server would warn of is the story itself.
        Log = new LogOptions { Level = LogLevel.Error },
    };

    private static BgpPeerOptions Feeder => new(IPAddress.Loopback, 65000, 179, Passive: true);

    private static IPEndPoint UsualOrAny(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return new IPEndPoint(IPAddress.Loopback, port);
        }
        catch (SocketException)
        {
            return new IPEndPoint(IPAddress.Loopback, 0);
        }
    }
}
