using PceServer.Engine.Paths;

namespace PceServer.Admin.Replies;

/// <summary>The answer to a dry run.</summary>
internal static class PathReplies
{
    public static V1.ComputePathReply Of(PathAnswer answer)
    {
        var reply = answer switch
        {
            PathAnswer.Found found => Of(found),
            PathAnswer.NotFound no => new V1.ComputePathReply { Reason = no.Explanation.Sentence, ReasonCode = Words.Of(no.Explanation.Reason) },
            _ => throw new InvalidOperationException($"unknown answer {answer.GetType()}"),
        };
        reply.TopologyVersion = answer.TopologyVersion;
        reply.Microseconds = answer.Elapsed.TotalMicroseconds;
        reply.Refused.Add(answer.Refusals);
        return reply;
    }

    private static V1.ComputePathReply Of(PathAnswer.Found found) => new()
    {
        Found = true,
        Cost = found.Path.Cost,
        Hops = { found.Path.Hops.Select(TraceReplies.Of) },
        Labels = { found.Path.Labels.Select(l => l.Value) },
        Sids = { TraceReplies.Segments(found.Path) },
        Trace = TraceReplies.Of(found.Trace),
        Reason = found.Path.Why,
    };
}
