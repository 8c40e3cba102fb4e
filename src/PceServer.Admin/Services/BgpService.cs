using Grpc.Core;
using PceServer.Admin.Replies;
using PceServer.Admin.Requests;
using PceServer.Engine;
using PceServer.Engine.Queries;

namespace PceServer.Admin.Services;

internal sealed class BgpService(PceEngine engine, TimeProvider time) : V1.Bgp.BgpBase
{
    private const uint UsualLimit = 1000, MostRoutes = 10_000;

    public override Task<V1.ListBgpPeersReply> ListBgpPeers(V1.ListBgpPeersRequest request, ServerCallContext context)
    {
        var now = time.GetUtcNow();
        return Task.FromResult(new V1.ListBgpPeersReply { Peers = { engine.BgpPeers.Select(p => SessionReplies.Of(p, now)) } });
    }

    public override async Task<V1.ListBgpRoutesReply> ListBgpRoutes(V1.ListBgpRoutesRequest request, ServerCallContext context)
    {
        var bad = new BadRequest();
        BgpRouteType? type = null;
        foreach (var one in Enum.GetValues<BgpRouteType>().Where(t => string.Equals(Words.Of(t), request.Type, StringComparison.OrdinalIgnoreCase)))
            type = one;
        if (type is null && request.Type.Length > 0)
            bad.Add("type", $"must be one of {string.Join(", ", Enum.GetValues<BgpRouteType>().Select(Words.Of))}, not \"{request.Type}\"");
        if (request.Safi is not (0 or 71 or 72))
            bad.Add("safi", $"must be 71 or 72, not {request.Safi}");
        if (request.Limit > MostRoutes)
            bad.Add("limit", $"must be at most {MostRoutes}, not {request.Limit}");
        bad.ThrowIfAny();
        bool? isVpn = request.Safi switch { 71 => false, 72 => true, _ => null };
        var listing = await engine.BgpRoutesAsync(new BgpRouteQuestion(type, isVpn, (int)(request.Limit == 0 ? UsualLimit : request.Limit)));
        return new V1.ListBgpRoutesReply { Total = (uint)listing.Total, Routes = { listing.Routes.Select(Of) } };
    }

    private static V1.BgpRoute Of(BgpRouteView route) => new()
    {
        Type = Words.Of(route.Type),
        Protocol = Words.OfText(route.Protocol),
        Identifier = route.Identifier,
        RouteDistinguisher = route.RouteDistinguisher ?? "",
        Text = route.Text,
        Octets = route.Octets,
        Peer = route.Peer,
        Fault = route.Fault ?? "",
        Attributes = { route.Attributes.Select(tlv => new V1.BgpTlv { Code = tlv.Code, Name = tlv.Name, Text = tlv.Text }) },
    };
}
