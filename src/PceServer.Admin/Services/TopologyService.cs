using System.Text;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using PceServer.Admin.Replies;
using PceServer.Admin.Requests;
using PceServer.Engine;
using PceServer.Forwarding.Labels;
using PceServer.Topology;

namespace PceServer.Admin.Services;

internal sealed class TopologyService(PceEngine engine) : V1.TopologyService.TopologyServiceBase
{
    public override Task<V1.TopologyReply> GetTopology(V1.GetTopologyRequest request, ServerCallContext context) =>
        Task.FromResult(TopologyReplies.Of(engine.Topology, engine.Ledger.Current));

    public override Task<HttpBody> ExportTopology(V1.ExportTopologyRequest request, ServerCallContext context)
    {
        if (!TopologyExport.TryParse(request.Format, out var format))
            throw Refused(request.Format);
        var type = format switch { TopologyFormat.Json => "application/json", TopologyFormat.GraphMl => "application/graphml+xml", _ => "text/vnd.graphviz" };
        return Task.FromResult(new HttpBody { ContentType = type, Data = ByteString.CopyFrom(TopologyExport.Write(engine.Topology, format), Encoding.UTF8) });
    }

    public override Task<V1.TopologyHealthReply> GetTopologyHealth(V1.GetTopologyHealthRequest request, ServerCallContext context)
    {
        var topology = engine.Topology;
        return Task.FromResult(new V1.TopologyHealthReply
        {
            TopologyVersion = topology.Version,
            Findings = { engine.TopologyHealth(topology).Select(Of) },
            LabelConflicts = { engine.LabelConflicts(topology).Select(conflict => Of(conflict, topology)) },
        });
    }

    public override async Task<V1.PutStaticTopologyReply> PutStaticTopology(V1.PutStaticTopologyRequest request, ServerCallContext context)
    {
        var reading = StaticTopology.Read(request.Document?.Data.ToStringUtf8() ?? "");
        var bad = new BadRequest();
        foreach (var error in reading.Errors)
            bad.Add(error.Path, error.Value.Length > 0 ? $"{error.Rule}, not '{error.Value}'" : error.Rule);
        bad.ThrowIfAny();
        var topology = await StaticTopology.ReplaceAsync(engine, reading, context.CancellationToken);
        return new V1.PutStaticTopologyReply
        {
            Nodes = (uint)reading.Changes.OfType<NodeChange>().Count(),
            Links = (uint)reading.Changes.OfType<LinkChange>().Count(),
            Prefixes = (uint)reading.Changes.OfType<PrefixChange>().Count(),
            TopologyVersion = topology.Version,
        };
    }

    private static V1.Finding Of(HealthFinding finding) => new()
    {
        Severity = Words.Of(finding.Severity),
        Kind = Words.Of(finding.Kind),
        Message = finding.Message,
        Nodes = { finding.Nodes.Select(n => n.ToString()) },
        Links = { finding.Links.Select(l => l.ToString()) },
        Prefixes = { finding.Prefixes.Select(p => p.ToString()) },
    };

    private static V1.LabelConflict Of(LabelConflict conflict, TopologySnapshot topology) => new()
    {
        Kind = Words.Of(conflict.Kind),
        Message = conflict.Sentence,
        Nodes = { conflict.Nodes.Select(node => topology[node].DisplayName) },
    };

    private static RpcException Refused(string format)
    {
        var bad = new BadRequest();
        bad.Add("format", $"must be one of graphml, dot, json, not \"{format}\"");
        return bad.ToException();
    }
}
