using System.Net;
using System.Net.Sockets;
using PceServer.Options;

namespace PceServer.Demo;

/// <summary>The usual ports on loopback, or any free one where somebody has taken the usual one or we may not use it.</summary>
internal static class DemoPorts
{
    public static PceOptions Choose() => With(UsualOrAny);

    /// <summary>For when somebody took a usual port between the look and the use of it.</summary>
    public static PceOptions Any() => With(_ => Free);

    private static PceOptions With(Func<int, IPEndPoint> listen) => new()
    {
        Pcep = new PcepOptions { Listen = listen(4189) },
        Bgp = new BgpOptions { Listen = listen(179), LocalAs = 65000, RouterId = IPAddress.Parse("192.0.2.1"), Peers = [Feeder] },
        Admin = new AdminOptions { Listen = listen(8080), GrpcListen = listen(8081) },
        Topology = new TopologyOptions { CoalesceMilliseconds = 2 },
        // What the server would warn of is the story itself.
        Log = new LogOptions { Level = LogLevel.Error },
    };

    private static IPEndPoint Free => new(IPAddress.Loopback, 0);

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
            return Free;
        }
    }
}
