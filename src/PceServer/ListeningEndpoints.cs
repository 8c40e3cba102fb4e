using System.Net;
using System.Text.Json;

namespace PceServer;

/// <summary>Where the server is reached, with the ports that were given out for 0.</summary>
public sealed record ListeningEndpoints(IPEndPoint Pcep, IPEndPoint Bgp, IPEndPoint Admin, IPEndPoint Grpc)
{
    /// <summary>The line that tells a parent process that the server is up.</summary>
    public string ToJson() => JsonSerializer.Serialize(new
    {
        @event = "listening",
        pcep = Pcep.ToString(),
        bgp = Bgp.ToString(),
        admin = Admin.ToString(),
        grpc = Grpc.ToString(),
    });
}
