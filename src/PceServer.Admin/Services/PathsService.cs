using System.Collections.Immutable;
using Grpc.Core;
using PceServer.Admin.Replies;
using PceServer.Admin.Requests;
using PceServer.Engine;
using PceServer.Engine.Paths;
using PceServer.Forwarding;
using PceServer.Topology;

namespace PceServer.Admin.Services;

internal sealed class PathsService(PceEngine engine) : V1.Paths.PathsBase
{
    public override Task<V1.ComputePathReply> ComputePath(V1.ComputePathRequest request, ServerCallContext context)
    {
        var question = PathQuestion.Read(request, engine.Topology);
        var answer = engine.ComputePath(question.Topology, question.Source, question.Destination, question.Demand);
        return Task.FromResult(PathReplies.Of(answer));
    }

    public override Task<V1.TraceReply> TraceStack(V1.TraceRequest request, ServerCallContext context)
    {
        var trace = Walk(request);
        return Task.FromResult(new V1.TraceReply { Trace = TraceReplies.Of(trace), Table = TraceReplies.Table(trace) });
    }

    private RecordedTrace Walk(V1.TraceRequest request)
    {
        var topology = engine.Topology;
        var bad = new BadRequest();
        if (request.Lsp.Length > 0)
            return WalkLsp(topology, request, bad);
        var headEnd = NodeText.Required(topology, request.HeadEnd, "headEnd", bad);
        NodeIndex? destination = request.Destination.Length == 0 ? null : NodeText.Required(topology, request.Destination, "destination", bad);
        for (var i = 0; i < request.Labels.Count; i++)
        {
            if (request.Labels[i] > Label.MaximumValue)
                bad.Add($"labels[{i}]", $"must be from 0 to {Label.MaximumValue}, not {request.Labels[i]}");
        }
        bad.ThrowIfAny();
        var labels = request.Labels.Select(l => new Label(l)).ToImmutableArray();
        return destination is { } end ? engine.Trace(topology, headEnd, labels, end) : WalkToItsEnd(topology, headEnd, labels);
    }

    /// <summary>Nobody said where the stack should lead: where it does lead is right, if that is one node.</summary>
    private RecordedTrace WalkToItsEnd(TopologySnapshot topology, NodeIndex headEnd, ImmutableArray<Label> labels)
    {
        var trace = engine.Trace(topology, headEnd, labels, headEnd);
        var ends = trace.Hops.Where(hop => hop.Action == TraceAction.Deliver).Select(hop => hop.NodeKey).Distinct().ToList();
        return trace.Verdict == TraceVerdict.DeliveredElsewhere && ends.Count == 1 && topology.TryFind(ends[0], out var end)
            ? engine.Trace(topology, headEnd, labels, end)
            : trace;
    }

    private RecordedTrace WalkLsp(TopologySnapshot topology, V1.TraceRequest request, BadRequest bad)
    {
        if (request.Pcc.Length == 0)
            bad.Add("pcc", "is required together with lsp");
        if (request.HeadEnd.Length > 0 || request.Labels.Count > 0)
            bad.Add("lsp", "excludes headEnd and labels: name an LSP or a stack");
        bad.ThrowIfAny();
        var lsp = LspsService.Find(engine, request.Pcc, request.Lsp);
        if (lsp.HeadEnd is null || !topology.TryFind(lsp.HeadEnd, out var headEnd) || lsp.Tail is null || !topology.TryFind(lsp.Tail, out var tail))
            throw new RpcException(new Status(StatusCode.FailedPrecondition, $"lsp: head-end or tail of \"{lsp.Name}\" is not in topology version {topology.Version}"));
        return engine.Trace(topology, headEnd, lsp.LabelsInUse, tail, lsp.Demand);
    }
}
