using Grpc.Core;
using PceServer.Admin.Replies;
using PceServer.Engine;

namespace PceServer.Admin.Services;

internal sealed class SessionsService(PceEngine engine, TimeProvider time) : V1.Sessions.SessionsBase
{
    public override Task<V1.ListSessionsReply> ListSessions(V1.ListSessionsRequest request, ServerCallContext context)
    {
        var now = time.GetUtcNow();
        return Task.FromResult(new V1.ListSessionsReply { Sessions = { engine.Sessions.Select(s => SessionReplies.Of(s, now)) } });
    }
}
