using System.Net;
using PceServer.Engine.Ports;
using PceServer.Topology;
using PceServer.Transport;

namespace PceServer.Adapters;

/// <summary>Opens connections to BGP peers for the engine.</summary>
internal sealed class BgpDialer(EventLoops loops, ILogger log) : IBgpDialer
{
    public async Task<bool> ConnectAsync(IpAddress address, int port, Func<IBgpConnection, IBgpSink> connected, CancellationToken cancellation)
    {
        try
        {
            await BgpConnector.ConnectAsync(
                new IPEndPoint(address.ToIPAddress(), port), loops,
                channel => BgpConnection.HandlerFor(connected(new BgpConnection(channel))), log: log, cancellation: cancellation);
            return true;
        }
        catch (TransportException)
        {
            // Nobody there: the peer's machine hears of it and tries again later.
            return false;
        }
    }
}
