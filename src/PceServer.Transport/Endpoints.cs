using System.Net;

namespace PceServer.Transport;

internal static class Endpoints
{
    /// <summary>An IPv4 peer of a dual-stack socket is shown, and recognised, by its IPv4 address.</summary>
    public static IPEndPoint Plain(EndPoint? endpoint) => endpoint switch
    {
        IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped => new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port),
        IPEndPoint plain => plain,
        _ => new IPEndPoint(IPAddress.None, 0),
    };
}
