using Grpc.Core;
using PceServer.Admin.Replies;
using PceServer.Engine;

namespace PceServer.Admin.Services;

internal sealed class SessionsService(PceEngine engine, TimeProvider time) : V1.Sessions.SessionsBase
{
    public override Task<V1.ListSessionsReply> ListSessions(V1.ListSessionsRequest request, ServerCallContext context)
    {
        var now = time.GetUtcNow();
        var sessions = engine.Sessions.Select(s => SessionReplies.Of(s, now)).OrderBy(s => s.Pcc, StringComparer.Ordinal).ThenBy(s => s.Address, StringComparer.Ordinal);
        return Task.FromResult(new V1.ListSessionsReply { Sessions = { sessions } });
    }
}
