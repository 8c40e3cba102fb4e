using System.Collections.Immutable;
using Grpc.Core;
using PceServer.Admin.Services;
using PceServer.Engine;
using PceServer.Engine.Paths;
using PceServer.Topology;

namespace PceServer.Admin.Requests;

/// <summary>A trace request in domain words: a head-end with a stack, or an LSP with the stack that it uses.</summary>
/// <param name="Destination">Null where nobody said where the stack should lead.</param>
internal sealed record WalkQuestion(TopologySnapshot Topology, NodeIndex HeadEnd, ImmutableArray<Label> Labels, NodeIndex? Destination, PathDemand Demand)
{
    public static WalkQuestion Read(V1.TraceRequest request, PceEngine engine)
    {
        var topology = engine.Topology;
        var bad = new BadRequest();
        if (request.Lsp.Length > 0)
            return OfLsp(request, engine, topology, bad);
        var headEnd = NodeText.Required(topology, request.HeadEnd, "headEnd", bad);
        NodeIndex? destination = request.Destination.Length == 0 ? null : NodeText.Required(topology, request.Destination, "destination", bad);
        if (request.Labels.Count == 0)
            bad.Add("labels", "is required: the label stack, top first");
        var labels = LabelText.Read(request.Labels, "labels", bad);
        bad.ThrowIfAny();
        return new WalkQuestion(topology, headEnd, labels, destination, PathDemand.Default);
    }

    private static WalkQuestion OfLsp(V1.TraceRequest request, PceEngine engine, TopologySnapshot topology, BadRequest bad)
    {
        if (request.Pcc.Length == 0)
            bad.Add("pcc", "is required together with lsp");
        if (request.HeadEnd.Length > 0 || request.Labels.Count > 0)
            bad.Add("lsp", "excludes headEnd and labels: name an LSP or a stack");
        bad.ThrowIfAny();
        var lsp = LspsService.Find(engine, request.Pcc, request.Lsp);
        if (lsp.HeadEnd is null || !topology.TryFind(lsp.HeadEnd, out var headEnd) || lsp.Tail is null || !topology.TryFind(lsp.Tail, out var tail))
            throw new RpcException(new Status(StatusCode.FailedPrecondition, $"lsp: head-end or tail of \"{lsp.Name}\" is not in topology version {topology.Version}"));
        return new WalkQuestion(topology, headEnd, lsp.LabelsInUse, tail, lsp.Demand);
    }
}

/// <summary>Labels as operators give them.</summary>
internal static class LabelText
{
    public static ImmutableArray<Label> Read(IReadOnlyList<uint> labels, string field, BadRequest bad)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i] > Label.MaximumValue)
                bad.Add($"{field}[{i}]", $"must be from 0 to {Label.MaximumValue}, not {labels[i]}");
        }
        return [.. labels.Select(l => new Label(l))];
    }
}
