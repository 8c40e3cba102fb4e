using Grpc.Core;
using PceServer.Admin.Replies;
using PceServer.Engine;

namespace PceServer.Admin.Services;

internal sealed class TopologyService(PceEngine engine) : V1.TopologyService.TopologyServiceBase
{
    public override Task<V1.TopologyReply> GetTopology(V1.GetTopologyRequest request, ServerCallContext context) =>
        Task.FromResult(TopologyReplies.Of(engine.Topology, engine.Ledger.Current));
}
