using PceServer.Engine.Paths;
using PceServer.PathComputation;
using PceServer.Topology;

namespace PceServer.Admin.Replies;

/// <summary>The answer to a dry run.</summary>
internal static class PathReplies
{
    public static V1.ComputePathReply Of(PathAnswer answer, TopologySnapshot topology)
    {
        var reply = answer switch
        {
            PathAnswer.Found found => Of(found),
            PathAnswer.NotFound no => Of(no.Explanation, topology),
            _ => throw new InvalidOperationException($"unknown answer {answer.GetType()}"),
        };
        reply.TopologyVersion = answer.TopologyVersion;
        reply.Microseconds = answer.Elapsed.TotalMicroseconds;
        reply.Refused.Add(answer.Refusals);
        return reply;
    }

    private static V1.ComputePathReply Of(Explanation explanation, TopologySnapshot topology) => new()
    {
        // There is nothing to walk, but whoever reads the field finds it.
        Trace = new V1.Trace { TopologyVersion = topology.Version },
        Reason = explanation.Sentence,
        ReasonCode = Words.Of(explanation.Reason),
        Cutting =
        {
            explanation.Cutting.Select(c => new V1.CuttingConstraint
            {
                Kind = Words.Of(c.Kind), Text = c.Text, Links = { c.RemovedLinks.Select(edge => LinkText.Of(topology, edge)) },
            }),
        },
        CutShort = explanation.CutShort ?? "",
        CuttingMinimal = explanation.IsCutMinimal,
        Relaxations = { explanation.Relaxations.Select(r => new V1.Relaxation { Text = r.Text, Cost = r.Cost, Minimal = r.IsMinimal }) },
    };

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
