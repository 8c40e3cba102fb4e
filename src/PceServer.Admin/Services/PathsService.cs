using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using PceServer.Admin.Replies;
using PceServer.Admin.Requests;
using PceServer.Engine;
using PceServer.Engine.Paths;
using PceServer.Forwarding;
using PceServer.Forwarding.Packets;
using PceServer.Topology;

namespace PceServer.Admin.Services;

internal sealed class PathsService(PceEngine engine) : V1.Paths.PathsBase
{
    public override Task<V1.ComputePathReply> ComputePath(V1.ComputePathRequest request, ServerCallContext context)
    {
        var question = PathQuestion.Read(request, engine.Topology);
        var answer = engine.ComputePath(question.Topology, question.Source, question.Destination, question.Demand);
        return Task.FromResult(PathReplies.Of(answer, question.Topology));
    }

    public override Task<V1.TraceReply> TraceStack(V1.TraceRequest request, ServerCallContext context)
    {
        var trace = Walk(WalkQuestion.Read(request, engine));
        return Task.FromResult(new V1.TraceReply { Trace = TraceReplies.Of(trace), Table = TraceReplies.Table(trace) });
    }

    public override Task<HttpBody> TracePackets(V1.TraceRequest request, ServerCallContext context)
    {
        var question = WalkQuestion.Read(request, engine);
        var walk = new TraceRequest(question.HeadEnd, question.Labels, question.Destination ?? EndOf(question) ?? question.HeadEnd);
        var trace = new ForwardingSimulator(question.Topology, engine.Ledger.Current).Trace(walk);
        var branches = PacketReplay.Branches(question.Topology, trace, walk, (int)Math.Min(request.Branch, int.MaxValue - 1) + 1);
        if (request.Branch >= branches.Length)
        {
            var bad = new BadRequest();
            bad.Add("branch", $"must be less than {branches.Length}, the number of branches of this trace, not {request.Branch}");
            bad.ThrowIfAny();
        }
        var capture = PacketCapture.Write(branches[(int)request.Branch]);
        return Task.FromResult(new HttpBody { ContentType = "application/vnd.tcpdump.pcap", Data = UnsafeByteOperations.UnsafeWrap(capture) });
    }

    /// <summary>Where nobody said where the stack should lead, the one node that it does lead to is right.</summary>
    private RecordedTrace Walk(WalkQuestion question) => engine.Trace(
        question.Topology, question.HeadEnd, question.Labels, question.Destination ?? EndOf(question) ?? question.HeadEnd, question.Demand);

    private NodeIndex? EndOf(WalkQuestion question)
    {
        var trace = engine.Trace(question.Topology, question.HeadEnd, question.Labels, question.HeadEnd);
        var ends = trace.Hops.Where(hop => hop.Action == TraceAction.Deliver).Select(hop => hop.NodeKey).Distinct().ToList();
        return trace.Verdict == TraceVerdict.DeliveredElsewhere && ends.Count == 1 && question.Topology.TryFind(ends[0], out var end) ? end : null;
    }
}
