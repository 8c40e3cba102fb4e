using Grpc.Core;
using PceServer.Admin.Replies;
using PceServer.Engine;

namespace PceServer.Admin.Services;

internal sealed class BgpService(PceEngine engine, TimeProvider time) : V1.Bgp.BgpBase
{
    public override Task<V1.ListBgpPeersReply> ListBgpPeers(V1.ListBgpPeersRequest request, ServerCallContext context)
    {
        var now = time.GetUtcNow();
        return Task.FromResult(new V1.ListBgpPeersReply { Peers = { engine.BgpPeers.Select(p => SessionReplies.Of(p, now)) } });
    }
}
